package dev.rollcall.core.event;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes times as RFC 3339 in UTC with microseconds, {@code 2026-08-01T12:30:00.000001Z}. The part up to the second is kept,
 * because the next event is of the same second nearly always. Confined to one thread.
 */
final class Timestamp {
    static final int LENGTH = 27;

    private final char[] text = "0000-00-00T00:00:00.000000Z".toCharArray();
    private long second = Long.MIN_VALUE;

    /** The text of a time in microseconds since 1970, valid until the next call; the years are 0000 to 9999. */
    char[] of(long epochMicros) {
        long newSecond = Math.floorDiv(epochMicros, 1_000_000L);
        if (newSecond != second) {
            second = newSecond;
            LocalDateTime time = LocalDateTime.ofEpochSecond(newSecond, 0, ZoneOffset.UTC);
            digits(time.getYear(), 0, 4);
            digits(time.getMonthValue(), 5, 2);
            digits(time.getDayOfMonth(), 8, 2);
            digits(time.getHour(), 11, 2);
            digits(time.getMinute(), 14, 2);
            digits(time.getSecond(), 17, 2);
        }
        digits((int) Math.floorMod(epochMicros, 1_000_000L), 20, 6);
        return text;
    }

    private void digits(int value, int at, int count) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
