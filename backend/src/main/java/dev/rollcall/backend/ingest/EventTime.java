package dev.rollcall.backend.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Reads RFC 3339 times into microseconds since 1970, the agent's own form without detours. */
final class EventTime {
    /** {@code 2026-08-01T12:30:00.000001Z}. */
    private static final int AGENTS_LENGTH = 27;

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS = 1_000_000;

    private EventTime() {}

    /**
     * The microseconds since 1970.
     *
     * @throws BadField when it is no time
     */
    static long micros(String text) throws BadField {
        if (text.length() == AGENTS_LENGTH && isAgents(text)) {
            try {
                long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                        .toEpochDay();
                int hour = number(text, 11, 13);
                int minute = number(text, 14, 16);
                int second = number(text, 17, 19);
                if (hour < 24 && minute < 60 && second < 60) {
                    return (day * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second) * MICROS
                            + number(text, 20, 26);
                }
            } catch (DateTimeException noSuchDay) {
                throw bad(text);
            }
        }
        try {
            return ChronoUnit.MICROS.between(
                    Instant.EPOCH, OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | ArithmeticException notATime) {
            throw bad(text);
        }
    }

    private static boolean isAgents(String text) {
        for (int i = 0; i < AGENTS_LENGTH; i++) {
            char wanted = "0000-00-00T00:00:00.000000Z".charAt(i);
            char c = text.charAt(i);
            if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static BadField bad(String text) {
        return new BadField(
                "bad_time", "ts " + Shown.of(text) + " is not a time; write it as 2026-08-01T12:30:00.000001Z");
    }
}
