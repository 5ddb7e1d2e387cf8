package dev.rollcall.bench;

import dev.rollcall.core.event.Event;
import dev.rollcall.core.event.EventBytes;
import dev.rollcall.core.event.EventJson;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.event.Origin;
import dev.rollcall.core.exchange.Exchange;
import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Slots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Events as a busy API has them, in JSON: 100 customers in no order, each with its token, address and paths; times, durations and sizes
 * that differ from one to the next. The same for every run but for the times.
 */
final class SampleEvents {
    private static final int CUSTOMERS = 100;
    private static final int[] STATUSES = {200, 200, 200, 200, 200, 200, 201, 204, 404, 429};

    private final Parts parts = new Parts();
    private final EventJson json = new EventJson(Instance.random(), new Origin("payments", "production", "bench"));
    private final Random random = new Random(7);

    /** So many events, each a JSON object in UTF-8. */
    List<byte[]> make(int count) {
        String[][] headers = new String[CUSTOMERS][];
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            headers[customer] = Sample.values(customer);
        }
        List<byte[]> events = new ArrayList<>();
        while (events.size() < count) {
            int customer = random.nextInt(CUSTOMERS);
            exchange(customer, headers[customer]);
            parts.recorder.drain(
                    record -> {
                        Event event = parts.maker.make(record);
                        if (event != null) {
                            EventBytes bytes = json.write(event, events.size());
                            events.add(Arrays.copyOf(bytes.array(), bytes.length()));
                        }
                    },
                    1);
        }
        return events;
    }

    private void exchange(int customer, String[] values) {
        Exchange exchange = parts.recorder.begin();
        Record open = exchange.record();
        String path = "/v1/organizations/" + customer + "/payments/" + random.nextInt(100_000);
        open.method(random.nextInt(4) == 0 ? "POST" : "GET").protocol("1.1").scheme("https");
        open.clientAddress("203.0.113." + customer);
        open.path(path, 0, path.length());
        Slots wanted = parts.recorder.wanted().requestHeaders();
        for (int i = 0; i < Sample.NAMES.length; i++) {
            int slot = wanted.of(Sample.NAMES[i]);
            if (slot >= 0) {
                open.requestHeader(slot, values[i]);
            }
        }
        open.host(values[0]);
        open.userAgent(values[1]);
        Record record = exchange.end();
        if (record != null) {
            record.end(STATUSES[random.nextInt(STATUSES.length)], Outcome.OK, 0, random.nextInt(20_000));
            parts.recorder.submit(record);
        }
    }
}
