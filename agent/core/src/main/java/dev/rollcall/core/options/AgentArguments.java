package dev.rollcall.core.options;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the {@code =} of {@code -javaagent:rollcall-agent.jar=}: {@code name=value} pairs with commas between.
 *
 * <p>Rules have commas of their own, so a comma ends a value only where a new pair begins: {@code customer=jwt:org_id,jwt:sub,log=off}
 * are two pairs, because {@code jwt:sub} is no {@code name=value}. The values of {@code properties} look like pairs
 * themselves; there, only the name of an option ends the value. Quotes ({@code "} or {@code '}) around a value settle any
 * doubt, and commas between them are part of the value.
 */
final class AgentArguments {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> leftOver = new ArrayList<>();

    /** Reads the arguments; what is no pair ends up in {@link #leftOver()}. */
    AgentArguments(@Nullable String arguments) {
        String text = arguments == null ? "" : arguments.trim();
        int at = 0;
        while (at < text.length()) {
            int equals = nameEnd(text, at);
            if (equals < 0) {
                at = readLeftOver(text, at);
            } else {
                at = readPair(text, at, equals);
            }
        }
    }

    int size() {
        return names.size();
    }

    /** As written, without spaces around it. */
    String name(int index) {
        return names.get(index);
    }

    String value(int index) {
        return values.get(index);
    }

    /** What has no {@code name=} before it. */
    List<String> leftOver() {
        return leftOver;
    }

    private int readLeftOver(String text, int from) {
        int comma = text.indexOf(',', from);
        int end = comma < 0 ? text.length() : comma;
        String word = text.substring(from, end).trim();
        if (!word.isEmpty()) {
            leftOver.add(word);
        }
        return end + 1;
    }

    private int readPair(String text, int from, int equals) {
        String name = text.substring(from, equals).trim();
        int start = equals + 1;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        int closing = closingQuote(text, start);
        if (closing > 0) {
            add(name, text.substring(start + 1, closing));
            return text.indexOf(',', closing) < 0 ? text.length() : text.indexOf(',', closing) + 1;
        }
        Option option = OptionNames.find(name);
        int end = text.indexOf(',', start);
        while (end >= 0 && belongs(option, text, end + 1)) {
            end = text.indexOf(',', end + 1);
        }
        end = end < 0 ? text.length() : end;
        add(name, text.substring(start, end).trim());
        return end + 1;
    }

    private void add(String name, String value) {
        names.add(name);
        values.add(value);
    }

    /** Where the quoted value that begins here ends, or -1: a quote that closes nothing is an ordinary character. */
    private static int closingQuote(String text, int start) {
        if (start >= text.length() || (text.charAt(start) != '"' && text.charAt(start) != '\'')) {
            return -1;
        }
        char quote = text.charAt(start);
        for (int end = text.indexOf(quote, start + 1); end >= 0; end = text.indexOf(quote, end + 1)) {
            int next = end + 1;
            while (next < text.length() && text.charAt(next) == ' ') {
                next++;
            }
            if (next == text.length() || text.charAt(next) == ',') {
                return end;
            }
        }
        return -1;
    }

    /** Whether what follows a comma is still part of the option's value. */
    private static boolean belongs(@Nullable Option option, String text, int from) {
        // A name that is no option swallows its commas too: what stands behind it may be a misspelt token.
        if (option != null && !option.type().takesCommas()) {
            return false;
        }
        int equals = nameEnd(text, from);
        if (equals < 0) {
            return true;
        }
        return option != null
                && option.type() == OptionType.PROPERTIES
                && OptionNames.find(text.substring(from, equals).trim()) == null;
    }

    /** Where the {@code =} is when a pair begins here, or -1. Names have letters, digits, dots, dashes and underscores. */
    private static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        boolean named = at < text.length()
                && text.charAt(at) == '='
                && !text.substring(from, at).trim().isEmpty();
        return named ? at : -1;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_'
                || c == ' ';
    }
}
