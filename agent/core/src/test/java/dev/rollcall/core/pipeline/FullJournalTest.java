package dev.rollcall.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.event.EventClock;
import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.journal.BatchReader;
import dev.rollcall.core.journal.DestinationKey;
import dev.rollcall.core.journal.Journal;
import dev.rollcall.core.journal.JournalBatch;
import dev.rollcall.core.journal.JournalOwner;
import dev.rollcall.core.journal.JournalSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint that is away for longer than the journal has room: no request of any customer is missing afterwards. */
class FullJournalTest {
    private static final int CUSTOMERS = 100;
    private static final int ROUNDS = 300;

    @TempDir
    Path directory;

    private final Traffic traffic = new Traffic();
    private final Map<String, Long> details = new TreeMap<>();
    private final Map<String, Long> rollups = new TreeMap<>();

    @Test
    void totals_of_each_customer_are_exact_when_the_endpoint_is_back() throws InterruptedException {
        Journal journal = new Journal(
                new JournalSettings(directory.toFile(), 1 << 20, 86_400_000, 100, 1 << 20, 1),
                new JournalOwner(1, "pay", null, "1.2.3", List.of(new DestinationKey("endpoint", "token"))),
                traffic.instance,
                traffic.log);
        Endpoint endpoint = new Endpoint(journal.reader(0));
        traffic.rollupIntervalNanos = 20_000_000;
        Pipeline pipeline = traffic.into(journal, endpoint, EventClock.system());
        for (int round = 0; round < ROUNDS; round++) {
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                traffic.request("customer-" + customer, "/items/" + round, 200 + round % 2);
            }
            pipeline.round();
        }
        Accounting full = pipeline.accounting();
        assertThat(full.isBalanced()).as(full.toString()).isTrue();
        assertThat(full.rolledUp()).as("more than the journal has room for").isPositive();
        assertThat(full.delivered()).isZero();

        await().until(() -> {
            pipeline.round();
            endpoint.takeAll();
            return pipeline.accounting().isSettled();
        });
        Accounting settled = pipeline.accounting();
        assertThat(settled.lost()).isZero();
        assertThat(settled.delivered() + settled.rolledUp()).isEqualTo((long) CUSTOMERS * ROUNDS);
        assertThat(details).hasSize(CUSTOMERS);
        Map<String, Long> totals = new TreeMap<>(details);
        rollups.forEach((customer, count) -> totals.merge(customer, count, Long::sum));
        assertThat(totals)
                .hasSize(CUSTOMERS)
                .allSatisfy((customer, count) -> assertThat(count).isEqualTo(ROUNDS));
        journal.close(10);
    }

    /** Takes batches when the test says so. */
    private final class Endpoint implements Destination {
        private final BatchReader reader;
        private long delivered;
        private long rolledUp;

        Endpoint(BatchReader reader) {
            this.reader = reader;
        }

        void takeAll() throws InterruptedException {
            for (JournalBatch batch = reader.next(0); batch != null; batch = reader.next(0)) {
                for (int i = 0; i < batch.size(); i++) {
                    if (batch.kind(i) == EventKind.STATUS) {
                        continue;
                    }
                    Map<String, Object> event = CountingSink.read(batch.bytes(), batch.offset(i), batch.length(i));
                    boolean detail = batch.kind(i) == EventKind.REQUEST;
                    (detail ? details : rollups)
                            .merge(CountingSink.customer(event), (long) batch.requests(i), Long::sum);
                    delivered += detail ? 1 : 0;
                    rolledUp += detail ? 0 : batch.requests(i);
                }
                assertThat(reader.done(batch)).isTrue();
            }
        }

        @Override
        public DestinationFigures figures() {
            long[] lost = new long[Loss.values().length];
            for (Loss reason : Loss.values()) {
                lost[reason.ordinal()] = reader.lost(EventKind.REQUEST, reason) + reader.lost(EventKind.ROLLUP, reason);
            }
            return new DestinationFigures(
                    delivered, reader.waiting(EventKind.REQUEST), rolledUp, reader.waiting(EventKind.ROLLUP), lost);
        }

        @Override
        public String name() {
            return "endpoint";
        }

        @Override
        public String state() {
            return "away";
        }

        @Override
        public void hurry() {}

        @Override
        public void giveUp() {}
    }
}
