package dev.rollcall.core.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sink and destination that reads what it is told, with as much room as a test gives it. */
final class CountingSink implements EventSink, Destination {
    final List<Map<String, Object>> details = new ArrayList<>();
    final List<Map<String, Object>> rollups = new ArrayList<>();
    final List<Long> sequences = new ArrayList<>();
    /** How many requests may still be told in detail, and how many rollups. */
    volatile long detailRoom = Long.MAX_VALUE;

    volatile long rollupRoom = Long.MAX_VALUE;
    volatile boolean failsWithRollups;
    /** How many statuses find no room before one does. */
    volatile int statusesRefused;

    volatile boolean outlivesProcess;
    volatile int statuses;
    private long detailRequests;
    private long rolledUp;

    @Override
    public synchronized boolean append(
            EventKind kind, int requests, long sequence, byte[] bytes, int offset, int length) {
        if (kind == EventKind.STATUS) {
            statuses = statuses + 1;
            return statuses > statusesRefused;
        }
        boolean detail = kind == EventKind.REQUEST;
        if (!detail && failsWithRollups) {
            throw new IllegalStateException("rollup");
        }
        if ((detail ? detailRoom : rollupRoom) == 0) {
            return false;
        }
        Map<String, Object> event = read(bytes, offset, length);
        if (detail) {
            detailRoom--;
            details.add(event);
            detailRequests++;
        } else {
            rollupRoom--;
            rollups.add(event);
            rolledUp += requests;
        }
        sequences.add(sequence);
        return true;
    }

    static Map<String, Object> read(byte[] bytes, int offset, int length) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(bytes, offset, length)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token == JsonToken.START_ARRAY) {
                    List<Long> numbers = new ArrayList<>();
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        numbers.add(parser.getLongValue());
                    }
                    fields.put(name, numbers);
                } else if (token == JsonToken.START_OBJECT) {
                    parser.skipChildren();
                } else if (token == JsonToken.VALUE_NUMBER_INT) {
                    fields.put(name, parser.getLongValue());
                } else {
                    fields.put(name, parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }

    /** How many requests were told of each customer, in any way; those without a name by their source. */
    synchronized Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        details.forEach(event -> totals.merge(customer(event), 1L, Long::sum));
        rollups.forEach(event -> totals.merge(customer(event), (Long) event.get("count"), Long::sum));
        return totals;
    }

    /** The sum of a field over all that was told. */
    synchronized long sum(String field) {
        long sum = 0;
        for (Map<String, Object> event : details) {
            sum += (Long) event.getOrDefault(field, 0L);
        }
        for (Map<String, Object> event : rollups) {
            sum += (Long) event.getOrDefault(field, 0L);
        }
        return sum;
    }

    static String customer(Map<String, Object> event) {
        Object id = event.get("customer_id");
        return id == null ? "(" + event.get("customer_source") + ")" : (String) id;
    }

    @Override
    public synchronized DestinationFigures figures() {
        return new DestinationFigures(detailRequests, 0, rolledUp, 0, new long[Loss.values().length]);
    }

    synchronized Map<Long, Long> countByStatus() {
        Map<Long, Long> counts = new HashMap<>();
        rollups.forEach(event -> counts.merge((Long) event.get("status"), (Long) event.get("count"), Long::sum));
        return counts;
    }

    @Override
    public void endRound(long nowNanos) {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String state() {
        return "taking";
    }

    @Override
    public void renew(Instance instance) {}

    @Override
    public void hurry() {}

    @Override
    public void giveUp() {}

    @Override
    public boolean outlivesProcess() {
        return outlivesProcess;
    }

    @Override
    public String place() {
        return "memory";
    }
}
