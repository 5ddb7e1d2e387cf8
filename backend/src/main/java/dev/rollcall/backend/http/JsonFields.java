package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.backend.query.Distribution;
import dev.rollcall.backend.query.TimeWindow;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fields that many answers have, in the one form that the API has for them. */
final class JsonFields {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private JsonFields() {}

    /** Microseconds since 1970 as RFC 3339, in UTC, with microseconds. */
    static String time(long micros) {
        return TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    static void time(JsonGenerator json, String name, @Nullable Long micros) throws IOException {
        text(json, name, micros == null ? null : time(micros));
    }

    static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
        json.writeFieldName(name);
        json.writeString(text);
    }

    static void number(JsonGenerator json, String name, @Nullable Long number) throws IOException {
        if (number == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, number.longValue());
        }
    }

    /** A whole number, because nobody reads parts of a microsecond or a byte. */
    static void rounded(JsonGenerator json, String name, @Nullable Double number) throws IOException {
        number(json, name, number == null ? null : Long.valueOf(Math.round(number)));
    }

    static void percentiles(JsonGenerator json, Distribution durations) throws IOException {
        number(json, "p50_us", durations.percentile(50));
        number(json, "p95_us", durations.percentile(95));
        number(json, "p99_us", durations.percentile(99));
    }

    static void window(JsonGenerator json, TimeWindow window) throws IOException {
        json.writeObjectFieldStart("window");
        json.writeStringField("name", window.name());
        json.writeStringField("from", time(window.fromMicros()));
        json.writeStringField("to", time(window.toMicros()));
        json.writeStringField("bucket", window.bucket().name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
    }

    static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Writes an array, each element by the same hand. */
    static <T> void array(JsonGenerator json, String name, List<T> values, Element<T> element) throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            json.writeStartObject();
            element.write(value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes the fields of one element. */
    interface Element<T> {
        void write(T value) throws IOException;
    }
}
