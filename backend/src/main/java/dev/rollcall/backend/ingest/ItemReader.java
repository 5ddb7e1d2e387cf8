package dev.rollcall.backend.ingest;

import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.backend.event.ApiEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one event after another out of a body, in the format that its sender writes. */
interface ItemReader {
    /**
     * Reads an object of which the parser stands on the opening brace, up to its closing brace, whether it is taken or not.
     *
     * @throws BadField when it cannot be taken
     * @throws IOException when it is no JSON
     */
    ApiEvent read(JsonParser json) throws IOException, BadField;

    /** The id of the event that was read last, when it had a readable one. */
    @Nullable
    String idText();
}
