package dev.rollcall.backend.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.query.TimeWindow.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private final World world = World.of(List.of(at("2026-01-31T23:59:59.999999Z"), at("2026-08-21T00:00:00Z")));

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void a_day_ends_now_and_begins_with_the_hour() {
        TimeWindow window = window("24h", null, null);

        assertThat(span(window)).isEqualTo("2026-08-19T13:00:00Z 2026-08-20T13:37:11.123456Z HOUR");
        assertThat(window.points(1000)).hasSize(25).startsWith(window.fromMicros());
    }

    @Test
    void days_are_those_of_utc_with_today_as_the_last_one() {
        assertThat(span(window("7d", null, null))).isEqualTo("2026-08-14T00:00:00Z 2026-08-21T00:00:00Z DAY");
        assertThat(window("30d", null, null).points(1000)).hasSize(30);
        assertThat(window("30d", null, null).points(5)).hasSize(5).endsWith(micros("2026-08-20T00:00:00Z"));
    }

    @Test
    void all_begins_with_the_day_of_the_first_request_and_ends_with_that_of_the_last() {
        assertThat(span(window("all", null, null))).isEqualTo("2026-01-31T00:00:00Z 2026-08-22T00:00:00Z DAY");
    }

    @Test
    void a_custom_one_has_hours_up_to_two_days() {
        assertThat(span(window("custom", "2026-08-01", "2026-08-03")))
                .isEqualTo("2026-08-01T00:00:00Z 2026-08-03T00:00:00Z HOUR");
        assertThat(span(window("custom", "2026-08-01T02:00:00+02:00", "2026-08-03T00:00:00.000001Z")))
                .isEqualTo("2026-08-01T00:00:00Z 2026-08-03T00:00:00.000001Z DAY");
    }

    @Test
    void what_is_no_window_is_refused_with_a_sentence() {
        assertRefused("yesterday", null, null, "window is not one of");
        assertRefused("custom", null, "2026-08-01", "from is missing");
        assertRefused("custom", "2026-08-01", "soon", "to is not a time");
        assertRefused("custom", "2026-08-01", "2026-08-01", "from is not before to");
        assertRefused("custom", "1000-01-01", "2026-08-01", "before the year 2000");
        assertRefused("custom", "2026-08-01", "+999999999-12-31T00:00:00Z", "");
    }

    private void assertRefused(String name, @Nullable String from, @Nullable String to, String message) {
        assertThatThrownBy(() -> world.ask(reader -> Windows.of(reader, Scope.ALL, name, from, to, World.NOW)))
                .hasRootCauseInstanceOf(BadWindow.class)
                .rootCause()
                .hasMessageContaining(message);
    }

    private TimeWindow window(String name, @Nullable String from, @Nullable String to) {
        return world.ask(reader -> Windows.of(reader, Scope.ALL, name, from, to, World.NOW));
    }

    private static String span(TimeWindow window) {
        Bucket bucket = window.bucket();
        return Instant.EPOCH.plusNanos(window.fromMicros() * 1000) + " "
                + Instant.EPOCH.plusNanos(window.toMicros() * 1000) + " " + bucket;
    }

    private static long micros(String time) {
        return Windows.micros(Instant.parse(time));
    }

    private static ApiEvent at(String time) {
        ApiEvent event = new World.Sample(1).one();
        event.kind = ApiEvent.Kind.REQUEST;
        event.count = 1;
        event.durationBuckets = null;
        event.id = new UUID(1, micros(time));
        event.epochMicros = micros(time);
        return event;
    }
}
