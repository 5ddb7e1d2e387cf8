package dev.rollcall.backend.query;

import dev.rollcall.backend.event.ApiEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request, or a rollup of many, as the history and the live stream show it.
 *
 * @param sequence its place in the order of arrival; -1 in the live stream
 * @param kind {@code api_request} or {@code api_request_rollup}
 * @param count how many requests it stands for
 * @param tsMicros when it (the earliest of them) began, in microseconds since 1970
 * @param status 0 when nothing went over the wire
 * @param durationMicros in microseconds; of a rollup the mean, as are the bytes
 * @param threat {@code low}, {@code medium} or {@code high}
 */
public record RequestRow(
        long sequence,
        String eventId,
        String kind,
        int count,
        long tsMicros,
        @Nullable String method,
        @Nullable String route,
        @Nullable String path,
        int status,
        long durationMicros,
        long requestBytes,
        long responseBytes,
        @Nullable String outcome,
        @Nullable String errorType,
        @Nullable String threat,
        @Nullable String device,
        @Nullable String aiAgent,
        @Nullable String country,
        @Nullable String customerId,
        @Nullable String customerName,
        String api) {
    /** The row of an event that is a request or a rollup. */
    public static RequestRow of(ApiEvent event) {
        int count = Math.max(1, event.count);
        return new RequestRow(
                -1,
                event.id.toString(),
                event.kind.wireName(),
                count,
                event.epochMicros,
                event.method,
                event.route,
                event.path,
                event.status,
                event.durationMicros / count,
                event.requestBytes / count,
                event.responseBytes / count,
                event.outcome,
                event.errorType,
                event.threat,
                event.device,
                event.aiAgent,
                event.country,
                event.customerId,
                event.customerName,
                event.api);
    }

    /** What to call it: the route when it is known, else the path. */
    public @Nullable String name() {
        return route != null ? route : path;
    }

    /** Whether it is one of a scope. */
    public boolean isIn(Scope scope) {
        boolean ofCustomer = scope.unidentified()
                ? customerId == null
                : scope.customer() == null || Objects.equals(scope.customer(), customerId);
        return ofCustomer && (scope.api() == null || scope.api().equals(api));
    }
}
