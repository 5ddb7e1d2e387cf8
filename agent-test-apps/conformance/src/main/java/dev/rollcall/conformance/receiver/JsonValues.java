package dev.rollcall.conformance.receiver;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into what Java has for it: maps in the order of their fields, lists, texts, {@code Long}, {@code Double} and {@code Boolean}, and
 * null.
 */
public final class JsonValues {
    private JsonValues() {}

    /**
     * The value on whose first token the parser stands; afterwards it stands on its last one.
     *
     * @throws IOException when it is no JSON, or an object has a field twice
     */
    public static @Nullable Object read(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            throw new IOException("expected a value, found the end");
        }
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("expected a value, found " + token);
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            // Not what put() answers: that is null for a first null, too.
            if (fields.containsKey(name)) {
                throw new IOException("the field " + name + " is there twice");
            }
            fields.put(name, read(json));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(read(json));
        }
        return values;
    }
}
