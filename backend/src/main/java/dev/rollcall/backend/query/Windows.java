package dev.rollcall.backend.query;

import dev.rollcall.backend.query.TimeWindow.Bucket;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes windows of what is asked for. {@code 24h} goes from the hour of this time yesterday to now; {@code 7d}, {@code 14d} and
 * {@code 30d} are so many days in UTC, with today as the last one; {@code all} begins with the day of the first request;
 * {@code custom} has its own ends.
 */
public final class Windows {
    private static final long HOUR = TimeWindow.HOUR_MICROS;
    private static final long DAY = TimeWindow.DAY_MICROS;

    /** Up to here a graph of hours can be read; then it is one of days. */
    private static final long MOST_WITH_HOURS = 48 * HOUR;

    private static final long EARLIEST = micros(Instant.parse("2000-01-01T00:00:00Z"));
    private static final long LONGEST = 10_000 * DAY;

    private Windows() {}

    /**
     * Makes the window of that name.
     *
     * @param reader where the first day is asked for, when it matters
     * @param scope whose first day
     * @param from when a custom one begins: RFC 3339, or a date for its midnight in UTC
     * @param to when a custom one ends, itself not included
     * @throws BadWindow with a sentence for whoever asks, when there is no such window
     */
    public static TimeWindow of(
            Reader reader, Scope scope, String name, @Nullable String from, @Nullable String to, Instant now)
            throws SQLException {
        long micros = micros(now);
        return switch (name) {
            case "24h" -> new TimeWindow(name, Math.floorDiv(micros - DAY, HOUR) * HOUR, micros, Bucket.HOUR);
            case "7d" -> days(name, 7, micros);
            case "14d" -> days(name, 14, micros);
            case "30d" -> days(name, 30, micros);
            case "all" -> all(name, AllTime.ask(reader, scope), micros);
            case "custom" -> custom(from, to);
            default ->
                throw new BadWindow("window is not one of 24h, 7d, 14d, 30d, all and custom (with from and to).");
        };
    }

    private static TimeWindow days(String name, int days, long now) {
        long end = (Math.floorDiv(now, DAY) + 1) * DAY;
        return new TimeWindow(name, end - days * DAY, end, Bucket.DAY);
    }

    /** Senders' clocks may be a day ahead: the last day is that of the newest request, when that is later than today. */
    private static TimeWindow all(String name, AllTime known, long now) {
        long today = Math.floorDiv(now, DAY);
        LocalDate first = known.firstDay();
        LocalDate last = known.lastDay();
        if (first == null || last == null) {
            return new TimeWindow(name, today * DAY, (today + 1) * DAY, Bucket.DAY);
        }
        return new TimeWindow(
                name,
                Math.min(first.toEpochDay(), today) * DAY,
                (Math.max(last.toEpochDay(), today) + 1) * DAY,
                Bucket.DAY);
    }

    private static TimeWindow custom(@Nullable String from, @Nullable String to) {
        long start = time("from", from);
        long end = time("to", to);
        if (start >= end) {
            throw new BadWindow("from is not before to.");
        }
        if (start < EARLIEST || end - start > LONGEST) {
            throw new BadWindow("from is before the year 2000, or the window is longer than 10,000 days.");
        }
        return new TimeWindow("custom", start, end, end - start <= MOST_WITH_HOURS ? Bucket.HOUR : Bucket.DAY);
    }

    private static long time(String parameter, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw new BadWindow(parameter + " is missing: window=custom needs from and to.");
        }
        try {
            if (text.length() == "2026-08-01".length()) {
                return Math.multiplyExact(LocalDate.parse(text).toEpochDay(), DAY);
            }
            return micros(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new BadWindow(parameter + " is not a time; write it as 2026-08-01T12:30:00Z or 2026-08-01.");
        }
    }

    /** In microseconds since 1970. */
    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
