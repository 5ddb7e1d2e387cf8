package dev.rollcall.overhead.receiver;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A Datadog agent as it is today: takes traces, statistics, telemetry, and asks for every trace ({@code rate_by_service} of 1),
 * because every request is to be told of. How many there are stands in a header.
 */
public final class DatadogBackend implements Protocol {
    private static final String INFO = "{\"version\":\"7.70.0\",\"endpoints\":[\"/v0.3/traces\",\"/v0.4/traces\","
            + "\"/v0.5/traces\",\"/v0.6/stats\",\"/v0.7/config\",\"/telemetry/proxy/\"],"
            + "\"client_drop_p0s\":true,\"long_running_spans\":true,\"config\":{}}";

    private final LongAdder traces = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    @Override
    public @Nullable Answer take(Message message) {
        String path = message.path();
        if (path.endsWith("/traces") && path.startsWith("/v0.")) {
            add(traces, message.header("X-Datadog-Trace-Count"));
            add(dropped, message.header("Datadog-Client-Dropped-P0-Traces"));
            return Answer.json(200, "{\"rate_by_service\":{\"service:,env:\":1}}");
        }
        if (path.equals("/info")) {
            return Answer.json(200, INFO);
        }
        if (path.equals("/v0.6/stats") || path.equals("/v0.7/config")) {
            return Answer.json(200, "{}");
        }
        return path.startsWith("/telemetry/proxy/") ? Answer.json(202, "{}") : null;
    }

    private static void add(LongAdder sum, @Nullable String count) {
        if (count != null) {
            sum.add(Long.parseLong(count));
        }
    }

    @Override
    public Tally tally() {
        return new Tally(traces.sum() + dropped.sum(), dropped.sum(), java.util.Map.of(), java.util.List.of());
    }
}
