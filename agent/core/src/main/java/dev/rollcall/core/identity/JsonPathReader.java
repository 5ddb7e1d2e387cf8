package dev.rollcall.core.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JSON object once and picks what {@link JsonPaths} ask for. Hostile documents end in time: length, depth, number of
 * tokens, names and numbers are bounded, and nothing is built but the values that were asked for.
 *
 * <p>Texts, numbers and booleans count; so does the first text of an array; objects and nulls do not. Of a name that stands
 * twice in an object the last one counts, as RFC 7519 (4) has it and most servers read it.
 */
final class JsonPathReader {
    private static final int MAX_LENGTH = 16 * 1024;
    private static final int MAX_DEPTH = 16;

    // Field names are not interned: they come from strangers, and the JVM's table is everybody's.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MAX_LENGTH)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_LENGTH)
                    .maxNameLength(512)
                    .maxNumberLength(100)
                    .maxTokenCount(4000)
                    .build())
            .build();

    private JsonPathReader() {}

    /**
     * Reads a document.
     *
     * @param source the bytes, of which the first {@code length} are the document in UTF-8
     * @param paths what to pick
     * @param others takes the texts, numbers and booleans at the top that no path asks for; or null
     * @return the values by number of path; null when the document is malformed or goes too far
     */
    static @Nullable String @Nullable [] read(byte[] source, int length, JsonPaths paths, @Nullable Facts others) {
        return read(source, length, paths, others, null);
    }

    /**
     * Reads a document.
     *
     * @param seen takes the names at the top, or null
     */
    static @Nullable String @Nullable [] read(
            byte[] source, int length, JsonPaths paths, @Nullable Facts others, @Nullable SeenNames seen) {
        if (length == 0 || length > MAX_LENGTH) {
            return null;
        }
        @Nullable String[] values = new @Nullable String[paths.size()];
        try (JsonParser parser = JSON.createParser(source, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            readObject(parser, paths.root(), values, others, seen);
            return parser.nextToken() == null ? values : null;
        } catch (IOException | RuntimeException malformed) {
            // Not only JsonParseException: bad UTF-8 is a CharConversionException, and a parser may have mistakes.
            return null;
        }
    }

    /** Recursive, but never deeper than the longest path of a rule. */
    private static void readObject(
            JsonParser parser,
            JsonPaths.Node node,
            @Nullable String[] values,
            @Nullable Facts others,
            @Nullable SeenNames seen)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (seen != null) {
                seen.add(name);
            }
            JsonPaths.Node child = node.child(name);
            JsonToken token = parser.nextToken();
            if (child == null) {
                if (others != null && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    others.add(name, scalar(parser, token));
                } else {
                    parser.skipChildren();
                }
                continue;
            }
            forget(child, values);
            if (token == JsonToken.START_OBJECT) {
                readObject(parser, child, values, null, null);
            } else if (token == JsonToken.START_ARRAY) {
                String first = firstText(parser);
                if (child.index >= 0) {
                    values[child.index] = first;
                }
            } else if (child.index >= 0 && token != JsonToken.VALUE_NULL) {
                values[child.index] = scalar(parser, token);
            }
        }
    }

    private static void forget(JsonPaths.Node node, @Nullable String[] values) {
        if (node.index >= 0) {
            values[node.index] = null;
        }
        List<JsonPaths.Node> children = node.children;
        for (int i = 0; i < children.size(); i++) {
            forget(children.get(i), values);
        }
    }

    private static @Nullable String firstText(JsonParser parser) throws IOException {
        String first = null;
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY && token != null;
                token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING && first == null) {
                first = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return first;
    }

    /** As written, except that {@code 513.0} is {@code 513}: some languages have no whole numbers. */
    private static String scalar(JsonParser parser, JsonToken token) throws IOException {
        String text = parser.getText();
        if (token != JsonToken.VALUE_NUMBER_FLOAT) {
            return text;
        }
        int point = text.indexOf('.');
        for (int i = point + 1; i < text.length(); i++) {
            if (point < 0 || text.charAt(i) != '0') {
                return text;
            }
        }
        return text.substring(0, point);
    }
}
