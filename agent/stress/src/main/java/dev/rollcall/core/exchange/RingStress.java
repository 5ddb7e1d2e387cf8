package dev.rollcall.core.exchange;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A request thread submits two records while the drain thread takes and recycles them: both arrive whole and in order, and
 * the second has nothing of the first, even if it is the same object.
 */
@JCStressTest
@Outcome(
        id = {"0, 2", "1, 2", "2, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "Both arrived; the first figure is what came while they were submitted.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, doubled, torn, out of order, or with something of another request.")
@State
public class RingStress {
    private static final Wanted HEADER = new Wanted(List.of("a"), List.of(), List.of(), true, false, false);
    private static final String LONG = "l".repeat(600);

    private final Recorder recorder = new Recorder(HEADER, 4);
    private int good;

    @Actor
    public void request() {
        Exchange first = recorder.begin();
        first.principal("wayne");
        first.record().requestHeader(0, LONG);
        submit(first, 201);
        submit(recorder.begin(), 202);
    }

    private void submit(Exchange exchange, int status) {
        Record record = exchange.end();
        if (record != null) {
            record.end(status, dev.rollcall.core.exchange.Outcome.OK, status, status);
            recorder.submit(record);
        }
    }

    @Actor
    public void drain(II_Result result) {
        result.r1 = recorder.drain(this::take, 1) + recorder.drain(this::take, 1);
    }

    @Arbiter
    public void rest(II_Result result) {
        recorder.drain(this::take, 10);
        result.r2 = good;
    }

    private void take(Record record) {
        boolean first = good == 0;
        boolean whole = record.status() == (first ? 201 : 202)
                && record.requestBytes() == record.status()
                && record.responseBytes() == record.status();
        boolean own = first
                ? LONG.equals(record.requestHeader(0)) && "wayne".equals(record.principal())
                : record.requestHeader(0) == null && record.principal() == null;
        good += whole && own ? 1 : 100;
    }
}
