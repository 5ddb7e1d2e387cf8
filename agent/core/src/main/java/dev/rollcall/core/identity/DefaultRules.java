package dev.rollcall.core.identity;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an agent that nobody has configured. First what the application itself says, then what the caller or the
 * gateway says, then the credential; the person a token names before the key it was called with.
 */
final class DefaultRules {
    /** Treblle's header of facts about a request, a JSON object. */
    static final String METADATA = "treblle-metadata";

    static final List<String> CUSTOMER = List.of(
            "response-header:treblle-user-id",
            "json-response-header:treblle-metadata#user-id",
            "response-header:X-Customer-ID",
            "attribute:rollcall.customer",
            "header:treblle-user-id",
            "json-header:treblle-metadata#user-id",
            "header:X-Customer-ID",
            // Kong, APISIX
            "header:X-Consumer-Custom-ID",
            "header:X-Consumer-Username",
            "header:X-Consumer-ID",
            // RapidAPI, Azure App Service, AWS load balancers, Google's proxies, oauth2-proxy, nginx auth_request
            "header:X-RapidAPI-User",
            "header:X-MS-CLIENT-PRINCIPAL-ID",
            "header:x-amzn-oidc-identity",
            "header:X-Goog-Authenticated-User-Id",
            "header:X-Forwarded-User",
            "header:X-Auth-Request-User",
            "jwt:sub",
            "principal",
            "basic",
            "api-key:X-API-Key",
            "api-key:Api-Key",
            "api-key:apikey",
            "api-key:X-Auth-Token",
            "api-key:Ocp-Apim-Subscription-Key",
            "api-key:Authorization");

    static final List<String> USER =
            List.of("attribute:rollcall.user", "header:X-Authenticated-Userid", "jwt:sub", "principal");

    /** Headers that name a person or a program, where others name an organisation. */
    private static final List<String> USER_HEADERS = List.of(
            "x-ms-client-principal-id",
            "x-amzn-oidc-identity",
            "x-goog-authenticated-user-id",
            "x-forwarded-user",
            "x-auth-request-user",
            "x-authenticated-userid",
            "x-forwarded-email",
            "x-forwarded-preferred-username",
            "x-auth-request-email",
            "remote-user",
            "cf-access-authenticated-user-email");

    private static final String[] NAMES = {
        "header:x-customer-id", "header:X-Customer-Name",
        "response-header:x-customer-id", "response-header:X-Customer-Name",
        "attribute:rollcall.customer", "attribute:rollcall.customer.name",
        "json-header:treblle-metadata#user-id", "json-header:treblle-metadata#name",
        "json-response-header:treblle-metadata#user-id", "json-response-header:treblle-metadata#name",
        "header:x-consumer-custom-id", "header:X-Consumer-Username",
        "header:x-consumer-id", "header:X-Consumer-Username",
    };

    private static final String[] NAME_CLAIMS = {
        "sub", "name",
        "oid", "name",
        "uid", "name",
        "org_id", "org_name",
        "tenant_id", "tenant_name",
        "account_id", "account_name",
        "client_id", "client_name",
        "azp", "client_name",
    };

    private DefaultRules() {}

    static CustomerKind kindOfHeader(String name) {
        return USER_HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? CustomerKind.USER : CustomerKind.ORG;
    }

    /** The rule that finds the name of what another rule has found, or null. */
    static @Nullable String nameRule(String rule) {
        for (int i = 0; i < NAMES.length; i += 2) {
            if (NAMES[i].equalsIgnoreCase(rule)) {
                return NAMES[i + 1];
            }
        }
        int colon = rule.indexOf(':');
        if (colon < 0 || !rule.startsWith("jwt")) {
            return null;
        }
        for (int i = 0; i < NAME_CLAIMS.length; i += 2) {
            if (NAME_CLAIMS[i].equals(rule.substring(colon + 1))) {
                return rule.substring(0, colon + 1) + NAME_CLAIMS[i + 1];
            }
        }
        return null;
    }
}
