package dev.rollcall.backend.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a whole JSON text: objects as maps, arrays as lists, and texts, numbers, booleans and null as they are in Java. */
public final class JsonTree {
    /** Deeper than any question of a person; each level takes the stack of whoever walks through it. */
    private static final int MAX_DEPTH = 300;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(100)
                    .build())
            .build();

    private JsonTree() {}

    /**
     * Reads it.
     *
     * @throws IOException when it is no JSON, or too deep
     */
    public static @Nullable Object read(byte[] utf8) throws IOException {
        try (JsonParser json = FACTORY.createParser(utf8)) {
            return whole(json);
        }
    }

    /**
     * Reads it.
     *
     * @throws IOException when it is no JSON, or too deep
     */
    public static @Nullable Object read(String text) throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            return whole(json);
        }
    }

    private static @Nullable Object whole(JsonParser json) throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new IOException("there is no JSON");
        }
        Object value = value(json, first);
        if (json.nextToken() != null) {
            throw new IOException("there is more than one JSON value");
        }
        return value;
    }

    private static @Nullable Object value(JsonParser json, JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    object.put(name, value(json, json.nextToken()));
                }
                return object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    array.add(value(json, next));
                }
                return array;
            }
            case VALUE_STRING -> {
                return json.getText();
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return json.getNumberValue();
            }
            case VALUE_TRUE -> {
                return true;
            }
            case VALUE_FALSE -> {
                return false;
            }
            default -> {
                return null;
            }
        }
    }

    /** The field of an object that was read; null when it is not there, or this is no object. */
    public static @Nullable Object field(@Nullable Object object, String name) {
        return object instanceof Map<?, ?> map ? map.get(name) : null;
    }

    /** The text of a field; empty when it is not there, or no text. */
    public static String text(@Nullable Object object, String name) {
        return field(object, name) instanceof String text ? text : "";
    }

    /** Writes what was read, or made in the same manner. */
    static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, value);
        } catch (IOException toMemory) {
            throw new UncheckedIOException(toMemory);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> array) {
            json.writeStartArray();
            for (Object element : array) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value.toString());
        }
    }
}
