package dev.rollcall.overhead.receiver;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An Elastic APM server: intake v2, a line of JSON for each thing, deflated. Keeps what comes as it came, and counts the
 * transactions when asked.
 */
public final class ElasticBackend implements Protocol {
    private final List<Message> intakes = new ArrayList<>();

    @Override
    public @Nullable Answer take(Message message) {
        switch (message.path()) {
            case "/":
                return Answer.json(
                        200,
                        "{\"build_date\":\"2026-10-01T00:00:00Z\",\"build_sha\":\"0\",\"publish_ready\":true,"
                                + "\"version\":\"8.19.0\"}");
            case "/config/v1/agents":
                return Answer.json(200, "{}");
            case "/intake/v2/events":
                synchronized (intakes) {
                    intakes.add(message);
                }
                return Answer.empty(202);
            default:
                return null;
        }
    }

    @Override
    public Tally tally() {
        List<String> wrongs = new ArrayList<>();
        long transactions = 0;
        synchronized (intakes) {
            for (Message intake : intakes) {
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(plain(intake), StandardCharsets.UTF_8))) {
                    transactions += lines.lines()
                            .filter(line -> line.startsWith("{\"transaction\""))
                            .count();
                } catch (IOException | RuntimeException e) {
                    wrongs.add("an intake that cannot be read: " + e);
                }
            }
        }
        return new Tally(transactions, 0, java.util.Map.of(), wrongs);
    }

    private static InputStream plain(Message message) throws IOException {
        InputStream body = new ByteArrayInputStream(message.body());
        if (message.isGzip()) {
            return new GZIPInputStream(body);
        }
        return "deflate".equals(message.header("Content-Encoding")) ? new InflaterInputStream(body) : body;
    }
}
