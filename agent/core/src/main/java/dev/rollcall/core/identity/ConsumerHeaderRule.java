package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/**
 * {@code header:X-Consumer-...}, which Kong and APISIX set. Kong sets them for its anonymous consumer, too, and says so with
 * {@code X-Anonymous-Consumer: true}.
 */
final class ConsumerHeaderRule extends Rule {
    private final int slot;
    private final int anonymousSlot;

    ConsumerHeaderRule(String text, int slot, int anonymousSlot) {
        super(text, CustomerKind.CLIENT);
        this.slot = slot;
        this.anonymousSlot = anonymousSlot;
        needsRequestHeader(slot);
    }

    @Override
    @Nullable
    String find(Record record) {
        if (record.requestHeaderRepeated(slot)) {
            return null;
        }
        String anonymous = record.requestHeader(anonymousSlot);
        boolean named = anonymous == null || !anonymous.strip().equalsIgnoreCase("true");
        return named ? record.requestHeader(slot) : null;
    }
}
