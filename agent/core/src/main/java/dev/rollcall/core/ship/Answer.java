package dev.rollcall.core.ship;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an endpoint answered. Immutable. */
final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final String body;

    /**
     * Keeps an answer.
     *
     * @param headers by their names in lower case
     * @param body the beginning of the body, enough for an explanation
     */
    Answer(int status, Map<String, String> headers, String body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    @Nullable
    String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    String body() {
        return body;
    }
}
