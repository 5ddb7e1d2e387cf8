package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.backend.ingest.ParsedBody;
import dev.rollcall.backend.ingest.Rejection;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What a sender of events is told. */
final class IngestAnswer {
    /** Who asks: a sender of our own format, or of the capture format, with one event or with many. */
    enum Sender {
        OURS,
        CAPTURE_ONE,
        CAPTURE_MANY
    }

    private static final int MAX_REJECTIONS_TOLD = 1000;

    private IngestAnswer() {}

    /**
     * Tells what became of a body.
     *
     * @param sender the trouble of a single event in the capture format is the answer's
     * @param fresh how many events are stored now; null when they could not be
     */
    static void send(Response response, Callback callback, ParsedBody parsed, Sender sender, @Nullable Integer fresh) {
        List<Rejection> rejected = parsed.rejected();
        if (sender == Sender.CAPTURE_ONE
                && !rejected.isEmpty()
                && parsed.events().isEmpty()) {
            Answer.error(
                    response, callback, 400, "invalid_payload", rejected.get(0).message());
        } else if (fresh == null) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            Answer.error(
                    response, callback, 503, "not_stored", "The events could not be stored; send them again later.");
        } else {
            Answer.json(response, callback, 200, json -> write(json, parsed, sender, fresh));
        }
    }

    private static void write(JsonGenerator json, ParsedBody parsed, Sender sender, int fresh) throws IOException {
        List<Rejection> rejected = parsed.rejected();
        json.writeStartObject();
        if (sender != Sender.OURS) {
            json.writeBooleanField("ok", rejected.isEmpty());
        }
        json.writeNumberField("accepted", parsed.events().size());
        json.writeNumberField("duplicates", parsed.events().size() - fresh);
        json.writeArrayFieldStart("rejected");
        for (Rejection rejection : rejected.subList(0, Math.min(rejected.size(), MAX_REJECTIONS_TOLD))) {
            json.writeStartObject();
            json.writeNumberField("index", rejection.index());
            if (rejection.eventId() != null) {
                json.writeStringField("event_id", rejection.eventId());
            }
            json.writeStringField("code", rejection.code());
            json.writeStringField("message", rejection.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
