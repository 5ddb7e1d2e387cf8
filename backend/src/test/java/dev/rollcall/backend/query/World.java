package dev.rollcall.backend.query;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.event.ApiEvent.Kind;
import dev.rollcall.backend.store.Database;
import dev.rollcall.backend.store.EventWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Events of some months around a fixed day, as agents send them, stored by the real writer; the same seed makes the same ones. */
final class World implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-08-20T13:37:11.123456Z");
    static final LocalDate TODAY = LocalDate.parse("2026-08-20");
    static final long NOW_MICROS = Windows.micros(NOW);
    static final long HOUR = TimeWindow.HOUR_MICROS;
    static final long DAY = TimeWindow.DAY_MICROS;

    private static final int[] STATUSES = {200, 200, 200, 201, 302, 400, 404, 429, 500, 503, 0};
    private static final String[] IDS = {"acme", "Acme", "zeta", "%", "it's", "\u00e4\ud83d\ude00", "=1+1"};

    final List<ApiEvent> events;
    private final Path directory;
    private final Database database;
    private final EventWriter writer;
    private final Questions questions;

    private World(List<ApiEvent> events, Path directory) throws Exception {
        this.events = events;
        this.directory = directory;
        database = Database.open(directory.resolve("events.duckdb"), directory.resolve("exports"), "300MB", 2);
        writer = new EventWriter(database);
        questions = new Questions(database);
        // In several transactions, so that keys of the sums have several rows.
        int part = events.size() / 3 + 1;
        for (int i = 0; i < events.size(); i += part) {
            store(events.subList(i, Math.min(events.size(), i + part)));
        }
    }

    static World of(List<ApiEvent> events) {
        try {
            return new World(events, Files.createTempDirectory("rollcall"));
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    private void store(List<ApiEvent> part) throws Exception {
        var stored = writer.submit(null, part);
        if (stored == null || stored.toCompletableFuture().get() != part.size()) {
            throw new IllegalStateException("the events were not stored");
        }
    }

    Database database() {
        return database;
    }

    <T> T ask(Questions.Question<T> question) {
        try {
            return questions.ask(question);
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** One of each sort of windows. */
    List<TimeWindow> windows(Scope scope) {
        return ask(reader -> {
            List<TimeWindow> windows = new ArrayList<>();
            for (String name : List.of("24h", "7d", "14d", "30d", "all")) {
                windows.add(Windows.of(reader, scope, name, null, null, NOW));
            }
            windows.add(Windows.of(reader, scope, "custom", "2026-08-18", "2026-08-19", NOW));
            windows.add(Windows.of(reader, scope, "custom", "2026-08-02", "2026-08-12", NOW));
            windows.add(Windows.of(reader, scope, "custom", "2026-08-11T05:30:00Z", "2026-08-19T22:10:00+02:00", NOW));
            return windows;
        });
    }

    /** The workspace and an API. */
    static List<Scope> scopes() {
        return List.of(Scope.ALL, Scope.ofApi("api-0"));
    }

    /** A customer, the unidentified, and a customer of an API. */
    static List<Scope> customers() {
        return List.of(new Scope(null, "acme", false), new Scope(null, null, true), new Scope("api-1", "it's", false));
    }

    @Override
    public void close() throws Exception {
        writer.close();
        database.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Any number of events, from none on. */
    static Arbitrary<List<ApiEvent>> someEvents() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.integers().between(0, 160))
                .as((seed, count) -> new Sample(seed).some(count));
    }

    /** Makes events. */
    static final class Sample {
        private final Random random;
        private long number;

        Sample(long seed) {
            random = new Random(seed);
        }

        List<ApiEvent> some(int count) {
            List<ApiEvent> events = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                events.add(one());
            }
            return events;
        }

        ApiEvent one() {
            ApiEvent event = new ApiEvent();
            event.id = new UUID(0x8c1f0e5a7d428b1eL, number++);
            event.epochMicros = time();
            event.instance = "i" + random.nextInt(3);
            event.service = "service";
            event.api = "api-" + random.nextInt(2);
            if (random.nextInt(12) == 0) {
                event.kind = Kind.STATUS;
                event.count = 0;
                event.properties = Map.of("seen", Integer.toString(random.nextInt(100)));
                return event;
            }
            customer(event);
            event.method = random.nextBoolean() ? "GET" : "POST";
            event.route = random.nextInt(5) == 0 ? null : "/r/" + random.nextInt(4);
            event.path = "/p/" + random.nextInt(9);
            event.status = STATUSES[random.nextInt(STATUSES.length)];
            event.outcome = event.status == 0 ? "aborted" : "ok";
            event.requestBytes = random.nextInt(1000);
            event.responseBytes = random.nextInt(100_000);
            hints(event);
            if (random.nextInt(4) == 0) {
                rollup(event);
            } else {
                event.durationMicros = duration();
            }
            return event;
        }

        private void customer(ApiEvent event) {
            event.customerId = random.nextInt(8) == 0 ? null : IDS[random.nextInt(IDS.length)];
            if (event.customerId != null) {
                event.customerName = event.customerId.equals("zeta") ? "The <b>Zeta</b> works" : null;
                event.customerKind = "org";
                event.customerSource = "header:X-Customer-ID";
                event.endUser = random.nextInt(3) == 0 ? "user-" + random.nextInt(3) : null;
                event.plan = random.nextInt(3) == 0 ? "plan-" + random.nextInt(2) : null;
            }
        }

        /** Follows from nothing here, so that each column has words of its own: one that stands for another is seen. */
        private void hints(ApiEvent event) {
            event.errorType = maybe("com.example.Failure-");
            event.userAgent = maybe("Agent/");
            event.threat = maybe("threat-");
            event.device = maybe("device-");
            event.aiAgent = maybe("ai-agent-");
            event.country = maybe("country-");
        }

        private @Nullable String maybe(String word) {
            return random.nextInt(4) == 0 ? null : word + random.nextInt(3);
        }

        private void rollup(ApiEvent event) {
            event.kind = Kind.ROLLUP;
            int pairs = 1 + random.nextInt(3);
            int[] buckets = new int[2 * pairs];
            int bucket = -1;
            event.count = 0;
            for (int i = 0; i < pairs; i++) {
                bucket += 1 + random.nextInt(120);
                buckets[2 * i] = bucket;
                buckets[2 * i + 1] = 1 + random.nextInt(9);
                event.count += buckets[2 * i + 1];
            }
            event.durationBuckets = buckets;
            event.durationMicros = random.nextInt(1_000_000);
        }

        /** From nothing to years; sometimes just below a power of two, where buckets begin. */
        private long duration() {
            int bits = random.nextInt(50);
            long power = 1L << bits;
            return random.nextInt(4) == 0 ? power - 1 : power + (long) (random.nextDouble() * power);
        }

        private long time() {
            long back = random.nextInt(3) == 0 ? random.nextInt(30) : random.nextInt(75 * 24);
            long micros = NOW_MICROS - back * HOUR + random.nextInt(3_600_000) * 1000L;
            return switch (random.nextInt(8)) {
                case 0 -> micros / DAY * DAY;
                case 1 -> micros / HOUR * HOUR - 1;
                default -> micros;
            };
        }
    }

    /** The text of a value that may be null. */
    static String shown(@Nullable Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.6g", number) : String.valueOf(value);
    }
}
