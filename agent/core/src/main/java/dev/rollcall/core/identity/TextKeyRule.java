package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code api-key:query.NAME} and {@code cookie:NAME}: the secret is what another rule finds. */
final class TextKeyRule extends KeyRule {
    private final Keys keys;
    private final Rule secret;

    TextKeyRule(String text, Keys keys, Rule secret) {
        super(text, keys);
        this.keys = keys;
        this.secret = secret;
    }

    @Override
    @Nullable
    String hash(Record record) {
        String found = secret.find(record);
        if (found == null || found.isBlank()) {
            return null;
        }
        byte[] bytes = found.strip().getBytes(StandardCharsets.UTF_8);
        return keys.hash(bytes, 0, bytes.length, record.endNanos());
    }
}
