package dev.rollcall.backend.lab;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value that a test looks into; what is not there fails the test, with the value in the message. */
public final class Tree {
    private static final JsonFactory JSON = new JsonFactory();

    private final @Nullable Object value;

    private Tree(@Nullable Object value) {
        this.value = value;
    }

    /**
     * Reads one value.
     *
     * @throws AssertionError when it is no JSON, or something follows it
     */
    public static Tree of(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            Object value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new AssertionError("something follows the JSON value in: " + shortened(json));
            }
            return new Tree(value);
        } catch (IOException notJson) {
            throw new AssertionError("not JSON: " + shortened(json), notJson);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500) + "...";
    }

    private static @Nullable Object value(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new IOException("nothing");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    fields.put(name, value(json, json.nextToken()));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    items.add(value(json, next));
                }
                yield items;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("unexpected " + token);
        };
    }

    /** A field of an object. */
    public Tree at(String name) {
        if (value instanceof Map<?, ?> fields && fields.containsKey(name)) {
            return new Tree(fields.get(name));
        }
        throw new AssertionError("there is no " + name + " in " + shortened(String.valueOf(value)));
    }

    public boolean has(String name) {
        return value instanceof Map<?, ?> fields && fields.containsKey(name);
    }

    /** The names of an object's fields. */
    public List<String> names() {
        if (value instanceof Map<?, ?> fields) {
            List<String> names = new ArrayList<>();
            fields.keySet().forEach(name -> names.add((String) name));
            return names;
        }
        throw new AssertionError("no object: " + shortened(String.valueOf(value)));
    }

    /** The items of an array. */
    public List<Tree> items() {
        if (value instanceof List<?> items) {
            List<Tree> trees = new ArrayList<>();
            items.forEach(item -> trees.add(new Tree(item)));
            return trees;
        }
        throw new AssertionError("no array: " + shortened(String.valueOf(value)));
    }

    public long number() {
        if (value instanceof Long number) {
            return number;
        }
        throw new AssertionError("no whole number: " + shortened(String.valueOf(value)));
    }

    /** A text, or null. */
    public @Nullable String text() {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new AssertionError("no text: " + shortened(String.valueOf(value)));
    }

    @Override
    public String toString() {
        return shortened(String.valueOf(value));
    }
}
