package dev.rollcall.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPiecesTest {
    @Property
    void an_event_id_is_a_uuid_of_version_8_that_tells_instance_and_sequence(
            @ForAll @LongRange(min = 0, max = (1L << 60) - 1) long first,
            @ForAll @IntRange(min = 0, max = (1 << 18) - 1) int last,
            @ForAll @LongRange(min = 0, max = (1L << 44) - 1) long sequence) {
        Instance instance = new Instance(first, last);
        EventBytes written = new EventBytes();
        instance.eventId(sequence, written);
        String text = text(written);

        UUID id = UUID.fromString(text);
        assertThat(id).hasToString(text);
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getLeastSignificantBits() & ((1L << 44) - 1)).isEqualTo(sequence);
        long seenFirst = ((id.getMostSignificantBits() >>> 16) << 12) | (id.getMostSignificantBits() & 0xFFF);
        assertThat(seenFirst).isEqualTo(first);
        assertThat((id.getLeastSignificantBits() >>> 44) & 0x3FFFF).isEqualTo(last);
        assertThat(instance.text()).isEqualTo(String.format("%015x%05x", first, last));
    }

    @Property(tries = 50)
    void two_runs_of_a_process_never_share_an_instance(@ForAll @IntRange(max = 10) int ignored) {
        assertThat(Instance.random().text()).isNotEqualTo(Instance.random().text());
    }

    @Property
    void a_timestamp_is_what_the_calendar_says(@ForAll @LongRange(min = 0, max = 4_102_444_800_000_000L) long micros) {
        Timestamp timestamp = new Timestamp();
        timestamp.write(micros / 2, new EventBytes());
        EventBytes written = new EventBytes();
        timestamp.write(micros, written);
        String expected = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.EPOCH.plusNanos(micros * 1000));

        assertThat(text(written)).isEqualTo(expected);
    }

    private static String text(EventBytes written) {
        return new String(written.array(), 0, written.length(), UTF_8);
    }

    @Test
    void a_step_of_the_wall_clock_moves_later_events_and_no_earlier_ones() {
        AtomicLong nanos = new AtomicLong(77);
        AtomicLong wallMillis = new AtomicLong(1_000_000);
        EventClock clock = new EventClock(wall(wallMillis), nanos::get);
        nanos.addAndGet(5_000_000);
        assertThat(clock.epochMicros(nanos.get())).isEqualTo(1_000_005_000L);
        assertThat(clock.epochMicros(76)).isEqualTo(999_999_999L);

        nanos.addAndGet(1_000_000_000L);
        wallMillis.addAndGet(-500_000);
        assertThat(clock.epochMicros(nanos.get())).isEqualTo(1_001_005_000L);
        clock.tick();
        assertThat(clock.epochMicros(nanos.get())).isEqualTo(500_000_000L);
    }

    private static Clock wall(AtomicLong millis) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(millis.get());
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9,             203.0.113.0",
        "2001:db8:1:2:3:4:5:6,    2001:db8:1::",
        "2001:db8::1,             2001:db8:0::",
        "2001:DB8:A::,            2001:db8:a::",
        "::1,                     ::",
        "0:0:0:0:0:0:0:1,         ::",
        "fe80::1%eth0,            fe80:0:0::",
        "::ffff:203.0.113.9,      ::ffff:203.0.113.0",
    })
    void a_prefix_of_a_client_address_names_its_network_only(String address, String prefix) {
        assertThat(ClientIp.PREFIX.told(address)).isEqualTo(prefix);
        assertThat(ClientIp.FULL.told(address)).isEqualTo(address);
        assertThat(ClientIp.OFF.told(address)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"localhost", "203.0.113", "203.0.113.9.1", "1:2:3", "1::2::3", "12345::", "::ffff:1.2.3", "g::1", ":"})
    void what_is_no_address_has_no_prefix(String text) {
        assertThat(ClientIp.PREFIX.told(text)).isNull();
    }

    @Property
    void any_text_can_be_asked_for_its_prefix(@ForAll String text) {
        ClientIp.PREFIX.told(text);
    }

    @ParameterizedTest
    @CsvSource({
        "/health,          /health,            true",
        "/health,          /health/,           false",
        "/health*,         /healthz,           true",
        "/health*,         /health/live,       false",
        "/internal/**,     /internal,          true",
        "/internal/**,     /internal/a/b,      true",
        "/internal/**,     /internals,         false",
        "/*/status,        /a/status,          true",
        "/*/status,        /a/b/status,        false",
        "/**/status,       /a/b/status,        true",
        "/a/*/**,          /a/b,               true",
        "/a?c,             /abc,               true",
        "/a?c,             /a/c,               false",
        "**.css,           /x/y.css,           true",
        "/**/x/*.js,       /a/x/b/x/c.js,      true",
        "/**/x/*.js,       /a/x/b/c/c.js,      false",
        "'',               /,                  false",
    })
    void globs_cover_the_paths_they_look_like(String glob, String path, boolean covered) {
        assertThat(new PathGlobs(List.of(glob)).match(path)).isEqualTo(covered);
    }

    @Property
    void a_path_is_covered_by_itself_and_by_everything(@ForAll String path) {
        if (path.indexOf('*') < 0 && path.indexOf('?') < 0) {
            assertThat(new PathGlobs(List.of(path)).match(path)).isTrue();
        }
        assertThat(new PathGlobs(List.of("**")).match(path)).isTrue();
    }

    @Property
    void a_bounded_text_is_short_and_valid(@ForAll String text, @ForAll @IntRange(min = 1, max = 30) int max) {
        String bounded = BoundedText.of(text, max);
        if (text.isEmpty()) {
            assertThat(bounded).isNull();
        } else {
            assertThat(bounded).hasSizeLessThanOrEqualTo(max);
            assertThat(bounded.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        }
    }

    @Property
    void a_percentile_is_within_one_part_in_32_of_what_was_measured(
            @ForAll @LongRange(min = 0, max = 1L << 50) long micros) {
        DurationHistogram histogram = new DurationHistogram();
        histogram.record(micros);

        assertThat((double) histogram.percentile(0.5)).isBetween(micros * (1 - 1 / 32.0), micros * (1 + 1 / 32.0));
    }

    @Property
    void adding_histograms_counts_what_both_counted(@ForAll List<@LongRange(min = 0, max = 10_000_000) Long> micros) {
        DurationHistogram all = new DurationHistogram();
        DurationHistogram even = new DurationHistogram();
        DurationHistogram odd = new DurationHistogram();
        for (int i = 0; i < micros.size(); i++) {
            all.record(micros.get(i));
            (i % 2 == 0 ? even : odd).record(micros.get(i));
        }
        even.add(odd);

        assertThat(even.total()).isEqualTo(all.total());
        for (double part : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
            assertThat(even.percentile(part)).isEqualTo(all.percentile(part));
        }
    }
}
