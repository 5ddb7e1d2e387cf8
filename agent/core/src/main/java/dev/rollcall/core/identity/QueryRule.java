package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code query:NAME}: a parameter of the query string. Given twice with different values, it names nobody. */
final class QueryRule extends Rule {
    private final String name;

    QueryRule(String text, String name) {
        super(text, CustomerKind.ORG);
        this.name = name;
    }

    @Override
    @Nullable
    String find(Record record) {
        String query = record.query();
        if (query == null) {
            return null;
        }
        String found = null;
        for (int from = 0; from <= query.length(); ) {
            int ampersand = query.indexOf('&', from);
            int end = ampersand < 0 ? query.length() : ampersand;
            if (query.startsWith(name, from)
                    && from + name.length() < end
                    && query.charAt(from + name.length()) == '=') {
                String value = query.substring(from + name.length() + 1, end);
                if (found != null && !found.equals(value)) {
                    return null;
                }
                found = value;
            }
            from = end + 1;
        }
        return found == null ? null : decoded(found);
    }

    /** Escapes are decoded; one that is broken stays as it is. */
    private static String decoded(String value) {
        if (value.indexOf('%') < 0 && value.indexOf('+') < 0) {
            return value;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit((char) bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit((char) bytes[i + 2], 16);
            if (low >= 0) {
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = bytes[i] == '+' ? (byte) ' ' : bytes[i];
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
