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
     * @param body all of it, up to 1 MB of JSON; of anything else the beginning, enough for an explanation
     */
    Answer(int status, Map<String, String> headers, String body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** The same with a body. */
    Answer withBody(String whole) {
        return new Answer(status, headers, whole);
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
