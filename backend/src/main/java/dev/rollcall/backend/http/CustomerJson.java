package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.backend.query.CustomerRow;
import dev.rollcall.backend.query.CustomerRow.Point;
import dev.rollcall.backend.query.TimeWindow;
import dev.rollcall.backend.query.TimeWindow.Bucket;
import dev.rollcall.backend.query.Totals;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Customers and totals as JSON, the same in every answer that has them. */
final class CustomerJson {
    private static final int DAY_LENGTH = "2026-08-01".length();

    private final JsonGenerator json;
    private final TimeWindow window;
    private final Set<String> favourites;

    /**
     * Makes one for an answer.
     *
     * @param favourites those of whoever asks
     */
    CustomerJson(JsonGenerator json, TimeWindow window, Set<String> favourites) {
        this.json = json;
        this.window = window;
        this.favourites = favourites;
    }

    void array(String name, List<CustomerRow> customers) throws IOException {
        JsonFields.array(json, name, customers, this::fields);
    }

    void object(String name, CustomerRow customer) throws IOException {
        json.writeObjectFieldStart(name);
        fields(customer);
        json.writeEndObject();
    }

    private void fields(CustomerRow customer) throws IOException {
        String id = customer.customerId();
        JsonFields.text(json, "customer_id", id);
        JsonFields.text(json, "name", customer.name());
        JsonFields.text(json, "kind", customer.kind());
        JsonFields.texts(json, "apis", customer.apis());
        json.writeNumberField("requests", customer.requests());
        json.writeNumberField("share", customer.share());
        json.writeNumberField("active_days", customer.activeDays());
        JsonFields.time(json, "first", customer.firstMicros());
        JsonFields.time(json, "last", customer.lastMicros());
        json.writeNumberField("errors_4xx", customer.errors4xx());
        json.writeNumberField("errors_5xx", customer.errors5xx());
        json.writeNumberField("error_rate", customer.errorRate());
        JsonFields.percentiles(json, customer.durations());
        JsonFields.rounded(json, "avg_us", customer.requests() == 0 ? null : Double.valueOf(customer.averageMicros()));
        json.writeNumberField("request_bytes", customer.requestBytes());
        json.writeNumberField("response_bytes", customer.responseBytes());
        daily(customer.series());
        json.writeStringField("trend", customer.trend().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("favourite", id != null && favourites.contains(id));
        Double growth = customer.growth();
        if (growth == null) {
            json.writeNullField("growth");
        } else {
            json.writeNumberField("growth", growth.doubleValue());
        }
    }

    private void daily(List<Point> series) throws IOException {
        boolean byDay = window.bucket() == Bucket.DAY;
        JsonFields.array(json, "daily", series, point -> {
            String at = JsonFields.time(point.atMicros());
            json.writeStringField(byDay ? "day" : "at", byDay ? at.substring(0, DAY_LENGTH) : at);
            json.writeNumberField("requests", point.requests());
        });
    }

    static void totals(JsonGenerator json, Totals totals) throws IOException {
        json.writeObjectFieldStart("totals");
        json.writeNumberField("requests", totals.requests());
        json.writeNumberField("customers", totals.customers());
        json.writeNumberField("unidentified_requests", totals.unidentifiedRequests());
        json.writeNumberField("errors_4xx", totals.errors4xx());
        json.writeNumberField("errors_5xx", totals.errors5xx());
        json.writeNumberField("error_rate", totals.errorRate());
        JsonFields.percentiles(json, totals.durations());
        JsonFields.rounded(json, "avg_us", totals.requests() == 0 ? null : Double.valueOf(totals.averageMicros()));
        json.writeNumberField("request_bytes", totals.requestBytes());
        json.writeNumberField("response_bytes", totals.responseBytes());
        json.writeEndObject();
    }
}
