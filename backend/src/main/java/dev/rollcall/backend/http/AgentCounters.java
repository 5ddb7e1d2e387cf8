package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.backend.sql.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an agent told last in its {@code agent_status} (docs/events.md): what it has woven, and what became of every request, for each
 * of its destinations. The figures of the first have plain names, those of the second have {@code _2} behind theirs, and so on. Which
 * of them this backend is, no agent says.
 */
final class AgentCounters {
    private static final String LOST = "lost_";

    /** Every agent tells these of each destination. */
    private static final String[] ALWAYS = {"seen", "delivered", "waiting", "excluded", "rolled_up", "lost"};

    /** Agents are silent of these as long as they are 0. */
    private static final String[] SELDOM = {"handed_over", "adopted_delivered", "adopted_waiting", "adopted_expired"};

    private final Map<?, ?> told;
    private final int destinations;

    /**
     * Reads what was told.
     *
     * @param json the properties of the event; null when it had none
     */
    AgentCounters(@Nullable String json) {
        told = read(json);
        int last = 1;
        while (number("seen" + suffix(last + 1)) != null) {
            last++;
        }
        destinations = last;
    }

    private static Map<?, ?> read(@Nullable String json) {
        try {
            return json != null && JsonTree.read(json) instanceof Map<?, ?> map ? map : Map.of();
        } catch (IOException notOurs) {
            return Map.of();
        }
    }

    /** Writes what there is: the first destination's figures in the object that is open, those of the others in an array. */
    void write(JsonGenerator json) throws IOException {
        JsonFields.texts(json, "woven", words(told.get("woven")));
        JsonFields.number(json, "uptime_s", number("uptime_s"));
        List<TreeMap<String, Long>> lost = lost();
        figures(json, 1, lost.get(0));
        json.writeArrayFieldStart("other_destinations");
        for (int destination = 2; destination <= destinations; destination++) {
            json.writeStartObject();
            json.writeNumberField("number", destination);
            figures(json, destination, lost.get(destination - 1));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void figures(JsonGenerator json, int destination, TreeMap<String, Long> lost) throws IOException {
        for (String name : ALWAYS) {
            JsonFields.number(json, name, number(name + suffix(destination)));
        }
        json.writeObjectFieldStart("lost_by_reason");
        for (Map.Entry<String, Long> reason : lost.entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue().longValue());
        }
        json.writeEndObject();
        for (String name : SELDOM) {
            Long count = number(name + suffix(destination));
            json.writeNumberField(name, count == null ? 0 : count.longValue());
        }
    }

    /** By destination, beginning with the first. */
    private List<TreeMap<String, Long>> lost() {
        List<TreeMap<String, Long>> lost = new ArrayList<>();
        for (int destination = 1; destination <= destinations; destination++) {
            lost.add(new TreeMap<>());
        }
        for (Object property : told.keySet()) {
            String name = String.valueOf(property);
            Long count = number(name);
            int destination = destinationOf(name);
            int end = name.length() - suffix(destination).length();
            // Of "lost_2", which is the sum of the second destination, nothing is left for a reason.
            if (name.startsWith(LOST) && end > LOST.length() && count != null && count > 0) {
                lost.get(destination - 1).put(name.substring(LOST.length(), end), count);
            }
        }
        return lost;
    }

    private int destinationOf(String name) {
        Long number = whole(name.substring(name.lastIndexOf('_') + 1));
        return number != null && number >= 2 && number <= destinations && name.endsWith("_" + number)
                ? number.intValue()
                : 1;
    }

    private static String suffix(int destination) {
        return destination == 1 ? "" : "_" + destination;
    }

    private @Nullable Long number(String name) {
        Object value = told.get(name);
        return value == null ? null : whole(value.toString());
    }

    /** Properties are texts; what is no number is somebody else's. */
    private static @Nullable Long whole(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notOne) {
            return null;
        }
    }

    private static List<String> words(@Nullable Object value) {
        List<String> words = new ArrayList<>();
        if (value != null) {
            for (String word : value.toString().split(",", -1)) {
                if (!word.isBlank()) {
                    words.add(word.trim());
                }
            }
        }
        return words;
    }
}
