package dev.rollcall.core.ship;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an endpoint answered. Immutable. */
final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final String body;
    private final boolean cut;

    /**
     * Keeps the head of an answer.
     *
     * @param headers by their names in lower case
     */
    Answer(int status, Map<String, String> headers) {
        this(status, headers, "", false);
    }

    private Answer(int status, Map<String, String> headers, String body, boolean cut) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.cut = cut;
    }

    /**
     * The same with a body.
     *
     * @param kept of a success up to 8 MB; of anything else the beginning, enough for an explanation
     * @param wasCut whether it was too long to be read to its end
     */
    Answer withBody(String kept, boolean wasCut) {
        return new Answer(status, headers, kept, wasCut);
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

    /** Whether there was more of it than anybody should send: what it says of single events may not be all. */
    boolean isCut() {
        return cut;
    }
}
