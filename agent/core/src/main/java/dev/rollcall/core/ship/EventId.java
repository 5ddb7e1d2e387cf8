package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.rollcall.core.journal.JournalBatch;
import org.jspecify.annotations.Nullable;

/** Finds the id of an event in its JSON, where {@code EventJson} puts it: at the very beginning. */
final class EventId {
    private static final byte[] BEFORE = "{\"event_id\":\"".getBytes(ISO_8859_1);
    private static final int MAX_LENGTH = 100;

    private EventId() {}

    /** The id, or null when the event does not begin with one. */
    static @Nullable String of(JournalBatch batch, int index) {
        byte[] bytes = batch.bytes();
        int from = batch.offset(index) + BEFORE.length;
        int end = Math.min(batch.offset(index) + batch.length(index), from + MAX_LENGTH);
        for (int i = 0; i < BEFORE.length; i++) {
            if (from >= end || bytes[from - BEFORE.length + i] != BEFORE[i]) {
                return null;
            }
        }
        for (int at = from; at < end; at++) {
            if (bytes[at] == '"') {
                return new String(bytes, from, at - from, ISO_8859_1);
            }
        }
        return null;
    }

    /** The id, or what else tells the event from others. */
    static String named(JournalBatch batch, int index) {
        String id = of(batch, index);
        return id == null ? batch.instance() + ':' + (batch.firstSequence() + index) : id;
    }
}
