package dev.rollcall.backend.ingest;

import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.backend.ingest.ValueEnd.NotJson;

/**
 * What is left of a body for a parser: an array, or values one after another. A parser gives up for good at an item that is too much for
 * it; then that item is passed over, and another parser begins behind it. Confined to one thread.
 */
final class Stretch {
    private final byte[] body;
    private final int length;
    private int from;
    /** Behind the last item that was read, or where the first one begins. */
    private int done;

    private boolean array;
    private boolean sequence;
    private boolean first = true;

    /** The whole body; a byte between items may be changed in it. */
    Stretch(byte[] body, int length) {
        this.body = body;
        this.length = length;
    }

    byte[] body() {
        return body;
    }

    /** Where the parser begins. */
    int from() {
        return from;
    }

    /** How many bytes it may read. */
    int left() {
        return length - from;
    }

    /** The parser has read all of it. */
    void end() {
        from = length;
    }

    /** Whether an array that comes now is no array of events, because it is one of several values. */
    boolean isSequence() {
        return sequence;
    }

    /** The parser has read the bracket of the array of events. */
    void beginArray(JsonParser json) {
        array = true;
        mark(json);
    }

    /** The parser has read values up to here; it stands on the last byte of one. */
    void endItem(JsonParser json) {
        first = false;
        mark(json);
    }

    private void mark(JsonParser json) {
        done = from + (int) json.currentLocation().getByteOffset();
    }

    /**
     * Passes over the item that the parser did not finish.
     *
     * @return how deep it was, with the array around it
     */
    int passItem() throws NotJson, BadBody {
        ValueEnd item = new ValueEnd(body, done, length);
        if (done == from) {
            item.passByteOrderMark();
        }
        if (array && !first) {
            item.pass(',');
        }
        item.passValue();
        goOnBehind(item);
        return item.deepest() + (array ? 1 : 0);
    }

    private void goOnBehind(ValueEnd item) throws NotJson, BadBody {
        boolean last = array ? item.isBefore(']') : item.isAtEnd();
        if (last) {
            if (array) {
                item.pass(']');
            }
            if (!item.isAtEnd()) {
                throw new BadBody(400, "There is something behind the array of events.");
            }
            from = length;
            return;
        }
        sequence = !array;
        first = true;
        from = item.at();
        if (array) {
            item.pass(',');
            // The next parser begins at an array, as this one did.
            body[from] = '[';
        }
        done = from;
        // Else that parser would take an array that ends with a comma, or another encoding for a zero.
        if (!item.isBeforeValue()) {
            throw new NotJson(item.at());
        }
    }
}
