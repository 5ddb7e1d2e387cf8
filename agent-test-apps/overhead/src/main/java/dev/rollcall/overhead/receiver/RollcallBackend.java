package dev.rollcall.overhead.receiver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Keeps the batches compressed, as they came, and reads them when asked: an event counts once, however often it came. */
public final class RollcallBackend implements Protocol {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<byte[]> batches = new ArrayList<>();

    @Override
    public synchronized @Nullable Answer take(Message message) {
        if (!message.isGzip()) {
            return null;
        }
        batches.add(message.body());
        return Answer.empty(202);
    }

    @Override
    public synchronized Tally tally() {
        Counts counts = new Counts();
        for (byte[] batch : batches) {
            try {
                counts.read(batch);
            } catch (IOException | IllegalArgumentException e) {
                counts.wrongs.add("a batch that cannot be read: " + e);
            }
        }
        return new Tally(counts.requests, counts.summedUp, counts.byCustomer, counts.wrongs);
    }

    private static final class Counts {
        final Set<UUID> seen = new HashSet<>();
        final Map<String, Long> byCustomer = new TreeMap<>();
        final List<String> wrongs = new ArrayList<>();
        long requests;
        long summedUp;

        void read(byte[] batch) throws IOException {
            try (JsonParser json = JSON.createParser(new GZIPInputStream(new ByteArrayInputStream(batch), 16 << 10))) {
                expect(json.nextToken(), JsonToken.START_ARRAY);
                for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                    expect(token, JsonToken.START_OBJECT);
                    event(json);
                }
            }
        }

        private void event(JsonParser json) throws IOException {
            String id = "";
            String kind = "";
            String customer = "(none)";
            long count = 1;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "event_id" -> id = json.getText();
                    case "event" -> kind = json.getText();
                    case "customer_id" -> customer = json.getText();
                    case "count" -> count = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
            if (!kind.startsWith("api_request") || !seen.add(UUID.fromString(id))) {
                return;
            }
            requests += count;
            summedUp += kind.equals("api_request_rollup") ? count : 0;
            byCustomer.merge(customer, count, Long::sum);
        }

        private static void expect(@Nullable JsonToken token, JsonToken wanted) throws IOException {
            if (token != wanted) {
                throw new IOException("expected " + wanted + ", found " + token);
            }
        }
    }
}
