package dev.rollcall.core.options;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a value the way its option wants it. No regular expressions: they would load classes before {@code main}. */
final class OptionValue {
    /** What the number readers return for a text that is none; no option takes negative values. */
    static final long NOT_ONE = -1;

    // A bare number is a size in bytes, but no duration: nobody agrees on whether 5 means seconds or milliseconds.
    private static final String[] DURATION_UNITS = {"ms", "s", "m", "h", "d"};
    private static final long[] DURATION_FACTORS = {1, 1000, 60_000, 3_600_000, 86_400_000};
    private static final String[] SIZE_UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final long[] SIZE_FACTORS = {1, 1L << 10, 1L << 20, 1L << 30, 1L << 40};

    /** Longer values are cut in messages. */
    private static final int MAX_SHOWN = 80;

    private OptionValue() {}

    /**
     * Says what is wrong with a value.
     *
     * @return the end of a sentence that begins with the option and its value, or null when the value is right
     */
    static @Nullable String mistake(Option option, String text) {
        OptionType type = option.type();
        if (type == OptionType.FLAG) {
            return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false") ? null : not(type);
        }
        if (type == OptionType.NUMBER || type == OptionType.DURATION || type == OptionType.SIZE) {
            long number = number(type, text);
            if (number == NOT_ONE) {
                return not(type);
            }
            return number < option.min() || number > option.max()
                    ? "is out of range; write a value from " + written(type, option.min()) + " to "
                            + written(type, option.max())
                    : null;
        }
        if (type == OptionType.CHOICE) {
            return isChoice(option, text) ? null : "is not known; write one of " + String.join(", ", option.choices());
        }
        if (type == OptionType.CHOICES) {
            return areChoices(option, text)
                    ? null
                    : "is not known; write some of " + String.join(", ", option.choices());
        }
        if (type == OptionType.URL) {
            return addressMistake(text);
        }
        if (type == OptionType.PROXY) {
            return text.equalsIgnoreCase("none") || isProxyAddress(text) ? null : not(type);
        }
        if (type == OptionType.SECRET) {
            return isPrintableAscii(text) ? null : "has a character that cannot be sent; write " + type.example();
        }
        return hasControlCharacter(text) ? "has a control character in it; write " + type.example() : null;
    }

    private static String not(OptionType type) {
        return "is not " + type.noun() + "; write " + type.example();
    }

    /** The value of a number, a duration in milliseconds or a size in bytes; {@link #NOT_ONE} for anything else. */
    static long number(OptionType type, String text) {
        if (type == OptionType.DURATION) {
            return withUnit(text, DURATION_UNITS, DURATION_FACTORS);
        }
        if (type == OptionType.SIZE) {
            return withUnit(text, SIZE_UNITS, SIZE_FACTORS);
        }
        return digits(text, text.length());
    }

    private static long withUnit(String text, String[] units, long[] factors) {
        int end = 0;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        long count = digits(text, end);
        String unit = text.substring(end).trim();
        if (unit.isEmpty() && factors == SIZE_FACTORS) {
            return count;
        }
        for (int i = 0; i < units.length; i++) {
            if (units[i].equalsIgnoreCase(unit)) {
                return count == NOT_ONE || count > Long.MAX_VALUE / factors[i] ? NOT_ONE : count * factors[i];
            }
        }
        return NOT_ONE;
    }

    private static long digits(String text, int end) {
        if (end == 0 || end > 18) {
            return NOT_ONE;
        }
        long value = 0;
        for (int i = 0; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return NOT_ONE;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The shortest way to write a number of this type that is exact. */
    static String written(OptionType type, long number) {
        if (type == OptionType.DURATION) {
            return written(number, DURATION_UNITS, DURATION_FACTORS);
        }
        return type == OptionType.SIZE ? written(number, SIZE_UNITS, SIZE_FACTORS) : Long.toString(number);
    }

    private static String written(long number, String[] units, long[] factors) {
        int unit = factors.length - 1;
        while (unit > 0 && (number % factors[unit] != 0 || number == 0)) {
            unit--;
        }
        return number / factors[unit] + units[unit];
    }

    private static boolean isChoice(Option option, String text) {
        for (String choice : option.choices()) {
            int parameter = choice.indexOf(":<");
            if (parameter < 0
                    ? choice.equalsIgnoreCase(text)
                    : text.length() > parameter
                            && text.regionMatches(true, 0, choice, 0, parameter + 1)
                            && number(OptionType.NUMBER, text.substring(parameter + 1)) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean areChoices(Option option, String text) {
        for (String word : places(text)) {
            if (!word.isEmpty() && !isChoice(option, word)) {
                return false;
            }
        }
        return true;
    }

    /** Of several, the wrong one is named by its place: a piece of text may be half of a password with a comma. */
    private static @Nullable String addressMistake(String text) {
        List<String> addresses = list(text);
        for (int i = 0; i < addresses.size(); i++) {
            if (!isHttpAddress(addresses.get(i))) {
                String mistake = not(OptionType.URL);
                return addresses.size() == 1 ? mistake : "has number " + (i + 1) + " that " + mistake;
            }
        }
        return addresses.isEmpty() ? not(OptionType.URL) : null;
    }

    private static boolean isHttpAddress(String text) {
        try {
            URI address = new URI(text);
            String scheme = address.getScheme();
            return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
                    && address.getHost() != null
                    && address.getPort() <= 65535;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    private static boolean isProxyAddress(String text) {
        try {
            URI address = new URI(text);
            return "http".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && address.getPort() > 0
                    && address.getPort() <= 65535
                    && (address.getRawPath().isEmpty() || address.getRawPath().equals("/"))
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The words between commas, without outer spaces and empty ones. */
    static List<String> list(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            String word = text.substring(from, end).trim();
            if (!word.isEmpty()) {
                words.add(word);
            }
            from = end + 1;
        }
        return words;
    }

    /** A value as it may be printed, right or wrong: no secret, no query of an address, nothing before the host of a proxy. */
    static String shown(OptionType type, String value) {
        if (type == OptionType.SECRET) {
            return "(set)";
        }
        if (type == OptionType.URL && value.indexOf('?') >= 0) {
            List<String> addresses = new ArrayList<>();
            for (String address : places(value)) {
                // First what may be a password before the host: it may hold a question mark.
                int start = address.indexOf("//") + 2;
                int host = address.lastIndexOf('@') + 1;
                String open = host > start && start > 1
                        ? address.substring(0, start) + "***@" + address.substring(host)
                        : address;
                int query = open.indexOf('?');
                addresses.add(query < 0 ? open : open.substring(0, query) + "?***");
            }
            return shown(String.join(",", addresses));
        }
        int at = type == OptionType.PROXY ? value.lastIndexOf('@') : -1;
        return shown(at < 0 ? value : "http://***" + value.substring(at));
    }

    /** What stands between commas, without outer spaces; an empty place is one too. */
    static List<String> places(String text) {
        List<String> places = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            places.add(text.substring(from, end).trim());
            from = end + 1;
        }
        return places;
    }

    /** A value of the user's, made fit for one line of a log: short, without control characters and passwords. */
    static String shown(String value) {
        String safe = withoutPasswords(value);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < safe.length() && i < MAX_SHOWN; i++) {
            char c = safe.charAt(i);
            line.append(Character.isISOControl(c) ? '?' : c);
        }
        return line.append(safe.length() > MAX_SHOWN ? "..." : "").toString();
    }

    /** Of every address in it, what may be a user and a password is left out. */
    private static String withoutPasswords(String value) {
        StringBuilder safe = new StringBuilder();
        int from = 0;
        int user = value.indexOf("://") + 3;
        while (user > 2) {
            int next = value.indexOf("://", user);
            int at = value.substring(0, next < 0 ? value.length() : next).lastIndexOf('@');
            if (at >= user) {
                safe.append(value, from, user).append("***");
                from = at;
            }
            user = next < 0 ? 0 : next + 3;
        }
        return safe.append(value, from, value.length()).toString();
    }
}
