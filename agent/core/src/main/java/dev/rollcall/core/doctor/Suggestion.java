package dev.rollcall.core.doctor;

import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.identity.RuleHits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer rule that would fit what callers send, by the names of their tokens' claims; values are not looked at. */
final class Suggestion {
    /** Claims that usually name who pays, the likeliest first (Auth0, Okta, Entra ID, Cognito, Keycloak). */
    private static final List<String> WHO_PAYS = List.of(
            "org_id",
            "organization_id",
            "tenant_id",
            "tenant",
            "account_id",
            "customer_id",
            "company_id",
            "workspace_id",
            "organization",
            "org",
            "tid",
            "azp",
            "client_id",
            "cid",
            "appid");

    private Suggestion() {}

    /** One sentence, or null when nothing better was seen than what is asked for already. */
    static @Nullable String of(Identifier identifier) {
        List<String> seen = identifier.claimNames();
        List<String> better = new ArrayList<>();
        for (String claim : WHO_PAYS) {
            if (seen.contains(claim) && !isAskedFor(identifier, claim)) {
                better.add(claim);
            }
        }
        if (better.isEmpty()) {
            return null;
        }
        StringBuilder rules = new StringBuilder();
        for (String claim : better) {
            rules.append("jwt:").append(claim).append(',');
        }
        return "tokens were seen with the claim" + (better.size() == 1 ? " " : "s ") + String.join(", ", better)
                + "; if that is who pays, write rollcall.customer=" + rules + "default";
    }

    private static boolean isAskedFor(Identifier identifier, String claim) {
        for (RuleHits rule : identifier.customerRules()) {
            if (rule.rule().startsWith("jwt") && rule.rule().endsWith(':' + claim)) {
                return true;
            }
        }
        return false;
    }
}
