package dev.rollcall.backend.store;

import dev.rollcall.backend.event.ApiEvent;
import java.sql.SQLException;
import java.util.UUID;
import org.duckdb.DuckDBAppender;

/** Appends events to the table {@code event}, in the order of its columns ({@code v1.sql}). */
final class EventRows {
    private EventRows() {}

    static void append(DuckDBAppender rows, ApiEvent event, long sequence) throws SQLException {
        UUID id = event.id;
        rows.beginRow()
                .append(sequence)
                .append(id)
                .append(event.kind.wireName())
                .appendEpochMicros(event.epochMicros)
                .append(event.durationMicros)
                .append(event.count);
        if (event.durationBuckets == null) {
            rows.appendNull();
        } else {
            rows.append(event.durationBuckets);
        }
        customer(rows.append(event.api), event);
        request(rows, event);
        rows.append(event.clientIp)
                .append(event.country)
                .append(event.userAgent)
                .append(event.sdkVersion)
                .append(event.device)
                .append(event.aiAgent)
                .append(event.threat)
                .append(event.service)
                .append(event.instance)
                .append(event.environment)
                .append(event.agentVersion);
        if (event.properties.isEmpty()) {
            rows.appendNull();
        } else {
            rows.append(event.properties);
        }
        rows.endRow();
    }

    private static void customer(DuckDBAppender rows, ApiEvent event) throws SQLException {
        rows.append(event.customerId)
                .append(event.customerName)
                .append(event.customerKind)
                .append(event.customerSource)
                .append(event.customerAccepted)
                .append(event.endUser)
                .append(event.credentialHash)
                .append(event.plan);
    }

    private static void request(DuckDBAppender rows, ApiEvent event) throws SQLException {
        rows.append(event.method)
                .append(event.route)
                .append(event.routeInferred)
                .append(event.path)
                .append(event.scheme)
                .append(event.host)
                .append(event.protocol)
                .append((short) event.status)
                .append(event.errorType)
                .append(event.outcome)
                .append(event.requestBytes)
                .append(event.responseBytes);
    }
}
