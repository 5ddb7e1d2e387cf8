package dev.rollcall.core.ship;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.rollcall.core.journal.JournalBatch;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a 2xx says of single events:
 * {@code {"rejected":[{"event_id":..,"reason":..}],"retry":["<event_id>"]}}.
 *
 * <p>An event is named by {@code event_id} or {@code id}, or by its {@code index} in the body that was sent; why, by {@code reason},
 * {@code code} or {@code message}. Whatever is not understood, or names events that were not sent, is passed over: what was not
 * named was stored. Where a body breaks off, what it said before holds.
 */
final class PartialSuccess {
    private static final int MAX_DEPTH = 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final JournalBatch batch;
    private final Piece piece;
    private final BitSet rejected = new BitSet();
    private final BitSet retry = new BitSet();
    private final Map<Integer, String> reasons = new HashMap<>();
    private @Nullable Map<String, Integer> indexes;

    private PartialSuccess(JournalBatch batch, Piece piece) {
        this.batch = batch;
        this.piece = piece;
    }

    /** Reads the body of an answer to a piece of a batch; never throws for what is in it. */
    static PartialSuccess read(String body, JournalBatch batch, Piece piece) {
        PartialSuccess partial = new PartialSuccess(batch, piece);
        if (!body.isEmpty()) {
            try (JsonParser json = FACTORY.createParser(body)) {
                partial.read(json);
            } catch (IOException | RuntimeException notOurs) {
                // A proxy's page, or an answer that was cut: see above.
                return partial;
            }
        }
        return partial;
    }

    /** Events that will never be stored, by their index in the batch. */
    BitSet rejected() {
        return rejected;
    }

    /** Events that are to be sent again, by their index in the batch; none of those that were rejected. */
    BitSet retry() {
        BitSet again = (BitSet) retry.clone();
        again.andNot(rejected);
        return again;
    }

    /** Why an event was rejected, in the endpoint's words. */
    String reason(int index) {
        return reasons.getOrDefault(index, "");
    }

    private void read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            boolean list = json.nextToken() == JsonToken.START_ARRAY;
            if (list && name.equals("rejected")) {
                readList(json, rejected);
            } else if (list && name.equals("retry")) {
                readList(json, retry);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readList(JsonParser json, BitSet events) throws IOException {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            switch (token) {
                case END_ARRAY:
                    return;
                case VALUE_STRING:
                    add(events, indexOf(json.getText()), null);
                    break;
                case VALUE_NUMBER_INT:
                    add(events, indexAt(json), null);
                    break;
                case START_OBJECT:
                    readEntry(json, events);
                    break;
                default:
                    json.skipChildren();
            }
        }
    }

    private void readEntry(JsonParser json, BitSet events) throws IOException {
        int index = -1;
        String reason = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING && (name.equals("event_id") || name.equals("id"))) {
                int named = indexOf(json.getText());
                index = named < 0 ? index : named;
            } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("index") && index < 0) {
                index = indexAt(json);
            } else if (value == JsonToken.VALUE_STRING
                    && (name.equals("reason") || (reason == null && (name.equals("code") || name.equals("message"))))) {
                reason = json.getText();
            } else {
                json.skipChildren();
            }
        }
        add(events, index, reason);
    }

    private void add(BitSet events, int index, @Nullable String reason) {
        if (index >= 0) {
            events.set(index);
            if (reason != null) {
                reasons.put(index, reason);
            }
        }
    }

    /** The index in the batch of an index in what was sent, or -1. */
    private int indexAt(JsonParser json) throws IOException {
        long index = json.getLongValue();
        return index >= 0 && index < piece.size() ? piece.from() + (int) index : -1;
    }

    private int indexOf(String id) {
        Map<String, Integer> known = indexes;
        if (known == null) {
            known = new HashMap<>();
            for (int i = piece.from(); i < piece.to(); i++) {
                String own = EventId.of(batch, i);
                if (own != null) {
                    known.put(own, i);
                }
            }
            indexes = known;
        }
        return known.getOrDefault(id, -1);
    }
}
