package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A header whose value is a JSON object, as text or in Base64 (Envoy and API gateways pass the claims on like that). Read at
 * most once an exchange. Confined to one thread at a time.
 */
final class JsonHeader {
    /** Treblle's header is ignored when it is longer, as Treblle does. */
    static final int METADATA_MAX = 2000;

    private final int slot;
    private final boolean response;
    private final int maxLength;
    private final boolean keepsOthers;
    private final JsonPaths paths = new JsonPaths();
    private final Ids ids;

    private boolean read;
    private @Nullable String @Nullable [] values;
    private Facts others = Facts.NONE;

    /**
     * Names a header.
     *
     * @param metadata whether it is Treblle's, whose other fields are kept as properties
     */
    JsonHeader(int slot, boolean response, boolean metadata, Ids ids) {
        this.slot = slot;
        this.response = response;
        this.maxLength = metadata ? METADATA_MAX : Record.MAX_VALUE;
        this.keepsOthers = metadata;
        this.ids = ids;
    }

    /** The number of a place that a rule asks for. */
    int path(List<String> names) {
        return paths.add(names);
    }

    /** Tells a rule that reads this header which one it is. */
    void neededBy(Rule rule) {
        if (response) {
            rule.needsResponseHeader(slot);
        } else {
            rule.needsRequestHeader(slot);
        }
    }

    /** Forgets the exchange before. */
    void reset() {
        if (read) {
            read = false;
            values = null;
            others = Facts.NONE;
        }
    }

    /** The value at a place, or null. */
    @Nullable
    String value(Record record, int path) {
        read(record);
        @Nullable String[] found = values;
        return found == null ? null : found[path];
    }

    /** The fields that no rule asks for; only of Treblle's header. */
    Facts others(Record record) {
        if (!keepsOthers) {
            return Facts.NONE;
        }
        read(record);
        return others;
    }

    private void read(Record record) {
        if (read) {
            return;
        }
        read = true;
        boolean repeated = response ? record.responseHeaderRepeated(slot) : record.requestHeaderRepeated(slot);
        String text = response ? record.responseHeader(slot) : record.requestHeader(slot);
        if (text == null || repeated) {
            return;
        }
        text = text.strip();
        if (text.isEmpty() || text.length() > maxLength) {
            ids.refuse();
            return;
        }
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        int length = json.length;
        if (text.charAt(0) != '{') {
            byte[] decoded = new byte[length];
            length = Base64Text.decode(json, 0, length, decoded);
            json = decoded;
        }
        Facts fields = keepsOthers ? new Facts() : null;
        values = length < 0 ? null : JsonPathReader.read(json, length, paths, fields);
        if (values == null) {
            ids.refuse();
        } else if (fields != null) {
            others = fields;
        }
    }
}
