package dev.rollcall.core.exchange;

import java.util.List;
import java.util.Locale;

/**
 * The names of headers that anybody asked for, numbered from 0. Immutable.
 *
 * <p>An adapter walks the headers of a message once and asks for each name whether it is wanted; that is one hash of three
 * characters and, on a hit, one comparison. Looking each wanted name up in the message would cost a walk per name.
 */
public final class Slots {
    private final String[] names;
    /** Open addressing; -1 is free, else the number of a name. The size is a power of two, at most half full. */
    private final byte[] table;

    /**
     * Numbers the names in their order.
     *
     * @param names header names, any case; at most 100, none twice
     * @throws IllegalArgumentException when there are more than 100, or one is empty
     */
    public Slots(List<String> names) {
        if (names.size() > 100) {
            throw new IllegalArgumentException(names.size() + " header names are asked for; at most 100 can be.");
        }
        this.names = new String[names.size()];
        int size = 16;
        while (size < names.size() * 4) {
            size *= 2;
        }
        table = new byte[size];
        java.util.Arrays.fill(table, (byte) -1);
        for (int i = 0; i < this.names.length; i++) {
            String name = names.get(i).toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("A header name is empty.");
            }
            this.names[i] = name;
            int at =
                    hash(name.length(), name.charAt(0), name.charAt(name.length() - 1), name.charAt(name.length() / 2));
            while (table[at] >= 0) {
                at = (at + 1) & (table.length - 1);
            }
            table[at] = (byte) i;
        }
    }

    /** How many names there are. */
    public int size() {
        return names.length;
    }

    /** The name in lower case. */
    public String name(int slot) {
        return names[slot];
    }

    /** The number of a name, in any case of ASCII letters, or -1 when nobody asked for it. */
    public int of(CharSequence name) {
        int length = name.length();
        if (length == 0) {
            return -1;
        }
        int at = hash(length, lower(name.charAt(0)), lower(name.charAt(length - 1)), lower(name.charAt(length / 2)));
        for (; table[at] >= 0; at = (at + 1) & (table.length - 1)) {
            String candidate = names[table[at]];
            if (candidate.length() == length && matches(candidate, name)) {
                return table[at];
            }
        }
        return -1;
    }

    /** The number of a name given as the bytes of the wire, in any case of ASCII letters, or -1. */
    public int of(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return -1;
        }
        int at = hash(length, lower((char) bytes[offset]), lower((char) bytes[offset + length - 1]), lower((char)
                bytes[offset + length / 2]));
        for (; table[at] >= 0; at = (at + 1) & (table.length - 1)) {
            String candidate = names[table[at]];
            if (candidate.length() == length && matches(candidate, bytes, offset)) {
                return table[at];
            }
        }
        return -1;
    }

    private int hash(int length, char first, char last, char middle) {
        int h = length * 31 + first * 7 + last * 131 + middle * 1031;
        return (h ^ (h >>> 7)) & (table.length - 1);
    }

    private static boolean matches(String lowerCase, CharSequence name) {
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower(name.charAt(i)) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String lowerCase, byte[] bytes, int offset) {
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower((char) bytes[offset + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
