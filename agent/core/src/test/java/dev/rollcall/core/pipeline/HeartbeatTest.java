package dev.rollcall.core.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.event.EventBytes;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.event.Origin;
import dev.rollcall.core.event.StatusJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final long SECOND = 1_000_000_000L;

    private final WeaveBook book = new WeaveBook();
    private final Heartbeat heartbeat = new Heartbeat(new StatusJson(new Origin("shop", "test", "1.2.3")), book, 0);

    @Test
    void it_beats_soon_then_once_a_minute_and_once_more_at_the_end() {
        assertThat(heartbeat.isDue(9 * SECOND, false)).isFalse();
        assertThat(heartbeat.isDue(10 * SECOND, false)).isTrue();
        status(10 * SECOND, false);
        assertThat(heartbeat.isDue(69 * SECOND, false)).isFalse();
        assertThat(heartbeat.isDue(70 * SECOND, false)).isTrue();
        status(60 * SECOND, false);
        assertThat(heartbeat.isDue(119 * SECOND, false)).isFalse();
        assertThat(heartbeat.isDue(61 * SECOND, true)).isTrue();
        status(61 * SECOND, true);
        assertThat(heartbeat.isDue(62 * SECOND, true)).isFalse();
    }

    @Test
    void the_last_one_is_due_until_it_was_taken() {
        heartbeat.write(INSTANCE, 3, 7_000_000, SECOND, List.of(), 0);
        assertThat(heartbeat.isDue(SECOND, true)).isTrue();
        assertThat(heartbeat.hasSaidLast()).isFalse();
        heartbeat.told(true);
        assertThat(heartbeat.isDue(SECOND, true)).isFalse();
    }

    @Test
    void a_status_tells_the_counters_of_every_destination_as_numbers() {
        assertThat(status(60 * SECOND, false))
                .contains("\"event\":\"agent_status\"", "\"ts\":\"1970-01-01T00:00:07.000000Z\"")
                .contains(
                        "\"properties\":{\"uptime_s\":60,\"headers_too_long\":6,\"seen\":20,\"delivered\":7,\"waiting\":4,")
                .contains("\"rolled_up\":5,\"rolled_up_waiting\":3,\"lost\":2,\"lost_event_failed\":2")
                .contains("\"seen_2\":20", "\"delivered_2\":7")
                .endsWith(",\"service\":\"shop\",\"instance\":\"" + INSTANCE.text()
                        + "\",\"environment\":\"test\",\"agent_version\":\"1.2.3\"}");
    }

    @Test
    void a_status_names_each_server_that_is_woven_once_with_its_version() {
        ClassLoader loader = Test.class.getClassLoader();
        book.woven("org.junit.jupiter.api.Test", loader, "JUnit");
        book.woven("org.junit.jupiter.api.Assertions", loader, "JUnit");
        book.woven("a.b.C", null, "Tom\"cat");

        assertThat(status(60 * SECOND, false))
                .containsPattern("\"properties\":\\{\"woven\":\"JUnit 5\\.[0-9.]+, Tom\\\\\"cat\",");
    }

    @Test
    void what_is_woven_is_told_within_what_a_backend_takes() {
        for (int i = 0; i < 100; i++) {
            book.woven("a.b.C" + i, null, "server-" + i);
        }

        assertThat(book.servers()).startsWith("server-0, server-1, ").hasSizeBetween(480, 500);
    }

    private static final Instance INSTANCE = Instance.random();

    private String status(long now, boolean ending) {
        Losses early = new Losses();
        early.add(Loss.EVENT_FAILED, 2);
        Accounting accounting = new Accounting(
                "here", 20, 1, 2, 1, early, new DestinationFigures(7, 3, 2, 2, new long[Loss.values().length]));
        assertThat(accounting.isBalanced()).isTrue();
        EventBytes bytes = heartbeat.write(INSTANCE, 3, 7_000_000, now, List.of(accounting, accounting), 6);
        heartbeat.told(ending);
        return new String(bytes.array(), 0, bytes.length(), UTF_8);
    }
}
