package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jwt:claim.path} and {@code jwt@HEADER:claim.path}: a claim of a token, decoded and not verified. */
final class JwtRule extends Rule {
    private static final List<String> PERSONS = List.of(
            "sub",
            "oid",
            "uid",
            "user_id",
            "username",
            "cognito:username",
            "preferred_username",
            "email",
            "upn",
            "unique_name");
    private static final List<String> CLIENTS =
            List.of("azp", "client_id", "clientId", "cid", "appid", "application_id", "aud");

    private final CredentialHeader header;
    private final int claim;
    /** Null when the claim is no {@code sub}. */
    private final @Nullable MachineClaims machine;

    /**
     * Makes a rule.
     *
     * @param path the names from the top of the claims to the wanted one
     */
    JwtRule(String text, List<String> path, CredentialHeader header, Tokens tokens) {
        super(text, kindOf(path));
        this.header = header;
        needsRequestHeader(header.slot());
        this.claim = tokens.claim(path);
        this.machine = path.equals(List.of("sub")) ? new MachineClaims(tokens) : null;
    }

    @Override
    @Nullable
    String find(Record record) {
        Claims claims = header.claims(record);
        return claims == null ? null : claims.get(claim);
    }

    @Override
    @Nullable
    Hit hit(Record record, Ids ids) {
        Claims claims = header.claims(record);
        Hit hit = claims == null ? null : claims.hit(claim, text());
        if (claims == null || hit != null) {
            return hit;
        }
        long refused = ids.refused();
        hit = super.hit(record, ids);
        if (hit != null && ids.refused() == refused) {
            // A name that was refused is counted again with the next request.
            claims.keep(claim, hit);
        }
        return hit;
    }

    /** The subject of a token that a program got for itself is nobody who acts. */
    @Override
    @Nullable
    String endUser(Record record, Ids ids) {
        Claims claims = header.claims(record);
        Hit known = claims == null ? null : claims.hit(claim, text());
        if (known != null) {
            return known.kind() == usualKind() ? known.id() : null;
        }
        String id = super.endUser(record, ids);
        return id == null || kind(record) != usualKind() ? null : id;
    }

    @Override
    CustomerKind kind(Record record) {
        Claims claims = header.claims(record);
        String subject = claims == null || machine == null ? null : claims.get(claim);
        return claims == null || machine == null || subject == null
                ? super.kind(record)
                : machine.kindOf(subject, claims);
    }

    private static CustomerKind kindOf(List<String> path) {
        String name = path.get(path.size() - 1);
        if (CLIENTS.contains(name)) {
            return CustomerKind.CLIENT;
        }
        return PERSONS.contains(name) ? CustomerKind.USER : CustomerKind.ORG;
    }

    /** Tells tokens that a program got for itself (the client-credentials grant), whose {@code sub} is no person. */
    private static final class MachineClaims {
        private final int authorizedParty;
        private final int clientId;
        private final int grant;
        private final int userName;

        MachineClaims(Tokens tokens) {
            authorizedParty = tokens.claim(List.of("azp"));
            clientId = tokens.claim(List.of("client_id"));
            grant = tokens.claim(List.of("gty"));
            userName = tokens.claim(List.of("preferred_username"));
        }

        /** RFC 9068: sub is the client's id; Auth0: gty, and sub ends in @clients; Keycloak: the service account's name. */
        CustomerKind kindOf(String subject, Claims claims) {
            String name = claims.get(userName);
            if (name != null && name.startsWith("service-account-")) {
                return CustomerKind.SERVICE;
            }
            return subject.equals(claims.get(clientId))
                            || subject.equals(claims.get(authorizedParty))
                            || "client-credentials".equals(claims.get(grant))
                            || subject.endsWith("@clients")
                    ? CustomerKind.CLIENT
                    : CustomerKind.USER;
        }
    }
}
