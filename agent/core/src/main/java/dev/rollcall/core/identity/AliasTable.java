package dev.rollcall.core.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which customer an API key belongs to, by the key's hash. Immutable; a new one takes its place when the file changes.
 *
 * <p>One line an entry, {@code 3f9a0c12bb54e7d0=acme,Acme Inc.}; the prefix {@code key:} is allowed, as pages and {@code top}
 * show it; what begins with {@code #} is a comment.
 */
final class AliasTable {
    /** A customer's id, and its name or null. */
    static final class Alias {
        final String customer;
        final @Nullable String name;

        Alias(String customer, @Nullable String name) {
            this.customer = customer;
            this.name = name;
        }
    }

    static final AliasTable EMPTY = new AliasTable(Map.of(), null);

    private static final int MAX_ENTRIES = 1_000_000;
    private static final int HASH_LENGTH = 16;

    private final Map<String, Alias> aliases;
    private final @Nullable String problem;

    private AliasTable(Map<String, Alias> aliases, @Nullable String problem) {
        this.aliases = aliases;
        this.problem = problem;
    }

    /**
     * Reads a table; lines that make no sense are left out, and told in {@link #problem}.
     *
     * @throws IOException when the text cannot be read to its end
     */
    static AliasTable read(Reader text) throws IOException {
        Map<String, Alias> aliases = new HashMap<>();
        Ids ids = new Ids();
        BufferedReader lines = new BufferedReader(text);
        int number = 0;
        int bad = 0;
        int firstBad = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            String entry = line.strip();
            if (entry.isEmpty() || entry.startsWith("#")) {
                continue;
            }
            if (aliases.size() == MAX_ENTRIES || !add(aliases, entry, ids)) {
                firstBad = bad++ == 0 ? number : firstBad;
            }
        }
        return new AliasTable(
                aliases,
                bad == 0
                        ? null
                        : "line " + firstBad + (bad == 1 ? " is" : " and " + (bad - 1) + " more are")
                                + " not keyhash=customer[,name] with 16 hexadecimal digits before the =");
    }

    private static boolean add(Map<String, Alias> aliases, String entry, Ids ids) {
        int equals = entry.indexOf('=');
        if (equals < 0) {
            return false;
        }
        String hash = entry.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        hash = hash.startsWith("key:") ? hash.substring(4) : hash;
        int comma = entry.indexOf(',', equals);
        String customer = ids.clean(entry.substring(equals + 1, comma < 0 ? entry.length() : comma));
        if (!isHash(hash) || customer == null) {
            return false;
        }
        aliases.put(hash, new Alias(customer, comma < 0 ? null : ids.clean(entry.substring(comma + 1))));
        return true;
    }

    private static boolean isHash(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return text.length() == HASH_LENGTH;
    }

    @Nullable
    Alias find(String hash) {
        return aliases.get(hash);
    }

    int size() {
        return aliases.size();
    }

    /** What was wrong with some lines, or null. */
    @Nullable
    String problem() {
        return problem;
    }
}
