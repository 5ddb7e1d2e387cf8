package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request that is one flat JSON object of texts, numbers and truths. */
public final class FlatJson {
    private static final int MAX_DEPTH = 20;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final Map<String, String> fields;

    private FlatJson(Map<String, String> fields) {
        this.fields = fields;
    }

    /** Reads the body of a call. */
    public static FlatJson of(Call call) throws IOException, BadRequest {
        return of(call.body());
    }

    static FlatJson of(byte[] body) throws BadRequest {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw notOne();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_NULL) {
                    continue;
                }
                if (!value.isScalarValue()) {
                    throw notOne();
                }
                fields.put(name, json.getText());
            }
            if (json.nextToken() != null) {
                throw notOne();
            }
        } catch (IOException notJson) {
            throw notOne();
        }
        return new FlatJson(fields);
    }

    private static BadRequest notOne() {
        return new BadRequest(400, "bad_json", "The body is not one flat JSON object.");
    }

    /** A text; null when it is absent. */
    public @Nullable String optional(String name) {
        return fields.get(name);
    }

    /** A text that has to be there, and of at most so many characters. */
    public String text(String name, int max) throws BadRequest {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new BadRequest(400, "missing", "The field " + name + " is missing.");
        }
        if (value.length() > max) {
            throw BadRequest.value("The field " + name + " is longer than " + max + " characters.");
        }
        return value;
    }

    /** True or false; false when it is absent. */
    public boolean truth(String name) {
        return "true".equals(fields.get(name));
    }
}
