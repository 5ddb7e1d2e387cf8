package dev.rollcall.backend.store;

import dev.rollcall.backend.event.ApiEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Makes events as agents send them; the same seed makes the same ones. */
final class Events {
    private static final long START_MICROS = 1_785_500_000_000_000L;
    private static final int[] STATUSES = {200, 200, 200, 201, 302, 404, 429, 500, 0};

    private final Random random;
    private long number;

    Events(long seed) {
        random = new Random(seed);
    }

    List<ApiEvent> some(int count) {
        List<ApiEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(one());
        }
        return events;
    }

    ApiEvent one() {
        ApiEvent event = new ApiEvent();
        event.id = new UUID(0x8c1f0e5a7d428b1eL, number++);
        event.api = "api-" + random.nextInt(2);
        event.customerId = random.nextInt(10) == 0 ? null : "customer-" + random.nextInt(7);
        event.customerName = event.customerId == null ? null : "Name of " + event.customerId;
        event.epochMicros = START_MICROS + random.nextInt(5 * 86_400) * 1_000_000L + random.nextInt(1_000_000);
        event.method = random.nextBoolean() ? "GET" : "POST";
        event.route = random.nextInt(5) == 0 ? null : "/r/" + random.nextInt(4);
        event.status = STATUSES[random.nextInt(STATUSES.length)];
        event.requestBytes = random.nextInt(1000);
        event.responseBytes = random.nextInt(100_000);
        if (random.nextInt(4) == 0) {
            int first = 1 + random.nextInt(20);
            int second = 1 + random.nextInt(20);
            event.kind = ApiEvent.Kind.ROLLUP;
            event.count = first + second;
            event.durationBuckets = new int[] {100, first, 150, second};
            event.durationMicros = 2000L * event.count;
        } else {
            event.durationMicros = random.nextInt(2_000_000);
            event.properties = java.util.Map.of("region", "eu-" + random.nextInt(3));
        }
        return event;
    }
}
