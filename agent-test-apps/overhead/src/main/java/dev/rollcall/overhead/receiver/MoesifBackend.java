package dev.rollcall.overhead.receiver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Moesif's collector: a JSON array of events. Keeps what comes, and counts when asked. */
public final class MoesifBackend implements Protocol {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Message> batches = new ArrayList<>();

    @Override
    public @Nullable Answer take(Message message) {
        switch (message.path()) {
            case "/v1/events/batch":
                synchronized (batches) {
                    batches.add(message);
                }
                return Answer.json(201, "{}");
            case "/v1/config":
                return Answer.json(200, "{\"org_id\":\"1\",\"app_id\":\"1\",\"sample_rate\":100}");
            case "/v1/rules":
                return Answer.json(200, "[]");
            default:
                return null;
        }
    }

    @Override
    public Tally tally() {
        List<String> wrongs = new ArrayList<>();
        Map<String, Long> byCustomer = new TreeMap<>();
        synchronized (batches) {
            for (Message batch : batches) {
                try {
                    read(batch, byCustomer);
                } catch (IOException e) {
                    wrongs.add("a batch that cannot be read: " + e);
                }
            }
        }
        long all = byCustomer.values().stream().mapToLong(Long::longValue).sum();
        return new Tally(all, 0, byCustomer, wrongs);
    }

    private static void read(Message batch, Map<String, Long> byCustomer) throws IOException {
        ByteArrayInputStream body = new ByteArrayInputStream(batch.body());
        try (JsonParser json = JSON.createParser(batch.isGzip() ? new GZIPInputStream(body) : body)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("not an array");
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                String user = "(none)";
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    if (name.equals("user_id") && json.currentToken() == JsonToken.VALUE_STRING) {
                        user = json.getText();
                    } else {
                        json.skipChildren();
                    }
                }
                byCustomer.merge(user, 1L, Long::sum);
            }
        }
    }
}
