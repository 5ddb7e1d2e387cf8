package dev.rollcall.backend.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.ingest.ValueEnd.NotJson;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /v1/events}: a JSON array of events, one event, or one event a line (NDJSON). An event that
 * cannot be taken costs itself, also when it is deeper or has longer names or numbers than the parser reads; a body that is no JSON
 * costs itself whole, except line by line. Safe for use by many threads.
 */
public final class BodyParser {
    /** More than a sender of ours puts into a batch, by far. */
    static final int MAX_EVENTS = 50_000;

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NAME = 1000;
    private static final String TWO_VALUES = "There are two values on one line; write one event a line.";

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
                // Senders choose their names: they do not belong into a table of the whole process.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(MAX_NAME)
                        .maxStringLength(maxBytes)
                        .maxNumberLength(MAX_NAME)
                        .build())
                .build();
    }

    /**
     * Reads an array of events, or events one after another. A byte behind the first of them may be another afterwards.
     *
     * @throws BadBody when it is no JSON, or something else than events
     */
    public ParsedBody parse(byte[] body, int length) throws BadBody {
        return parse(body, length, new EventReader(clock));
    }

    /**
     * Reads an array of events, or one event, in the capture format of Agentry. A byte behind the first of them may be another afterwards.
     *
     * @param project what the sender calls the API
     * @throws BadBody when it is no JSON, or something else than events
     */
    public ParsedBody parseAgentry(byte[] body, int length, String project) throws BadBody {
        return parse(body, length, new AgentryReader(clock, project));
    }

    private ParsedBody parse(byte[] body, int length, ItemReader reader) throws BadBody {
        Collector collector = new Collector(reader);
        Stretch stretch = new Stretch(body, length);
        do {
            read(stretch, collector);
        } while (stretch.left() > 0);
        return collector.parsed();
    }

    /** Reads as far as the parser goes: to the end, or up to an item that is too much for it, which is passed over. */
    private void read(Stretch stretch, Collector collector) throws BadBody {
        int from = stretch.from();
        try (JsonParser json = factory.createParser(stretch.body(), from, stretch.left())) {
            try {
                read(json, stretch, collector);
                stretch.end();
            } catch (StreamConstraintsException tooMuch) {
                if (json.currentLocation().getByteOffset() < 0) {
                    // Told of bytes alone, not of what UTF-16 and UTF-32 were decoded to; JSON between programs is
                    // UTF-8 (RFC 8259, 8.1).
                    throw new BadBody(400, "The body is not in UTF-8; send an array of events in UTF-8.");
                }
                collector.rejectTooMuch(stretch.passItem());
            }
        } catch (NotJson problem) {
            throw notJson(problem.where());
        } catch (IOException problem) {
            long where = byteOf(problem);
            throw notJson(where < 0 ? where : from + where);
        }
    }

    private static void read(JsonParser json, Stretch stretch, Collector collector) throws IOException, BadBody {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new BadBody(400, "The body is empty; send a JSON array of events.");
        }
        if (first == JsonToken.START_ARRAY && !stretch.isSequence()) {
            stretch.beginArray(json);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                collector.take(json);
                stretch.endItem(json);
            }
            if (json.nextToken() != null) {
                throw new BadBody(400, "There is something behind the array of events.");
            }
        } else {
            for (JsonToken token = first; token != null; token = json.nextToken()) {
                collector.take(json);
                stretch.endItem(json);
            }
        }
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
                    rejectLine(collector, before, TWO_VALUES);
                }
            }
        } catch (StreamConstraintsException tooMuch) {
            takeLineOfTooMuch(collector, before, new ValueEnd(body, from, to));
        } catch (IOException problem) {
            rejectLine(collector, before, notJson(byteOf(problem)).getMessage());
        }
    }

    private static void takeLineOfTooMuch(Collector collector, int before, ValueEnd line) throws BadBody {
        int from = line.at();
        line.passByteOrderMark();
        try {
            line.passValue();
            if (line.isAtEnd()) {
                collector.rejectTooMuch(line.deepest());
            } else {
                rejectLine(collector, before, TWO_VALUES);
            }
        } catch (NotJson problem) {
            rejectLine(collector, before, notJson(problem.where() - from).getMessage());
        }
    }

    private static void rejectLine(Collector collector, int before, @Nullable String message) throws BadBody {
        if (collector.index > before) {
            collector.takeBack(String.valueOf(message));
        } else {
            collector.reject("not_json", String.valueOf(message));
        }
    }

    private static BadBody notJson(long where) {
        return new BadBody(
                400, "The body is not JSON" + (where < 0 ? "" : " at byte " + where) + "; send an array of events.");
    }

    /** Where it was found; -1 when that is not known. */
    private static long byteOf(IOException problem) {
        return problem instanceof JsonProcessingException json && json.getLocation() != null
                ? json.getLocation().getByteOffset()
                : -1;
    }

    /** Gathers the events of one body. */
    private static final class Collector {
        private final ItemReader reader;
        private final List<ApiEvent> events = new ArrayList<>();
        private final List<Rejection> rejected = new ArrayList<>();
        private int index;
        /** Whether the reader is within an event. */
        private boolean reading;

        Collector(ItemReader reader) {
            this.reader = reader;
        }

        void take(JsonParser json) throws IOException, BadBody {
            room();
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                // A text is read when it is asked for; where it ends is asked for.
                json.finishToken();
                reject("not_an_event", "This is no object; an event is one.");
                return;
            }
            reading = true;
            try {
                events.add(reader.read(json));
                index++;
            } catch (BadField bad) {
                rejected.add(new Rejection(index++, reader.idText(), bad.code(), String.valueOf(bad.getMessage())));
            }
            reading = false;
        }

        /** The parser has given up in an item that is so deep. */
        void rejectTooMuch(int depth) throws BadBody {
            room();
            String id = reading ? reader.idText() : null;
            reading = false;
            rejected.add(
                    depth > MAX_DEPTH
                            ? new Rejection(
                                    index++,
                                    id,
                                    "too_deep",
                                    "The event is nested " + depth + " deep in the body; at most " + MAX_DEPTH
                                            + " are taken.")
                            : new Rejection(
                                    index++,
                                    id,
                                    "too_long",
                                    "The event has a name or a number of more than " + MAX_NAME
                                            + " characters, which are not taken."));
        }

        void reject(String code, String message) throws BadBody {
            room();
            reading = false;
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
