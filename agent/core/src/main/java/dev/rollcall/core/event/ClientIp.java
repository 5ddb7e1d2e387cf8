package dev.rollcall.core.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much of a client's address an event tells: all of it, its network ({@code /24} of IPv4, {@code /48} of IPv6), or
 * nothing. Addresses are read as text and never looked up: a name server must not hear of our users' clients.
 */
public enum ClientIp {
    FULL,
    PREFIX,
    OFF;

    private static final int IPV6_GROUPS = 8;
    private static final int LONGEST = 64;

    /** Reads {@code full}, {@code prefix} or {@code off}; anything else is the one that tells least. */
    public static ClientIp of(String word) {
        switch (word.toLowerCase(Locale.ROOT)) {
            case "full":
                return FULL;
            case "prefix":
                return PREFIX;
            default:
                return OFF;
        }
    }

    /** What may be told of an address; null when that is nothing, or when a prefix is asked of what is no address. */
    @Nullable
    String told(@Nullable String address) {
        if (this == OFF || address == null || address.isEmpty() || address.length() > LONGEST) {
            return null;
        }
        return this == FULL ? address : prefix(address);
    }

    private static @Nullable String prefix(String address) {
        int zone = address.indexOf('%');
        String plain = zone < 0 ? address : address.substring(0, zone);
        if (plain.indexOf(':') < 0) {
            return isIpv4(plain) ? plain.substring(0, plain.lastIndexOf('.')) + ".0" : null;
        }
        int lastColon = plain.lastIndexOf(':');
        if (plain.indexOf('.') > 0) {
            // An IPv4 address in IPv6 dress, ::ffff:203.0.113.9, as dual-stack sockets show their peers.
            String inner = plain.substring(lastColon + 1);
            return isIpv4(inner) ? plain.substring(0, lastColon + 1) + prefix(inner) : null;
        }
        int[] groups = groups(plain);
        if (groups == null) {
            return null;
        }
        if (groups[0] == 0 && groups[1] == 0 && groups[2] == 0) {
            return "::";
        }
        return Integer.toHexString(groups[0]) + ':' + Integer.toHexString(groups[1]) + ':'
                + Integer.toHexString(groups[2]) + "::";
    }

    private static boolean isIpv4(String text) {
        int dots = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && digits > 0) {
                dots++;
                digits = 0;
            } else if (c >= '0' && c <= '9' && digits < 3) {
                digits++;
            } else {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }

    /** The eight groups of an IPv6 address, or null when it is none. */
    private static int @Nullable [] groups(String address) {
        int[] groups = new int[IPV6_GROUPS];
        int gap = address.indexOf("::");
        int before = gap < 0 ? read(address, groups) : read(address.substring(0, gap), groups);
        if (gap < 0) {
            return before == IPV6_GROUPS ? groups : null;
        }
        int[] tail = new int[IPV6_GROUPS];
        int after = read(address.substring(gap + 2), tail);
        if (before < 0 || after < 0 || before + after >= IPV6_GROUPS) {
            return null;
        }
        System.arraycopy(tail, 0, groups, IPV6_GROUPS - after, after);
        return groups;
    }

    /** Reads groups of up to four hexadecimal digits between colons; returns how many there were, or -1. */
    private static int read(String text, int[] groups) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ':') {
                if (digits == 0 || count == IPV6_GROUPS) {
                    return -1;
                }
                groups[count++] = value;
                digits = 0;
                value = 0;
            } else {
                int digit = Character.digit(text.charAt(i), 16);
                if (digit < 0 || ++digits > 4) {
                    return -1;
                }
                value = value * 16 + digit;
            }
        }
        return count;
    }
}
