package dev.rollcall.core.identity;

import static dev.rollcall.core.identity.Call.call;
import static dev.rollcall.core.identity.Call.only;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rules that read what a caller proves itself with: Basic, API keys, cookies, signatures. */
class CredentialRulesTest {
    @Test
    void the_user_name_of_basic_ends_at_the_first_colon_and_is_utf_8() {
        Identifier identifier = only("basic");

        assertThat(call().basic("ann:pass:word").by(identifier).customerId()).isEqualTo("ann");
        assertThat(call().basic("jürgen:x").by(identifier).customerId()).isEqualTo("jürgen");
        assertThat(call().header("Authorization", "bAsIc   YW5uOnB3")
                        .by(identifier)
                        .customerId())
                .isEqualTo("ann");
        assertThat(call().header("Authorization", "Basic YW5uOnB3eA==")
                        .by(identifier)
                        .customerId())
                .isEqualTo("ann");
        assertThat(call().header("Authorization", "Basic YW5uOnB3eA")
                        .by(identifier)
                        .customerId())
                .isEqualTo("ann");
        assertThat(call().header("Authorization", "Basic avxyOng=")
                        .by(identifier)
                        .customerId())
                .isEqualTo("jür");
    }

    @Test
    void broken_basic_names_nobody() {
        Identifier identifier = Call.identifier("");

        for (String bad : new String[] {"Basic", "Basic ", "Basic !!!!", "Basic YW5u", "Basic OnB3", "Basic Y"}) {
            assertThat(call().header("Authorization", bad).by(identifier).customerId())
                    .as(bad)
                    .isNull();
        }
    }

    @Test
    void a_key_in_the_place_of_the_user_name_is_hashed_like_any_key() {
        Identifier identifier = Call.identifier("");

        Identity asUserName = call().basic("sk_live_secret:").by(identifier);
        Identity asToken = call().bearer("sk_live_secret").by(identifier);

        assertThat(asUserName.customerId()).matches("key:[0-9a-f]{16}").isEqualTo(asToken.customerId());
        assertThat(asUserName.credentialHash()).isEqualTo(asToken.credentialHash());
    }

    @Test
    void an_api_key_is_an_hmac_that_openssl_computes_too() {
        Identifier identifier = only("api-key:X-Key");

        Identity identity = call().header("x-key", " my-api-key ").by(identifier);

        // printf %s my-api-key | openssl dgst -sha256 -hmac a-secret-of-the-tests | cut -c-16
        assertThat(identity.customerId()).isEqualTo("key:488ae4718d292a13");
        assertThat(identity.credentialHash()).isEqualTo("488ae4718d292a13");
        assertThat(identity.customerKind()).isEqualTo(CustomerKind.API_KEY);
        assertThat(call().header("x-key", "my-api-kez").by(identifier).customerId())
                .isNotEqualTo(identity.customerId());
        assertThat(call().header("x-key", "my-api-key").by(identifier).customerId())
                .isEqualTo(identity.customerId());
    }

    @Test
    void the_key_is_found_behind_bearer_token_or_apikey_or_nothing() {
        Identifier identifier = only("api-key:Authorization");
        String hash = call().header("Authorization", "k3y").by(identifier).customerId();

        assertThat(hash).isNotNull();
        for (String scheme : new String[] {"Bearer ", "bearer   ", "Token ", "ApiKey ", "Api-Key ", "KEY "}) {
            assertThat(call().header("Authorization", scheme + "k3y")
                            .by(identifier)
                            .customerId())
                    .as(scheme)
                    .isEqualTo(hash);
        }
    }

    @Test
    void a_signature_made_for_one_request_is_no_key() {
        Identifier identifier = only("api-key:Authorization");

        for (String value : new String[] {
            "Digest username=\"Mufasa\", realm=\"x\"",
            "Signature keyId=\"a\",signature=\"b\"",
            "Hawk id=\"a\"",
            "Negotiate YIIJ",
            "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu/s3/aws4_request, Signature=0",
            "Bearer two words",
            "Bearer",
            "Bearer "
        }) {
            Identity identity = call().header("Authorization", value).by(identifier);
            assertThat(identity.customerId()).as(value).isNull();
        }
    }

    @Test
    void a_rule_that_was_asked_for_takes_keys_with_dots_and_still_no_token() {
        Identifier identifier = only("api-key:Authorization");

        assertThat(call().bearer("SG.abc.def").by(identifier).customerId()).startsWith("key:");
        assertThat(call().bearer(Jwt.of("{}")).by(identifier).customerId()).isNull();
        assertThat(call().bearer("SG.abc.def").by(Call.identifier("")).customerId())
                .isNull();
    }

    @Test
    void a_key_in_the_query_is_hashed_and_a_repeated_one_is_nobodys() {
        Identifier identifier = only("api-key:query.api_key");

        Identity identity = call().query("x=1&api_key=k%2F1&y").by(identifier);
        assertThat(identity.customerId()).matches("key:[0-9a-f]{16}");
        assertThat(call().query("api_key=k/1").by(identifier).customerId()).isEqualTo(identity.customerId());
        assertThat(call().query("api_key=a&api_key=b").by(identifier).customerId())
                .isNull();
        assertThat(call().query("xapi_key=a&api_key").by(identifier).customerId())
                .isNull();
        assertThat(call().query("api_key=").by(identifier).customerId()).isNull();
    }

    @Test
    void a_query_parameter_is_decoded_and_survives_broken_escapes() {
        Identifier identifier = only("query:tenant");

        assertThat(call().query("a=b&tenant=Acme+Inc%2e%C3%BC").by(identifier).customerId())
                .isEqualTo("Acme Inc.ü");
        assertThat(call().query("tenant=100%").by(identifier).customerId()).isEqualTo("100%");
        assertThat(call().query("tenant=%zz%4").by(identifier).customerId()).isEqualTo("%zz%4");
        assertThat(call().query("tenant=a%0Ab").by(identifier).customerId()).isNull();
        assertThat(call().query("").by(identifier).customerId()).isNull();
    }

    @Test
    void a_cookie_is_a_secret_and_only_its_hash_is_kept() {
        Identifier identifier = only("cookie:SID");

        Identity identity = call().header("Cookie", "a=b; SID=abc123; c=d").by(identifier);
        assertThat(identity.customerId()).matches("key:[0-9a-f]{16}");
        assertThat(call().header("Cookie", "XSID=abc123; sid=abc123")
                        .by(identifier)
                        .customerId())
                .isNull();
    }

    @Test
    void the_access_key_id_of_a_signed_request_is_a_client() {
        Identifier identifier = only("client-id-of-sigv4");

        Identity identity = call().header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                                + " SignedHeaders=host, Signature=5d672d79c15b13162d9279b0855cfba6")
                .by(identifier);

        assertThat(identity.customerId()).isEqualTo("AKIDEXAMPLE");
        assertThat(identity.customerKind()).isEqualTo(CustomerKind.CLIENT);
        assertThat(call().header("Authorization", "AWS4-HMAC-SHA256 Credential=AKID")
                        .by(identifier)
                        .customerId())
                .isNull();
    }
}
