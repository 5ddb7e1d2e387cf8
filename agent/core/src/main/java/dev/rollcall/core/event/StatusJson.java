package dev.rollcall.core.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Writes what the agent tells of itself, once a minute: an {@code agent_status} with its counters as properties. They count from
 * the start of the process, so that one which is lost costs nothing. Confined to the drain thread.
 */
public final class StatusJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private final Origin origin;
    private final EventBytes bytes = new EventBytes();
    private final char[] eventId = new char[36];
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
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeFieldName("event_id");
            instance.eventId(sequence, eventId);
            json.writeString(eventId, 0, eventId.length);
            json.writeStringField("event", EventKind.STATUS.wireName());
            json.writeFieldName("ts");
            json.writeString(timestamp.of(epochMicros), 0, Timestamp.LENGTH);
            json.writeFieldName("properties");
            json.writeStartObject();
            for (Map.Entry<String, Object> property : properties.entrySet()) {
                json.writeFieldName(property.getKey());
                if (property.getValue() instanceof Long) {
                    json.writeNumber((Long) property.getValue());
                } else {
                    json.writeString(property.getValue().toString());
                }
            }
            json.writeEndObject();
            json.writeRaw(origin.asFields(instance));
            json.writeEndObject();
        } catch (IOException e) {
            // It goes to memory.
            throw new UncheckedIOException(e);
        }
        return bytes;
    }
}
