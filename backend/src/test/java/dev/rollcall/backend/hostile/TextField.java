package dev.rollcall.backend.hostile;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;

/**
 * A text that a sender of events may choose. The list of all of them is looked after by {@link TextFieldBoundsTest}: it fails when the
 * backend learns to read one that is not here.
 *
 * @param name as it is called on the wire, in the store and in every answer that shows it
 * @param max how many UTF-16 units are taken
 * @param id whether people and programs use it as an id: then it has no control characters
 */
public record TextField(String name, int max, boolean id) {
    static final List<TextField> ALL = List.of(
            id("customer_id", 256),
            text("customer_name", 256),
            text("customer_kind", 64),
            text("customer_source", 256),
            id("end_user", 256),
            text("credential_hash", 64),
            text("plan", 256),
            text("method", 64),
            text("route", 512),
            text("path", 2048),
            text("scheme", 64),
            text("host", 256),
            text("protocol", 64),
            text("error_type", 256),
            text("outcome", 64),
            text("client_ip", 64),
            text("country", 64),
            text("user_agent", 1024),
            text("sdk_version", 256),
            id("api", 256),
            id("service", 256),
            id("instance", 64),
            id("environment", 256),
            text("agent_version", 64));

    /** What a status of an agent tells beside its properties. */
    static final List<String> OF_AGENTS = List.of("service", "instance", "environment", "agent_version");

    private static TextField id(String name, int max) {
        return new TextField(name, max, true);
    }

    private static TextField text(String name, int max) {
        return new TextField(name, max, false);
    }

    /** A text as JSON. */
    static String json(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
