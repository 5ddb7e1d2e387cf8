package dev.rollcall.backend.scale;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/**
 * Agents that send a {@link Load}, each on a connection of its own with one batch under way. They do what the real agent does: gzip, a
 * name for every batch, and the same batch again when the answer is 429 or 503 and the time it tells is over.
 */
final class Senders {
    private static final int GZIP_LEVEL = 1;

    /** Who sends: a process with an agent in it. */
    record Instance(String text, byte[] eventIdStart, byte[] origin) {
        static Instance of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            String digits = String.format("%015x%05x", random.nextLong() >>> 4, random.nextInt() >>> 14);
            // As the real agent makes them: 60 bits around the version, then variant and 18 bits before the sequence.
            int upper18 = Integer.parseInt(digits.substring(15), 16);
            String lower = String.format("%05x", 0x80000 | upper18);
            String start = digits.substring(0, 8) + '-' + digits.substring(8, 12) + "-8" + digits.substring(12, 15)
                    + '-' + lower.substring(0, 4) + '-' + lower.substring(4);
            String origin =
                    "\",\"instance\":\"" + digits + "\",\"environment\":\"production\",\"agent_version\":\"0.1.0\"";
            return new Instance(
                    digits, start.getBytes(StandardCharsets.ISO_8859_1), origin.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private final Load load;
    private final URI endpoint;
    private final String token;
    private final Ledger ledger;
    private final int eventsPerSecond;
    private final AtomicLong nextBatch = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;
    private long startNanos;

    /**
     * Keeps what is to be sent.
     *
     * @param eventsPerSecond how fast all of them are together, or 0 for as fast as they can
     */
    Senders(Load load, URI base, String token, Ledger ledger, int eventsPerSecond) {
        this.load = load;
        this.endpoint = base.resolve("/v1/events");
        this.token = token;
        this.ledger = ledger;
        this.eventsPerSecond = eventsPerSecond;
    }

    /** Begins. */
    Senders start(int count, long seed) {
        startNanos = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Instance instance = Instance.of(seed * 1000 + i);
            Thread thread = new Thread(() -> run(instance), "sender-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        return this;
    }

    /** Waits until all of the load is stored, or somebody has failed. */
    void await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Lets batches that are under way arrive, and sends no other. */
    void stop() throws InterruptedException {
        stopped = true;
        await();
    }

    /** Every one of them tells how it is, as agents do once a minute. */
    void tellOfThemselves(int count, long seed) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < count; i++) {
            Instance instance = Instance.of(seed * 1000 + i);
            String body = "[{\"event_id\":\"" + UUID.randomUUID() + "\",\"event\":\"agent_status\",\"ts\":\""
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\",\"service\":\"scale-api\",\"instance\":\""
                    + instance.text() + "\",\"properties\":{\"seen\":\"1\",\"delivered\":\"1\"}}]";
            HttpRequest request = HttpRequest.newBuilder(endpoint)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().startsWith("{\"accepted\":1")) {
                throw new IOException("a status was answered with " + answer.statusCode() + ": " + answer.body());
            }
        }
    }

    private void run(Instance instance) {
        try {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            JsonBytes json = new JsonBytes();
            long sequence = 0;
            for (long batch = nextBatch.getAndIncrement();
                    batch < load.size().batches() && !stopped && ledger.isFine();
                    batch = nextBatch.getAndIncrement()) {
                awaitTurn(batch);
                Ledger.Page page = ledger.page();
                load.write(batch, instance, sequence, json, page);
                send(client, instance, sequence, load.count(batch), packed(json));
                ledger.stored(page);
                sequence += load.count(batch);
            }
        } catch (IOException | RuntimeException problem) {
            ledger.failed(problem.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTurn(long batch) throws InterruptedException {
        if (eventsPerSecond > 0) {
            long due = startNanos + batch * load.size().batch() * 1_000_000_000L / eventsPerSecond;
            Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        }
    }

    private static byte[] packed(JsonBytes json) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(json.length() / 6);
        try (GZIPOutputStream gzip = new QuickGzip(packed)) {
            gzip.write(json.array(), 0, json.length());
        } catch (IOException toMemory) {
            throw new UncheckedIOException(toMemory);
        }
        return packed.toByteArray();
    }

    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(GZIP_LEVEL);
        }
    }

    private void send(HttpClient client, Instance instance, long first, int count, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "rollcall-agent/0.1.0")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .header("Rollcall-Batch", instance.text() + ':' + first + ':' + count)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        while (true) {
            long before = System.nanoTime();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status == 429 || status == 503) {
                ledger.putOff();
                Thread.sleep(1000L
                        * Long.parseLong(
                                answer.headers().firstValue("Retry-After").orElse("1")));
                continue;
            }
            // Every event is new and good: any other answer is a fault.
            String expected = "{\"accepted\":" + count + ",\"duplicates\":0,\"rejected\":[]";
            if (status != 200 || !answer.body().startsWith(expected)) {
                throw new IOException("a batch of " + count + " was answered with " + status + ": " + answer.body());
            }
            ledger.answered(System.nanoTime() - before, body.length);
            return;
        }
    }
}
