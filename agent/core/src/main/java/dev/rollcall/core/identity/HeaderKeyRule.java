package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/** {@code api-key:NAME}. */
final class HeaderKeyRule extends KeyRule {
    private final CredentialHeader header;
    private final boolean opaqueOnly;

    /**
     * Makes a rule.
     *
     * @param opaqueOnly whether what has dots in it is left alone: nobody asked for this rule, and a broken token is no key
     */
    HeaderKeyRule(String text, Keys keys, CredentialHeader header, boolean opaqueOnly) {
        super(text, keys);
        this.header = header;
        needsRequestHeader(header.slot());
        this.opaqueOnly = opaqueOnly;
    }

    @Override
    @Nullable
    String hash(Record record) {
        return header.keyHash(record, opaqueOnly);
    }
}
