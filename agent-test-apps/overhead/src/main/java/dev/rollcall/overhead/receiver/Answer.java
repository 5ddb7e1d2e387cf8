package dev.rollcall.overhead.receiver;

import java.nio.charset.StandardCharsets;

/**
 * What a backend says.
 *
 * @param contentType of the body
 */
record Answer(int status, String contentType, byte[] body) {
    static Answer json(int status, String body) {
        return new Answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty(int status) {
        return new Answer(status, "application/json", new byte[0]);
    }
}
