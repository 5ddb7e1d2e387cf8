package dev.rollcall.core.event;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes what the agent tells of itself, once a minute: an {@code agent_status} with its counters as properties. They count from
 * the start of the process, so that one which is lost costs nothing. Confined to the drain thread.
 */
public final class StatusJson {
    private static final byte[] EVENT_ID = json("{\"event_id\":\"");
    private static final byte[] KIND_AND_TIME = json("\",\"event\":\"" + EventKind.STATUS.wireName() + "\",\"ts\":\"");
    private static final byte[] PROPERTIES = json("\",\"properties\":{");
    private static final byte[] COMMA = {','};
    private static final byte[] COLON = {':'};
    private static final byte[] CLOSE = {'}'};
    private static final int MAX_TEXT = 4096;

    private final Origin origin;
    private final EventBytes bytes = new EventBytes();
    private final Timestamp timestamp = new Timestamp();

    /** Writes for one process. */
    public StatusJson(Origin origin) {
        this.origin = origin;
    }

    /**
     * Writes one status.
     *
     * @param instance the process's present name
     * @param sequence the event's number in this process
     * @param epochMicros now, in microseconds since 1970
     * @param properties texts and whole numbers by their names
     * @return the JSON object in UTF-8, valid until the next call
     */
    public EventBytes write(Instance instance, long sequence, long epochMicros, Map<String, Object> properties) {
        bytes.clear();
        bytes.raw(EVENT_ID);
        instance.eventId(sequence, bytes);
        bytes.raw(KIND_AND_TIME);
        timestamp.write(epochMicros, bytes);
        bytes.raw(PROPERTIES);
        byte[] comma = {};
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            bytes.raw(comma);
            comma = COMMA;
            bytes.text(property.getKey(), MAX_TEXT);
            bytes.raw(COLON);
            if (property.getValue() instanceof Long) {
                bytes.number((Long) property.getValue());
            } else {
                bytes.text(property.getValue().toString(), MAX_TEXT);
            }
        }
        bytes.raw(CLOSE);
        origin.write(instance, bytes);
        bytes.raw(CLOSE);
        return bytes;
    }

    private static byte[] json(String json) {
        return json.getBytes(StandardCharsets.ISO_8859_1);
    }
}
