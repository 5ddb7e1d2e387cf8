package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.backend.query.RequestRow;
import java.io.IOException;

/** A request as JSON: the same in the history and in the live stream. */
final class RequestJson {
    private RequestJson() {}

    static void fields(JsonGenerator json, RequestRow row) throws IOException {
        json.writeStringField("event_id", row.eventId());
        json.writeStringField("kind", row.kind());
        json.writeNumberField("count", row.count());
        json.writeStringField("ts", JsonFields.time(row.tsMicros()));
        JsonFields.text(json, "method", row.method());
        JsonFields.text(json, "route", row.route());
        JsonFields.text(json, "path", row.path());
        JsonFields.text(json, "name", row.name());
        if (row.status() == 0) {
            json.writeNullField("status");
        } else {
            json.writeNumberField("status", row.status());
        }
        json.writeNumberField("duration_us", row.durationMicros());
        json.writeNumberField("request_bytes", row.requestBytes());
        json.writeNumberField("response_bytes", row.responseBytes());
        JsonFields.text(json, "outcome", row.outcome());
        JsonFields.text(json, "error_type", row.errorType());
        JsonFields.text(json, "threat", row.threat());
        JsonFields.text(json, "device", row.device());
        JsonFields.text(json, "ai_agent", row.aiAgent());
        JsonFields.text(json, "country", row.country());
        JsonFields.text(json, "customer_id", row.customerId());
        JsonFields.text(json, "customer_name", row.customerName());
        json.writeStringField("api", row.api());
    }
}
