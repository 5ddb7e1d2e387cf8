package dev.rollcall.core.identity;

import static dev.rollcall.core.identity.Call.call;
import static dev.rollcall.core.identity.Call.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Tokens as clients, gateways and attackers send them. */
class TokenIdentityTest {
    private final Identifier subject = only("jwt:sub");

    @Test
    void bearer_may_be_written_in_any_case_with_any_spaces_or_be_missing() {
        String token = Jwt.of("{\"sub\":\"ann\"}");
        for (String value : new String[] {
            "Bearer " + token,
            "bearer " + token,
            "BEARER    " + token + "  ",
            "  Bearer\t" + token,
            "JWT " + token,
            "Token " + token,
            token,
            " " + token + " "
        }) {
            assertThat(call().header("authorization", value).by(subject).customerId())
                    .as(value)
                    .isEqualTo("ann");
        }
    }

    @Test
    void a_token_is_read_from_the_header_that_a_rule_names() {
        Identifier identifier = only("jwt@X-Amzn-Oidc-Data:sub,jwt@X-Forwarded-Access-Token:sub,jwt:sub");

        assertThat(call().header("x-amzn-oidc-data", Jwt.of("{\"sub\":\"alb\"}"))
                        .bearer(Jwt.of("{\"sub\":\"ann\"}"))
                        .by(identifier)
                        .customerId())
                .isEqualTo("alb");
        assertThat(call().header("X-Forwarded-Access-Token", "Bearer " + Jwt.of("{\"sub\":\"proxy\"}"))
                        .by(identifier)
                        .customerId())
                .isEqualTo("proxy");
    }

    @Test
    void a_token_that_comes_again_in_another_header_is_told_with_the_rule_that_found_it_there() {
        Identifier identifier = Call.identifier("customer=jwt@X-Proxy:sub,jwt:sub");
        String token = Jwt.of("{\"sub\":\"ann\",\"name\":\"Ann\"}");

        for (int again = 0; again < 3; again++) {
            Identity proxy = call().header("X-Proxy", token).by(identifier);
            assertThat(proxy.customerSource()).isEqualTo("jwt@X-Proxy:sub");
            assertThat(proxy.customerName()).isEqualTo("Ann");
            Identity bearer = call().bearer(token).by(identifier);
            assertThat(bearer.customerSource()).isEqualTo("jwt:sub");
            assertThat(bearer.endUser()).isEqualTo("ann");
        }
    }

    @Test
    void a_name_that_is_refused_is_counted_with_every_request_of_its_token() {
        for (int again = 1; again <= 3; again++) {
            assertThat(call().bearer(Jwt.of("{\"sub\":\"ann\",\"name\":\"\\u0007\"}"))
                            .by(subject)
                            .customerName())
                    .isNull();
            assertThat(subject.refused()).isEqualTo(again);
        }
    }

    @Test
    void a_gateway_that_stripped_the_token_but_passed_the_consumer_on_still_names_the_customer() {
        assertThat(call().header("X-Consumer-Username", "acme")
                        .by(Call.identifier(""))
                        .customerId())
                .isEqualTo("acme");
    }

    @Test
    void base64_may_be_the_url_or_the_standard_alphabet_with_or_without_padding() {
        String claims = "{\"sub\":\"\u00fc\u00ff~?>>>\"}";
        byte[] header = Jwt.HEADER.getBytes(StandardCharsets.UTF_8);
        byte[] payload = claims.getBytes(StandardCharsets.UTF_8);
        for (Base64.Encoder encoder : new Base64.Encoder[] {
            Base64.getUrlEncoder(),
            Base64.getUrlEncoder().withoutPadding(),
            Base64.getEncoder(),
            Base64.getEncoder().withoutPadding()
        }) {
            String token = encoder.encodeToString(header) + "." + encoder.encodeToString(payload) + ".c2ln";
            assertThat(call().bearer(token).by(subject).customerId()).isEqualTo("\u00fc\u00ff~?>>>");
        }
    }

    @Test
    void numbers_and_booleans_become_text_as_they_were_written() {
        assertThat(id("{\"sub\":513}")).isEqualTo("513");
        assertThat(id("{\"sub\":12345678901234567890}")).isEqualTo("12345678901234567890");
        assertThat(id("{\"sub\":513.0}")).isEqualTo("513");
        assertThat(id("{\"sub\":1.5}")).isEqualTo("1.5");
        assertThat(id("{\"sub\":5E3}")).isEqualTo("5E3");
        assertThat(id("{\"sub\":true}")).isEqualTo("true");
    }

    @Test
    void of_an_array_the_first_text_counts() {
        assertThat(id("{\"sub\":[\"a\",\"b\"]}")).isEqualTo("a");
        assertThat(id("{\"sub\":[{\"x\":\"no\"},[\"no\"],7,\"a\"]}")).isEqualTo("a");
        assertThat(id("{\"sub\":[]}")).isNull();
        assertThat(id("{\"sub\":[7]}")).isNull();
    }

    @Test
    void objects_nulls_and_empty_texts_name_nobody() {
        assertThat(id("{\"sub\":null}")).isNull();
        assertThat(id("{\"sub\":\"\"}")).isNull();
        assertThat(id("{\"sub\":{\"sub\":\"a\"}}")).isNull();
        assertThat(id("{}")).isNull();
        assertThat(id("{\"SUB\":\"a\"}")).isNull();
    }

    @Test
    void a_nested_claim_is_never_taken_for_the_one_at_the_top() {
        assertThat(id("{\"act\":{\"sub\":\"impostor\"},\"sub\":\"ann\"}")).isEqualTo("ann");
        assertThat(id("{\"sub\":\"ann\",\"act\":{\"sub\":\"impostor\"}}")).isEqualTo("ann");
        assertThat(id("{\"act\":{\"sub\":\"impostor\"}}")).isNull();
        assertThat(id("{\"list\":[{\"sub\":\"impostor\"}]}")).isNull();
    }

    @Test
    void a_path_reads_a_nested_claim_and_not_one_with_dots_in_its_name() {
        Identifier nested = only("jwt:realm.org.id");

        assertThat(id(nested, "{\"realm\":{\"org\":{\"id\":\"o1\"}}}")).isEqualTo("o1");
        assertThat(id(nested, "{\"realm.org.id\":\"o1\"}")).isNull();
        assertThat(id(nested, "{\"org\":{\"id\":\"o1\"}}")).isNull();
        assertThat(id(nested, "{\"realm\":{\"org\":[{\"id\":\"o1\"}]}}")).isNull();
    }

    @Test
    void a_claim_that_is_an_address_or_has_dots_can_be_named() {
        String claims = "{\"https://acme.example/org_id\":\"o1\",\"a.b\":{\"c\":\"o2\"}}";

        assertThat(id(only("jwt:https://acme.example/org_id"), claims)).isEqualTo("o1");
        assertThat(id(only("jwt:\"https://acme.example/org_id\""), claims)).isEqualTo("o1");
        assertThat(id(only("jwt:\"a.b\".c"), claims)).isEqualTo("o2");
        assertThat(id(only("jwt:custom:tenant_id"), "{\"custom:tenant_id\":\"o3\"}"))
                .isEqualTo("o3");
    }

    @Test
    void of_a_claim_given_twice_the_last_one_counts() {
        assertThat(id("{\"sub\":\"a\",\"sub\":\"b\"}")).isEqualTo("b");
        assertThat(id("{\"sub\":\"a\",\"sub\":null}")).isNull();
        assertThat(id(only("jwt:o.id"), "{\"o\":{\"id\":\"a\"},\"o\":\"x\"}")).isNull();
    }

    @Test
    void a_token_in_five_two_or_one_parts_names_nobody() {
        String three = Jwt.of("{\"sub\":\"ann\"}");
        String two = three.substring(0, three.lastIndexOf('.'));

        assertNobody(three + ".x.y", three + ".x", two, two + ".", "." + three, three + ".", "..", ".", "a.b.c");
        assertNobody("eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.AAAA.BBBB.CCCC.DDDD");
    }

    @Test
    void a_token_that_nobody_signed_names_nobody() {
        assertNobody(
                Jwt.of("{\"alg\":\"none\"}", "{\"sub\":\"ann\"}", "x"),
                Jwt.of("{\"alg\":\"NoNe\"}", "{\"sub\":\"ann\"}", "x"),
                Jwt.of("{\"alg\":\"none\"}", "{\"sub\":\"ann\"}", ""),
                Jwt.of("{\"typ\":\"JWT\"}", "{\"sub\":\"ann\"}", "x"),
                Jwt.of("{\"alg\":null}", "{\"sub\":\"ann\"}", "x"),
                Jwt.of(Jwt.HEADER, "{\"sub\":\"ann\"}", ""));
    }

    @Test
    void malformed_tokens_name_nobody() {
        String header = Jwt.base64(Jwt.HEADER);
        assertNobody(
                "a.b.c",
                header + ".!!!.c2ln",
                header + ".A.c2ln",
                header + "." + Jwt.base64("{\"sub\":\"ann\"") + ".c2ln",
                header + "." + Jwt.base64("{\"sub\":\"ann\"} x") + ".c2ln",
                header + "." + Jwt.base64("{\"sub\":\"ann\"}{}") + ".c2ln",
                header + "." + Jwt.base64("[\"sub\",\"ann\"]") + ".c2ln",
                header + "." + Jwt.base64("\"sub\"") + ".c2ln",
                header + "." + Jwt.base64("") + ".c2ln",
                header + "..c2ln",
                Jwt.base64("x") + "." + Jwt.base64("{\"sub\":\"ann\"}") + ".c2ln",
                header + " . " + Jwt.base64("{\"sub\":\"ann\"}") + ".c2ln");
        byte[] notUtf8 = {'{', '"', 's', 'u', 'b', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'};
        assertNobody(header + "." + Base64.getUrlEncoder().encodeToString(notUtf8) + ".c2ln");
    }

    @Test
    void oversized_and_hostile_tokens_name_nobody() {
        assertNobody(
                Jwt.of("{\"sub\":\"ann\",\"x\":\"" + "y".repeat(64 * 1024) + "\"}"),
                Jwt.of("{\"x\":" + "[".repeat(5000) + "]".repeat(5000) + ",\"sub\":\"ann\"}"),
                Jwt.of("{\"x\":" + "{\"a\":".repeat(1000) + "1" + "}".repeat(1000) + ",\"sub\":\"ann\"}"),
                Jwt.of("{\"x\":" + "1".repeat(5000) + ",\"sub\":\"ann\"}"),
                Jwt.of("{\"" + "n".repeat(5000) + "\":1,\"sub\":\"ann\"}"),
                Jwt.of("{\"x\":[" + "1,".repeat(5000) + "1],\"sub\":\"ann\"}"));
    }

    @Test
    void a_long_but_honest_token_is_read() {
        StringBuilder groups = new StringBuilder("{\"groups\":[");
        for (int i = 0; i < 150; i++) {
            groups.append("\"6f1c0c0e-6b9b-4b0f-9d3e-0123456789")
                    .append(10 + i % 90)
                    .append("\",");
        }
        groups.append("\"last\"],\"sub\":\"ann\"}");

        assertThat(id(groups.toString())).isEqualTo("ann");
    }

    @Test
    void a_claim_with_control_characters_or_of_257_characters_names_nobody() {
        assertThat(id("{\"sub\":\"a\\nb\"}")).isNull();
        assertThat(id("{\"sub\":\"a\\u0000b\"}")).isNull();
        assertThat(id("{\"sub\":\"" + "a".repeat(257) + "\"}")).isNull();
        assertThat(id("{\"sub\":\"\\ud800\"}")).isNull();
        assertThat(id("{\"sub\":\"\\ud83d\\ude00\"}")).isEqualTo("\ud83d\ude00");
    }

    @Test
    void a_broken_or_encrypted_token_is_not_counted_as_an_api_key_either() {
        Identifier identifier = Call.identifier("");
        String three = Jwt.of("{\"sub\":\"ann\"}");

        for (String bad : new String[] {
            three + ".x.y", three.substring(0, three.lastIndexOf('.')), "a.b.c", "!!!.???.***", Jwt.of("{}")
        }) {
            Identity identity = call().bearer(bad).status(401).by(identifier);
            assertThat(identity.customerId()).as(bad).isNull();
            assertThat(identity.credentialHash()).as(bad).isNull();
        }
    }

    @Test
    void two_tokens_that_differ_in_one_claim_or_only_in_the_signature_are_told_apart_again_and_again() {
        String ann = Jwt.of("{\"sub\":\"ann\"}");
        String bob = Jwt.of("{\"sub\":\"bob\"}");
        String unsigned = ann.substring(0, ann.lastIndexOf('.') + 1);
        for (int i = 0; i < 3; i++) {
            assertThat(call().bearer(ann).by(subject).customerId()).isEqualTo("ann");
            assertThat(call().bearer(bob).by(subject).customerId()).isEqualTo("bob");
            assertThat(call().bearer(unsigned).by(subject).customerId()).isNull();
        }
    }

    @Test
    void more_people_than_the_cache_has_room_for_are_all_told_apart() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(id("{\"sub\":\"user-" + i + "\"}")).isEqualTo("user-" + i);
            }
        }
    }

    private String id(String claims) {
        return id(subject, claims);
    }

    private static String id(Identifier identifier, String claims) {
        return call().bearer(Jwt.of(claims)).by(identifier).customerId();
    }

    private void assertNobody(String... tokens) {
        for (String token : tokens) {
            Identity identity = call().bearer(token).by(subject);
            assertThat(identity.customerId())
                    .as(token.length() > 300 ? token.substring(0, 300) : token)
                    .isNull();
        }
    }
}
