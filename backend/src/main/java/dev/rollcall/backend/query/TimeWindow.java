package dev.rollcall.backend.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A span of time that a question is about, and how it is cut into points of a graph.
 *
 * @param name what was asked for: {@code 24h}, {@code 7d}, {@code 14d}, {@code 30d}, {@code all} or {@code custom}
 * @param fromMicros when it begins, in microseconds since 1970
 * @param toMicros when it ends, itself not included; after {@code fromMicros}
 * @param bucket how long a point is
 */
public record TimeWindow(String name, long fromMicros, long toMicros, Bucket bucket) {
    static final long HOUR_MICROS = 3_600_000_000L;
    static final long DAY_MICROS = 24 * HOUR_MICROS;

    /** How long one point of a graph is, in UTC. */
    public enum Bucket {
        HOUR(HOUR_MICROS),
        DAY(DAY_MICROS);

        private final long micros;

        Bucket(long micros) {
            this.micros = micros;
        }

        /** Its length in microseconds. */
        public long micros() {
            return micros;
        }
    }

    /** Whether it begins and ends at midnight, UTC, so that the sums of days say all about it. */
    public boolean isWholeDays() {
        return fromMicros % DAY_MICROS == 0 && toMicros % DAY_MICROS == 0;
    }

    /** Whether the sums of days also have its points. */
    boolean hasDailyPoints() {
        return isWholeDays() && bucket == Bucket.DAY;
    }

    LocalDate fromDay() {
        return LocalDate.ofEpochDay(Math.floorDiv(fromMicros, DAY_MICROS));
    }

    /** The day on which it ends, itself not included; of whole days only. */
    LocalDate toDay() {
        return LocalDate.ofEpochDay(Math.floorDiv(toMicros, DAY_MICROS));
    }

    /** The beginnings of its points, at most so many, the last ones: the first point may begin before the window does. */
    public List<Long> points(int most) {
        long step = bucket.micros();
        long first = Math.floorDiv(fromMicros, step) * step;
        long count = Math.floorDiv(toMicros - 1 - first, step) + 1;
        List<Long> points = new ArrayList<>();
        for (long i = Math.max(0, count - most); i < count; i++) {
            points.add(first + i * step);
        }
        return points;
    }
}
