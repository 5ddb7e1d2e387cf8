package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/** {@code header:NAME} and {@code response-header:NAME}. Sent twice with different values, it names nobody. */
final class HeaderRule extends Rule {
    private final int slot;
    private final boolean response;

    HeaderRule(String text, CustomerKind kind, int slot, boolean response) {
        super(text, kind);
        this.slot = slot;
        this.response = response;
        if (response) {
            needsResponseHeader(slot);
        } else {
            needsRequestHeader(slot);
        }
    }

    @Override
    @Nullable
    String find(Record record) {
        if (response) {
            return record.responseHeaderRepeated(slot) ? null : record.responseHeader(slot);
        }
        return record.requestHeaderRepeated(slot) ? null : record.requestHeader(slot);
    }
}
