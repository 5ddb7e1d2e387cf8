package dev.rollcall.core.identity;

import java.util.Arrays;

/** A few names with their values, in the order they were found; the first value of a name stays. */
final class Facts {
    static final Facts NONE = new Facts();

    private static final String[] EMPTY = {};

    private String[] names = EMPTY;
    private String[] values = EMPTY;
    private int size;

    void add(String name, String value) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return;
            }
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, size + 4);
            values = Arrays.copyOf(values, size + 4);
        }
        names[size] = name;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    String name(int index) {
        return names[index];
    }

    String value(int index) {
        return values[index];
    }
}
