package dev.rollcall.backend.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.backend.ingest.ValueEnd.NotJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the parser takes for JSON, the one who only looks for its end does too. */
class ValueEndTest {
    private static final String[] SCALARS = {
        "0",
        "-0",
        "7",
        "-12.5e+3",
        "1E-4",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a b\"",
        "\"\\\"\\\\\\u00fF/\\n\"",
        "\"]},:\"",
        "1.0"
    };

    private static final String CHARACTERS = "{}[]\",:\\ \n-+.eE019tfnu\u0001a/";

    private final JsonFactory factory = new JsonFactory();
    private final Random random = new Random(7);

    @Test
    void it_agrees_with_the_parser_on_what_is_json() {
        int good = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            write(text, 4);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                change(text);
            }
            byte[] body = ("[ " + text + " ]\n").getBytes(StandardCharsets.US_ASCII);
            boolean isJson = isJson(body);
            assertThat(passes(body)).as("%s", text).isEqualTo(isJson);
            good += isJson ? 1 : 0;
        }
        // Both were tried.
        assertThat(good).isBetween(20_000, 80_000);
    }

    @Test
    void it_knows_how_deep_a_value_is() throws NotJson {
        ValueEnd end = new ValueEnd("[[],{\"a\":[1,[{}]]},3]".getBytes(StandardCharsets.US_ASCII), 0, 21);

        end.passValue();

        assertThat(end.deepest()).isEqualTo(5);
        assertThat(end.isAtEnd()).isTrue();
    }

    @Test
    void brackets_that_are_never_closed_are_no_value() {
        byte[] body = new byte[8 << 20];
        Arrays.fill(body, (byte) '[');

        assertThat(passes(body)).isFalse();
    }

    private static boolean passes(byte[] body) {
        ValueEnd end = new ValueEnd(body, 0, body.length);
        try {
            end.passValue();
            return end.isAtEnd();
        } catch (NotJson problem) {
            return false;
        }
    }

    private boolean isJson(byte[] body) {
        try (JsonParser json = factory.createParser(body)) {
            json.nextToken();
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException notJson) {
            return false;
        }
    }

    private void write(StringBuilder text, int depth) {
        int kind = depth == 0 ? 2 : random.nextInt(3);
        if (kind == 2) {
            text.append(SCALARS[random.nextInt(SCALARS.length)]);
            return;
        }
        text.append(kind == 0 ? "{" : "[ ");
        for (int i = random.nextInt(4); i > 0; i--) {
            if (kind == 0) {
                text.append("\"a\" :");
            }
            write(text, depth - 1);
            text.append(i > 1 ? " ," : "");
        }
        text.append(kind == 0 ? " }" : "]");
    }

    private void change(StringBuilder text) {
        int at = random.nextInt(text.length());
        char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        switch (random.nextInt(3)) {
            case 0 -> text.setCharAt(at, other);
            case 1 -> text.insert(at, other);
            default -> text.deleteCharAt(at);
        }
        if (text.length() == 0) {
            text.append(other);
        }
    }
}
