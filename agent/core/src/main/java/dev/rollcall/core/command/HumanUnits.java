package dev.rollcall.core.command;

import java.util.Locale;

/** Figures as people read them, each in at most five characters, counts in nine. */
final class HumanUnits {
    private static final String[] BYTE_UNITS = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};

    private HumanUnits() {}

    /** With separators, {@code 1,234,567}; from ten million on {@code 12.3M}. */
    static String count(long count) {
        if (count >= 10_000_000_000L) {
            return String.format(Locale.ROOT, "%,.1fG", count / 1e9);
        }
        return count >= 10_000_000 ? String.format(Locale.ROOT, "%,.1fM", count / 1e6) : grouped(count);
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** From microseconds: {@code 870us}, {@code 1.2ms}, {@code 45ms}, {@code 3.4s}, {@code 12m}. */
    static String duration(long micros) {
        if (micros < 1000) {
            return micros + "us";
        }
        if (micros < 1_000_000) {
            return threeDigits(micros / 1e3) + "ms";
        }
        double seconds = micros / 1e6;
        return seconds < 600 ? threeDigits(seconds) + "s" : Math.min(9999, Math.round(seconds / 60)) + "m";
    }

    /** In powers of 1024: {@code 0B}, {@code 999B}, {@code 1.2KB}, {@code 34MB}. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        // 1000 of a unit would be a digit too wide already.
        while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return (unit == 0 ? Long.toString(bytes) : threeDigits(value)) + BYTE_UNITS[unit];
    }

    /** From tenths of a percent: {@code 12.5%}. */
    static String percent(int tenths) {
        return tenths / 10 + "." + tenths % 10 + '%';
    }

    /** How long ago: {@code now}, {@code 12s}, {@code 5m}, {@code 3h}, {@code 9d}. */
    static String ago(long millis) {
        long seconds = millis / 1000;
        if (seconds < 1) {
            return "now";
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    private static String threeDigits(double value) {
        return value < 9.95
                ? String.format(Locale.ROOT, "%.1f", value)
                : Long.toString(Math.min(999, Math.round(value)));
    }
}
