package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/** {@code principal}: the user whom the server or the framework authenticated. */
final class PrincipalRule extends Rule {
    /** What Spring Security calls nobody in particular, where WebFlux hands its principal out. */
    private static final String ANONYMOUS = "anonymousUser";

    PrincipalRule(String text) {
        super(text, CustomerKind.USER);
    }

    @Override
    @Nullable
    String find(Record record) {
        String principal = record.principal();
        return ANONYMOUS.equals(principal) ? null : principal;
    }
}
