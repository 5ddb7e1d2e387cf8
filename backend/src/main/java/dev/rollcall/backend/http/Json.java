package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes JSON of answers, in memory: an answer that fails half way must still be able to say so. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** What writes one value. */
    public interface Value {
        void to(JsonGenerator json) throws IOException;
    }

    /** The UTF-8 bytes of a value. */
    public static byte[] bytes(Value value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            value.to(json);
        } catch (IOException toMemory) {
            throw new UncheckedIOException(toMemory);
        }
        return bytes.toByteArray();
    }
}
