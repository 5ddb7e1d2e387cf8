package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/** {@code basic}: the user name of Basic authentication, if there is a password with it. */
final class BasicRule extends Rule {
    private final CredentialHeader authorization;

    BasicRule(String text, CredentialHeader authorization) {
        super(text, CustomerKind.USER);
        this.authorization = authorization;
        needsRequestHeader(authorization.slot());
    }

    @Override
    @Nullable
    String find(Record record) {
        return authorization.basicUser(record);
    }
}
