package dev.rollcall.backend.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.rollcall.backend.event.ApiEvent;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the body of {@code POST /v1/events}: a JSON array of events, one event, or one event a line (NDJSON). An event that
 * cannot be taken costs itself; a body that is no JSON costs itself whole, except line by line. Safe for use by many threads.
 */
public final class BodyParser {
    /** More than a sender of ours puts into a batch, by far. */
    static final int MAX_EVENTS = 50_000;

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NAME = 1000;

    private final JsonFactory factory;
    private final Clock clock;

    /**
     * Makes a parser.
     *
     * @param maxBytes how long a body may be at most; no text in it can be longer
     * @param clock for what is too far in the future
     */
    public BodyParser(int maxBytes, Clock clock) {
        this.clock = clock;
        this.factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(MAX_NAME)
                        .maxStringLength(maxBytes)
                        .maxNumberLength(MAX_NAME)
                        .build())
                .build();
    }

    /**
     * Reads an array of events, or events one after another.
     *
     * @throws BadBody when it is no JSON, or something else than events
     */
    public ParsedBody parse(byte[] body, int length) throws BadBody {
        return parse(body, length, new EventReader(clock));
    }

    /**
     * Reads an array of events, or one event, in the capture format of Agentry.
     *
     * @param project what the sender calls the API
     * @throws BadBody when it is no JSON, or something else than events
     */
    public ParsedBody parseAgentry(byte[] body, int length, String project) throws BadBody {
        return parse(body, length, new AgentryReader(clock, project));
    }

    private ParsedBody parse(byte[] body, int length, ItemReader reader) throws BadBody {
        Collector collector = new Collector(reader);
        try (JsonParser json = factory.createParser(body, 0, length)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new BadBody(400, "The body is empty; send a JSON array of events.");
            }
            if (first == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    collector.take(json);
                }
                if (json.nextToken() != null) {
                    throw new BadBody(400, "There is something behind the array of events.");
                }
            } else {
                for (JsonToken token = first; token != null; token = json.nextToken()) {
                    collector.take(json);
                }
            }
        } catch (IOException notJson) {
            throw notJson(notJson);
        }
        return collector.parsed();
    }

    /**
     * Reads one event a line; empty lines are passed over, and a line that is no JSON costs itself.
     *
     * @throws BadBody when there are too many
     */
    public ParsedBody parseLines(byte[] body, int length) throws BadBody {
        Collector collector = new Collector(new EventReader(clock));
        int from = 0;
        while (from < length) {
            int to = from;
            while (to < length && body[to] != '\n') {
                to++;
            }
            takeLine(collector, body, from, to);
            from = to + 1;
        }
        return collector.parsed();
    }

    private void takeLine(Collector collector, byte[] body, int from, int to) throws BadBody {
        int before = collector.index;
        try (JsonParser json = factory.createParser(body, from, to - from)) {
            if (json.nextToken() != null) {
                collector.take(json);
                if (json.nextToken() != null) {
                    collector.takeBack("There are two values on one line; write one event a line.");
                }
            }
        } catch (IOException notJson) {
            String message = String.valueOf(notJson(notJson).getMessage());
            if (collector.index > before) {
                collector.takeBack(message);
            } else {
                collector.reject("not_json", message);
            }
        }
    }

    private static BadBody notJson(IOException problem) {
        if (problem instanceof StreamConstraintsException) {
            return new BadBody(
                    400,
                    "The body has a name of more than " + MAX_NAME
                            + " characters, a number as long as that, or is nested" + " deeper than " + MAX_DEPTH
                            + ".");
        }
        String where = "";
        if (problem instanceof com.fasterxml.jackson.core.JsonProcessingException json && json.getLocation() != null) {
            where = " at byte " + json.getLocation().getByteOffset();
        }
        return new BadBody(400, "The body is not JSON" + where + "; send an array of events.");
    }

    /** Gathers the events of one body. */
    private static final class Collector {
        private final ItemReader reader;
        private final List<ApiEvent> events = new ArrayList<>();
        private final List<Rejection> rejected = new ArrayList<>();
        private int index;

        Collector(ItemReader reader) {
            this.reader = reader;
        }

        void take(JsonParser json) throws IOException, BadBody {
            room();
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                reject("not_an_event", "This is no object; an event is one.");
                return;
            }
            try {
                events.add(reader.read(json));
                index++;
            } catch (BadField bad) {
                rejected.add(new Rejection(index++, reader.idText(), bad.code(), String.valueOf(bad.getMessage())));
            }
        }

        void reject(String code, String message) throws BadBody {
            room();
            rejected.add(new Rejection(index++, null, code, message));
        }

        /** What was taken last was not an event after all. */
        void takeBack(String message) {
            index--;
            if (!events.isEmpty()
                    && (rejected.isEmpty() || rejected.get(rejected.size() - 1).index() < index)) {
                events.remove(events.size() - 1);
                rejected.add(new Rejection(index, null, "not_json", message));
            }
            index++;
        }

        private void room() throws BadBody {
            if (index >= MAX_EVENTS) {
                throw new BadBody(413, "The body has more than " + MAX_EVENTS + " events; send fewer at a time.");
            }
        }

        ParsedBody parsed() {
            return new ParsedBody(events, rejected);
        }
    }
}
