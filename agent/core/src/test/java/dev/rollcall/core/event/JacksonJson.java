package dev.rollcall.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.identity.CustomerKind;
import dev.rollcall.core.identity.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The JSON of an event as a general writer makes it, slowly, all texts as strings: what {@link EventJson} writes must be the same
 * to the byte. Without what the event says of its process.
 */
final class JacksonJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private JacksonJson() {}

    static String of(Event event, String eventId) {
        Record record = event.record;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("event_id", eventId);
            json.writeStringField("event", "api_request");
            json.writeStringField(
                    "ts",
                    MICROS.format(Instant.ofEpochSecond(
                            Math.floorDiv(event.startMicros(), 1_000_000L),
                            Math.floorMod(event.startMicros(), 1_000_000L) * 1000)));
            json.writeNumberField("duration_us", event.durationMicros());
            who(json, event.identity());
            text(json, "method", record.method(), 32);
            text(json, "route", event.route(), 512);
            if (event.isRouteInferred()) {
                json.writeBooleanField("route_inferred", true);
            }
            text(json, "path", withoutSessions(record.path()), 2048);
            text(json, "scheme", record.scheme(), 64);
            String host = record.host();
            text(json, "host", host == null ? null : host.substring(host.lastIndexOf('@') + 1), 255);
            text(json, "protocol", record.protocol(), 64);
            if (event.status() != 0) {
                json.writeNumberField("status", event.status());
            }
            text(json, "error_type", record.errorType(), 256);
            json.writeStringField("outcome", record.outcome().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("request_bytes", Math.max(0, record.requestBytes()));
            json.writeNumberField("response_bytes", Math.max(0, record.responseBytes()));
            text(json, "client_ip", ClientIp.FULL.told(record.clientAddress()), 64);
            text(json, "country", event.identity().country(), 2);
            text(json, "user_agent", record.userAgent(), 512);
            text(json, "sdk_version", event.identity().sdkVersion(), 256);
            properties(json, event.identity());
            json.writeEndObject();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toString(UTF_8);
    }

    private static void who(JsonGenerator json, Identity who) throws IOException {
        text(json, "customer_id", who.customerId(), 256);
        text(json, "customer_name", who.customerName(), 256);
        CustomerKind kind = who.customerKind();
        text(json, "customer_kind", kind == null ? null : kind.wireName(), 64);
        text(json, "customer_source", who.customerSource(), 1000);
        Boolean accepted = who.customerAccepted();
        if (accepted != null) {
            json.writeBooleanField("customer_accepted", accepted);
        }
        text(json, "end_user", who.endUser(), 256);
        text(json, "credential_hash", who.credentialHash(), 16);
        text(json, "plan", who.plan(), 256);
    }

    private static void properties(JsonGenerator json, Identity who) throws IOException {
        if (who.properties() > 0) {
            json.writeObjectFieldStart("properties");
            for (int i = 0; i < who.properties(); i++) {
                json.writeStringField(who.propertyName(i), who.propertyValue(i));
            }
            json.writeEndObject();
        }
    }

    private static void text(JsonGenerator json, String name, String value, int max) throws IOException {
        String bounded = BoundedText.of(value, max);
        if (bounded != null) {
            json.writeStringField(name, bounded);
        }
    }

    private static String withoutSessions(String path) {
        return path == null ? null : path.replaceAll("(?i);jsessionid=[^;/]*", "");
    }
}
