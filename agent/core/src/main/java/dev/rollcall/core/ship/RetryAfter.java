package dev.rollcall.core.ship;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {
    /** A server that asks for more may have a clock that is wrong. */
    private static final long LONGEST_MILLIS = 60 * 60_000L;

    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /** How long to wait from now, in milliseconds, 0 to one hour; 0 when the header is absent or unreadable. */
    static long millis(@Nullable String header, Instant now) {
        if (header == null || header.isEmpty()) {
            return 0;
        }
        long wait = isNumber(header) ? Long.parseLong(header) * 1000 : untilDate(header, now);
        return Math.max(0, Math.min(wait, LONGEST_MILLIS));
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() <= MAX_DIGITS;
    }

    private static long untilDate(String text, Instant now) {
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return date.toEpochMilli() - now.toEpochMilli();
        } catch (DateTimeException notADate) {
            return 0;
        }
    }
}
