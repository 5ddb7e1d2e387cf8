package dev.rollcall.core.identity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names that stood at the top of JSON objects of strangers, never their values: {@code doctor} suggests a rule from them.
 * Bounded, because strangers choose them: so many, none long, and only letters, digits and what claims are written with.
 */
final class SeenNames {
    private static final int MOST = 100;
    private static final int LONGEST = 40;

    private final Set<String> names = new TreeSet<>();
    private volatile boolean full;

    void add(String name) {
        if (full || name.length() > LONGEST) {
            return;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '-'
                    || c == '.'
                    || c == ':'
                    || c == '/';
            if (!fits) {
                return;
            }
        }
        synchronized (this) {
            names.add(name);
            full = names.size() >= MOST;
        }
    }

    synchronized List<String> sorted() {
        return Collections.unmodifiableList(new ArrayList<>(names));
    }
}
