package dev.rollcall.core.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** The customers as one JSON object, for programs. Fields that are not known are left out. */
final class TopJson {
    private TopJson() {}

    static String render(CallTotals totals, String directory, int limit) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("directory", directory);
            json.writeNumberField("processes", totals.processes());
            json.writeArrayFieldStart("services");
            for (String service : totals.services()) {
                json.writeString(service);
            }
            json.writeEndArray();
            text(json, "first_call", totals.firstCall());
            json.writeNumberField("unreadable_lines", totals.unreadable());
            CustomerCalls total = totals.total();
            json.writeFieldName("total");
            calls(json, total, total.calls());
            json.writeFieldName("unidentified");
            calls(json, totals.unidentified(), total.calls());
            if (totals.overflow().calls() > 0) {
                json.writeFieldName("overflow");
                calls(json, totals.overflow(), total.calls());
            }
            json.writeArrayFieldStart("customers");
            List<CustomerCalls> customers = totals.customers();
            for (CustomerCalls customer : customers.subList(0, Math.min(limit, customers.size()))) {
                calls(json, customer, total.calls());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be written", e);
        }
        return text.append('\n').toString();
    }

    private static void calls(JsonGenerator json, CustomerCalls calls, long all) throws IOException {
        json.writeStartObject();
        text(json, "customer_id", calls.id() == null ? "" : calls.id());
        text(json, "customer_name", calls.name() == null || calls.id() == null ? "" : calls.name());
        json.writeNumberField("calls", calls.calls());
        json.writeNumberField("share", all == 0 ? 0 : (double) calls.calls() / all);
        json.writeNumberField("errors", calls.errors());
        json.writeNumberField("p50_us", calls.percentileMicros(0.50));
        json.writeNumberField("p95_us", calls.percentileMicros(0.95));
        json.writeNumberField("p99_us", calls.percentileMicros(0.99));
        json.writeNumberField("request_bytes", calls.requestBytes());
        json.writeNumberField("response_bytes", calls.responseBytes());
        text(json, "last_call", calls.lastCall());
        text(json, "busiest_route", calls.busiestRoute());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }
}
