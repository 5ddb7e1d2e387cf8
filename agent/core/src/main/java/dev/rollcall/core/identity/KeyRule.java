package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/**
 * A rule whose value is a secret. Its id is {@code key:} and the keyed hash of the secret, or the customer that the alias table
 * has for the hash; the secret itself is never an id.
 */
abstract class KeyRule extends Rule {
    private final Keys keys;

    KeyRule(String text, Keys keys) {
        super(text, CustomerKind.API_KEY);
        this.keys = keys;
    }

    /** The hash of the secret, 16 hexadecimal digits, or null when there is none. */
    abstract @Nullable String hash(Record record);

    @Override
    final @Nullable String find(Record record) {
        String hash = hash(record);
        return hash == null ? null : "key:" + hash;
    }

    @Override
    final @Nullable Hit hit(Record record, Ids ids) {
        String hash = hash(record);
        if (hash == null) {
            return null;
        }
        AliasTable.Alias alias = keys.alias(hash);
        return alias == null
                ? new Hit("key:" + hash, null, CustomerKind.API_KEY, text())
                : new Hit(alias.customer, alias.name, CustomerKind.ORG, text());
    }
}
