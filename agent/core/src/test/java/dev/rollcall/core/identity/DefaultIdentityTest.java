package dev.rollcall.core.identity;

import static dev.rollcall.core.identity.Call.call;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Who a call is counted for when nobody has configured anything. */
class DefaultIdentityTest {
    private final Identifier identifier = Call.identifier("");

    @Test
    void the_default_rules_are_all_right() {
        assertThat(identifier.problems()).isEmpty();
    }

    @Test
    void a_call_without_any_identity_is_unidentified() {
        Identity identity = call().by(identifier);

        assertThat(identity.customerId()).isNull();
        assertThat(identity.customerKind()).isNull();
        assertThat(identity.customerSource()).isNull();
        assertThat(identity.customerAccepted()).isNull();
        assertThat(identity.endUser()).isNull();
        assertThat(identity.credentialHash()).isNull();
        assertThat(identity.properties()).isZero();
    }

    @Test
    void the_token_of_the_article_is_customer_513_john_doe() {
        Identity identity = call().bearer(Jwt.OF_513).by(identifier);

        assertThat(identity.customerId()).isEqualTo("513");
        assertThat(identity.customerName()).isEqualTo("John Doe");
        assertThat(identity.customerKind()).isEqualTo(CustomerKind.USER);
        assertThat(identity.customerSource()).isEqualTo("jwt:sub");
        assertThat(identity.endUser()).isEqualTo("513");
    }

    /** One call with every identity at once; the strongest is taken away step by step. */
    @Test
    void the_first_of_several_wins_in_the_documented_order() {
        String[] order = {
            "response treblle-user-id",
            "response treblle-metadata",
            "response X-Customer-ID",
            "attribute",
            "treblle-user-id",
            "treblle-metadata",
            "X-Customer-ID",
            "X-Consumer-Custom-ID",
            "X-Consumer-Username",
            "X-Consumer-ID",
            "X-RapidAPI-User",
            "X-MS-CLIENT-PRINCIPAL-ID",
            "x-amzn-oidc-identity",
            "X-Goog-Authenticated-User-Id",
            "X-Forwarded-User",
            "X-Auth-Request-User",
            "token",
            "principal",
            "X-API-Key",
            "Api-Key",
            "apikey",
            "X-Auth-Token",
            "Ocp-Apim-Subscription-Key"
        };
        for (int strongest = 0; strongest < order.length; strongest++) {
            Call call = call();
            for (int i = order.length - 1; i >= strongest; i--) {
                give(call, order[i]);
            }

            Identity identity = call.by(identifier);

            if (isKey(order[strongest])) {
                assertThat(identity.customerSource()).isEqualTo("api-key:" + order[strongest]);
            } else {
                assertThat(identity.customerId()).isEqualTo(order[strongest]);
            }
        }
    }

    private static boolean isKey(String identity) {
        return identity.toLowerCase(Locale.ROOT).contains("key") || identity.equals("X-Auth-Token");
    }

    private static void give(Call call, String identity) {
        if (identity.equals("response treblle-metadata")) {
            call.responseHeader("treblle-metadata", "{\"user-id\":\"" + identity + "\"}");
        } else if (identity.startsWith("response ")) {
            call.responseHeader(identity.substring(9), identity);
        } else if (identity.equals("attribute")) {
            call.attribute("rollcall.customer", identity);
        } else if (identity.equals("treblle-metadata")) {
            call.header("treblle-metadata", "{\"user-id\":\"" + identity + "\"}");
        } else if (identity.equals("token")) {
            call.bearer(Jwt.of("{\"sub\":\"token\"}"));
        } else if (identity.equals("principal")) {
            call.principal(identity);
        } else if (isKey(identity)) {
            call.header(identity, "secret-of-" + identity);
        } else {
            call.header(identity, identity);
        }
    }

    @Test
    void the_principal_comes_before_the_user_name_of_basic_and_that_before_a_key() {
        Call call = call().basic("ann:pw").header("X-API-Key", "k");
        assertThat(call.by(identifier).customerId()).isEqualTo("ann");
        assertThat(call.by(identifier).customerSource()).isEqualTo("basic");

        assertThat(call.principal("bob").by(identifier).customerId()).isEqualTo("bob");
    }

    @Test
    void an_opaque_bearer_token_is_counted_by_its_hash() {
        Identity identity = call().bearer("sk_live_4eC39HqLyjWDarjtT1zdp7dc").by(identifier);

        assertThat(identity.customerId()).matches("key:[0-9a-f]{16}");
        assertThat(identity.customerSource()).isEqualTo("api-key:Authorization");
        assertThat(identity.customerKind()).isEqualTo(CustomerKind.API_KEY);
    }

    @Test
    void an_answer_of_2xx_or_3xx_accepts_the_customer_and_401_or_403_rejects_it() {
        Call call = call().header("X-Customer-ID", "acme");

        assertThat(call.status(200).by(identifier).customerAccepted()).isTrue();
        assertThat(call.status(304).by(identifier).customerAccepted()).isTrue();
        assertThat(call.status(401).by(identifier).customerAccepted()).isFalse();
        assertThat(call.status(403).by(identifier).customerAccepted()).isFalse();
        assertThat(call.status(429).by(identifier).customerAccepted()).isNull();
        assertThat(call.status(500).by(identifier).customerAccepted()).isNull();
        assertThat(call.status(101).by(identifier).customerAccepted()).isNull();
    }

    @Test
    void the_anonymous_consumer_of_kong_is_nobody() {
        Call call = call().header("X-Consumer-Username", "anonymous_user").header("X-Consumer-ID", "42");
        assertThat(call.by(identifier).customerId()).isEqualTo("anonymous_user");

        call.header("X-Anonymous-Consumer", "true");
        assertThat(call.by(identifier).customerId()).isNull();
    }

    @Test
    void a_consumer_of_kong_has_its_user_name_as_its_name() {
        Identity identity = call().header("X-Consumer-Custom-ID", "c-7")
                .header("X-Consumer-Username", "Acme")
                .by(identifier);

        assertThat(identity.customerId()).isEqualTo("c-7");
        assertThat(identity.customerName()).isEqualTo("Acme");
        assertThat(identity.customerKind()).isEqualTo(CustomerKind.CLIENT);
    }

    @Test
    void other_fields_of_treblle_metadata_are_kept_and_plan_is_the_plan() {
        Identity identity = call().header(
                        "treblle-metadata",
                        "{\"user-id\":\"Netflix\",\"name\":\"Netflix Inc.\",\"Plan\":\"Titanium Plan\",\"seats\":7,"
                                + "\"nested\":{\"user-id\":\"x\"},\"bad name\":\"x\"}")
                .by(identifier);

        assertThat(identity.customerId()).isEqualTo("Netflix");
        assertThat(identity.customerName()).isEqualTo("Netflix Inc.");
        assertThat(identity.plan()).isEqualTo("Titanium Plan");
        assertThat(identity.properties()).isEqualTo(1);
        assertThat(identity.propertyName(0)).isEqualTo("seats");
        assertThat(identity.propertyValue(0)).isEqualTo("7");
    }

    @Test
    void a_subscription_of_rapidapi_is_the_plan() {
        assertThat(call().header("X-RapidAPI-Subscription", "ULTRA")
                        .by(identifier)
                        .plan())
                .isEqualTo("ULTRA");
    }

    @Test
    void the_version_of_the_client_library_and_the_country_are_read() {
        Identity identity = call().header("x-sdk-version", "3.1.0")
                .header("CF-IPCountry", "at")
                .by(identifier);

        assertThat(identity.sdkVersion()).isEqualTo("3.1.0");
        assertThat(identity.country()).isEqualTo("AT");
        assertThat(call().header("CF-IPCountry", "XX").by(identifier).country()).isNull();
        assertThat(call().header("CF-IPCountry", "T1").by(identifier).country()).isNull();
    }

    @Test
    void a_program_that_acts_for_itself_is_a_client_and_no_end_user() {
        Identity rfc9068 = call().bearer(Jwt.of("{\"sub\":\"app-1\",\"client_id\":\"app-1\"}"))
                .by(identifier);
        assertThat(rfc9068.customerKind()).isEqualTo(CustomerKind.CLIENT);
        assertThat(rfc9068.endUser()).isNull();

        Identity auth0 = call().bearer(Jwt.of("{\"sub\":\"abc@clients\",\"gty\":\"client-credentials\"}"))
                .by(identifier);
        assertThat(auth0.customerKind()).isEqualTo(CustomerKind.CLIENT);

        Identity keycloak = call().bearer(
                        Jwt.of("{\"sub\":\"6a0f\",\"preferred_username\":\"service-account-billing\"}"))
                .by(identifier);
        assertThat(keycloak.customerKind()).isEqualTo(CustomerKind.SERVICE);
        assertThat(keycloak.endUser()).isNull();
    }

    @Test
    void the_identity_of_one_call_does_not_leak_into_the_next() {
        Call everything = call().bearer(Jwt.of("{\"sub\":\"first\"}"))
                .header("treblle-metadata", "{\"user-id\":\"first\",\"x\":1}")
                .header("X-API-Key", "first");
        assertThat(everything.by(identifier).customerId()).isEqualTo("first");

        Identity next = call().by(identifier);

        assertThat(next.customerId()).isNull();
        assertThat(next.endUser()).isNull();
        assertThat(next.credentialHash()).isNull();
        assertThat(next.properties()).isZero();
    }
}
