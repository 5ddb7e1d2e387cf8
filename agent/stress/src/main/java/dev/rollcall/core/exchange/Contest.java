package dev.rollcall.core.exchange;

import java.util.List;

/** What a thread does that believes an exchange to be over. */
final class Contest {
    static final Wanted NOTHING = new Wanted(List.of(), List.of(), List.of(), false, false, false);

    private Contest() {}

    /** Returns 1 when the calling thread was the one that ended the exchange. */
    static int end(Exchange exchange, Recorder recorder) {
        Record record = exchange.end();
        if (record == null) {
            return 0;
        }
        recorder.submit(record);
        return 1;
    }
}
