package dev.rollcall.core.event;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes times as RFC 3339 in UTC with microseconds, {@code 2026-08-01T12:30:00.000001Z}. The part up to the second is kept,
 * because the next event is of the same second nearly always. Confined to one thread.
 */
final class Timestamp {
    private final byte[] text = "0000-00-00T00:00:00.000000Z".getBytes(StandardCharsets.ISO_8859_1);
    private long second = Long.MIN_VALUE;

    /** Writes a time in microseconds since 1970; the years are 0000 to 9999. */
    void write(long epochMicros, EventBytes json) {
        long newSecond = Math.floorDiv(epochMicros, 1_000_000L);
        if (newSecond != second) {
            second = newSecond;
            LocalDateTime time = LocalDateTime.ofEpochSecond(newSecond, 0, ZoneOffset.UTC);
            EventBytes.digits(time.getYear(), text, 0, 4);
            EventBytes.digits(time.getMonthValue(), text, 5, 2);
            EventBytes.digits(time.getDayOfMonth(), text, 8, 2);
            EventBytes.digits(time.getHour(), text, 11, 2);
            EventBytes.digits(time.getMinute(), text, 14, 2);
            EventBytes.digits(time.getSecond(), text, 17, 2);
        }
        EventBytes.digits(Math.floorMod(epochMicros, 1_000_000L), text, 20, 6);
        json.raw(text);
    }
}
