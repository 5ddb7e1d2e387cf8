package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/** {@code attribute:NAME}: what the application's own code left on the request, the channel or the exchange. */
final class AttributeRule extends Rule {
    private final int index;

    AttributeRule(String text, CustomerKind kind, int index) {
        super(text, kind);
        this.index = index;
    }

    @Override
    @Nullable
    String find(Record record) {
        return record.attribute(index);
    }
}
