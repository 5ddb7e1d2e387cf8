package dev.rollcall.backend.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of one field at a time, within its bounds. The parser stands on the value's first token; it stands on its last
 * one afterwards, whether the value was taken or not.
 */
final class FieldReader {
    private static final int MAX_PROPERTIES = 256;
    private static final int MAX_PROPERTY_NAME = 64;
    private static final int MAX_PROPERTY_VALUE = 1024;
    private static final int MAX_BUCKETS = 2 * 1024;

    private FieldReader() {}

    /** A text of at most so many UTF-16 units; null for an empty one. */
    static @Nullable String text(JsonParser json, String field, int max) throws IOException, BadField {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw type(json, field, "a text");
        }
        return bounded(json.getText(), field, max);
    }

    /** A text within its bounds; null for an empty one. */
    static @Nullable String bounded(String text, String field, int max) throws BadField {
        if (text.length() > max) {
            throw new BadField(
                    "too_long",
                    field + " is " + text.length() + " characters long; at most " + max + " are taken: "
                            + Shown.of(text));
        }
        if (text.indexOf('\0') >= 0) {
            throw new BadField("bad_text", field + " contains the character U+0000, which is not taken");
        }
        return text.isEmpty() ? null : text;
    }

    /** An id as people and programs use it: no control characters. */
    static @Nullable String id(JsonParser json, String field, int max) throws IOException, BadField {
        String id = text(json, field, max);
        if (id != null && id.chars().anyMatch(Character::isISOControl)) {
            throw new BadField("bad_text", field + " " + Shown.of(id) + " contains control characters");
        }
        return id;
    }

    /** A whole number from one to another. */
    static long number(JsonParser json, String field, long min, long max) throws IOException, BadField {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw type(json, field, "a whole number");
        }
        // Asked first: a number of a million digits is not to be made.
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw range(field, "a number of " + json.getTextLength() + " digits", min, max);
        }
        long number = json.getLongValue();
        if (number < min || number > max) {
            throw range(field, Long.toString(number), min, max);
        }
        return number;
    }

    private static BadField range(String field, String number, long min, long max) {
        return new BadField("out_of_range", field + " is " + number + "; it must be from " + min + " to " + max);
    }

    /** True or false. */
    static boolean truth(JsonParser json, String field) throws IOException, BadField {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw type(json, field, "true or false");
        };
    }

    /** A UUID in its usual form of 36 characters. */
    static UUID uuid(JsonParser json, String field) throws IOException, BadField {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw type(json, field, "a UUID");
        }
        String text = json.getText();
        if (text.length() == 36) {
            try {
                UUID id = UUID.fromString(text);
                if (id.toString().equalsIgnoreCase(text)) {
                    return id;
                }
            } catch (IllegalArgumentException notOne) {
                throw notUuid(field, text);
            }
        }
        throw notUuid(field, text);
    }

    private static BadField notUuid(String field, String text) {
        return new BadField(
                "bad_id", field + " " + Shown.of(text) + " is not a UUID such as 8c1f0e5a-7d42-8b1e-9a6b-300000000007");
    }

    /** Numbers of buckets and counts in turns; the parser ends on the closing bracket. */
    static int[] buckets(JsonParser json, String field) throws IOException, BadField {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw type(json, field, "an array of whole numbers");
        }
        int[] buckets = new int[16];
        int length = 0;
        BadField problem = null;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            try {
                int number = (int) number(json, field, 0, 1 << 30);
                if (length == MAX_BUCKETS) {
                    problem = new BadField("too_long", field + " has more than " + MAX_BUCKETS + " numbers");
                } else {
                    buckets = length == buckets.length ? Arrays.copyOf(buckets, length * 2) : buckets;
                    buckets[length++] = number;
                }
            } catch (BadField bad) {
                problem = bad;
                json.skipChildren();
            }
        }
        if (problem != null) {
            throw problem;
        }
        return Arrays.copyOf(buckets, length);
    }

    /** A flat object of texts; numbers and truths are taken as texts. The parser ends on the closing brace. */
    static Map<String, String> properties(JsonParser json, String field) throws IOException, BadField {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw type(json, field, "a flat object");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        BadField problem = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            try {
                String value = property(json, field + "." + Shown.of(name));
                if (name.isEmpty() || name.length() > MAX_PROPERTY_NAME || name.indexOf('\0') >= 0) {
                    throw new BadField(
                            "bad_property",
                            field + " has a name of " + name.length() + " characters; 1 to " + MAX_PROPERTY_NAME
                                    + " are taken: " + Shown.of(name));
                }
                if (value != null && properties.size() == MAX_PROPERTIES) {
                    throw new BadField("too_long", field + " has more than " + MAX_PROPERTIES + " entries");
                }
                if (value != null) {
                    properties.put(name, value);
                }
            } catch (BadField bad) {
                problem = bad;
                json.skipChildren();
            }
        }
        if (problem != null) {
            throw problem;
        }
        return properties;
    }

    private static @Nullable String property(JsonParser json, String field) throws IOException, BadField {
        return scalar(json, field, MAX_PROPERTY_VALUE);
    }

    /** A text, a number or a truth, as a text of at most so many UTF-16 units; null for null and for an empty one. */
    static @Nullable String scalar(JsonParser json, String field, int max) throws IOException, BadField {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                bounded(json.getText(), field, max);
            default -> throw type(json, field, "a text, a number, true or false");
        };
    }

    private static BadField type(JsonParser json, String field, String wanted) throws IOException {
        JsonToken token = json.currentToken();
        json.skipChildren();
        String is = switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + Shown.of(json.getText());
            default -> json.getText();
        };
        return new BadField("bad_type", field + " is " + is + "; it must be " + wanted);
    }
}
