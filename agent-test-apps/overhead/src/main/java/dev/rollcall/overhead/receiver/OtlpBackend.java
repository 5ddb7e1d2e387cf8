package dev.rollcall.overhead.receiver;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * An OpenTelemetry collector that takes OTLP over HTTP in protobuf, and counts the spans of servers
 * (opentelemetry-proto, {@code collector/trace/v1/trace_service.proto}). Metrics and logs are taken and forgotten.
 */
public final class OtlpBackend implements Protocol {
    // The path of field numbers from an export request to the kind of a span.
    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int KIND = 6;
    private static final int KIND_SERVER = 2;

    private final LongAdder spans = new LongAdder();

    @Override
    public @Nullable Answer take(Message message) {
        switch (message.path()) {
            case "/v1/traces" -> spans.add(serverSpans(message.body()));
            case "/v1/metrics", "/v1/logs" -> {}
            default -> {
                return null;
            }
        }
        // An empty message says that everything was taken.
        return new Answer(200, "application/x-protobuf", new byte[0]);
    }

    private static long serverSpans(byte[] request) {
        long count = 0;
        Protobuf resources = new Protobuf(request);
        while (resources.next()) {
            if (resources.field() == RESOURCE_SPANS) {
                Protobuf scopes = resources.message();
                while (scopes.next()) {
                    if (scopes.field() == SCOPE_SPANS) {
                        count += serverSpans(scopes.message());
                    }
                }
            }
        }
        return count;
    }

    private static long serverSpans(Protobuf scope) {
        long count = 0;
        while (scope.next()) {
            if (scope.field() == SPANS) {
                Protobuf span = scope.message();
                while (span.next()) {
                    if (span.field() == KIND && span.number() == KIND_SERVER) {
                        count++;
                    }
                }
            }
        }
        return count;
    }

    @Override
    public Tally tally() {
        return Tally.of(spans.sum());
    }
}
