package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/** {@code client-id-of-sigv4}: the access key id of requests signed the way of AWS. */
final class SigV4Rule extends Rule {
    private final CredentialHeader authorization;

    SigV4Rule(String text, CredentialHeader authorization) {
        super(text, CustomerKind.CLIENT);
        this.authorization = authorization;
        needsRequestHeader(authorization.slot());
    }

    @Override
    @Nullable
    String find(Record record) {
        return authorization.accessKeyId(record);
    }
}
