package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/** The value of a cookie as sent; a session's cookie is a secret, so this only ever feeds a {@link TextKeyRule}. */
final class CookieValue extends Rule {
    private final int slot;
    private final String name;

    CookieValue(String text, int slot, String name) {
        super(text, CustomerKind.USER);
        this.slot = slot;
        this.name = name;
        needsRequestHeader(slot);
    }

    @Override
    @Nullable
    String find(Record record) {
        String cookies = record.requestHeader(slot);
        if (cookies == null || record.requestHeaderRepeated(slot)) {
            return null;
        }
        String found = null;
        for (int from = 0; from < cookies.length(); ) {
            int semicolon = cookies.indexOf(';', from);
            int end = semicolon < 0 ? cookies.length() : semicolon;
            int equals = cookies.indexOf('=', from);
            if (equals > 0
                    && equals < end
                    && cookies.substring(from, equals).strip().equals(name)) {
                String value = cookies.substring(equals + 1, end).strip();
                if (found != null && !found.equals(value)) {
                    return null;
                }
                found = value;
            }
            from = end + 1;
        }
        return found;
    }
}
