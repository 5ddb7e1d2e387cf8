package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.client.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section I: who called, with the default rules. */
public interface IdentityCases extends Cases {
    @Test
    default void c93_the_first_rule_that_hits_wins() {
        one(get("/hello").bearer(Tokens.of("wayne")).customer(ACME)).customer(ACME, "header:X-Customer-ID");
        one(get("/hello").bearer(Tokens.of("wayne")).customer(ACME).header("treblle-user-id", "stark"), "stark")
                .customer("stark", "header:treblle-user-id");
    }

    @Test
    default void c93b_a_customer_that_the_application_names_wins_over_what_the_client_says() {
        one(get("/hello").customer(ACME).header("X-Set-Customer", "wayne"), "wayne")
                .customer("wayne", "response-header:X-Customer-ID");
        one(get("/hello").customer(ACME).header("X-Set-Attribute", "stark"), "stark")
                .customer("stark", "attribute:rollcall.customer");
    }

    @Test
    default void c94_header_names_have_no_case() {
        one(get("/hello").header("x-cUSTOMER-iD", ACME)).customer(ACME, "header:X-Customer-ID");
    }

    @Test
    default void c94b_a_header_that_is_there_twice_is_not_glued_together() {
        Seen seen = one(get("/hello").header("X-Customer-ID", ACME).header("X-Customer-ID", "wayne"));
        assertThat(seen.event().customer()).isNotEqualTo("acme,wayne").isNotEqualTo("acme, wayne");
    }

    @Test
    default void c95_the_subject_of_a_bearer_token_in_all_its_spellings() {
        String token = Tokens.of("wayne");
        for (String value : List.of("Bearer " + token, "bearer " + token, "BEARER   " + token + "  ")) {
            one(get("/hello").header("Authorization", value))
                    .customer("wayne", "jwt:sub")
                    .accepted(true);
        }
    }

    @Test
    default void c96_a_token_that_names_nobody_identifies_nobody() {
        String big = "x".repeat(5_000);
        List<String> tokens = List.of(
                "!!!.???.###",
                Tokens.part("{\"alg\":\"none\"}") + "." + Tokens.part("{\"sub\":\"two parts\"}"),
                "a.b.c.d.e",
                Tokens.jwt("{\"sub\":"),
                Tokens.jwt("{\"iss\":\"" + big + "\"}"),
                Tokens.jwt("{\"nested\":{\"sub\":\"not me\"}}"),
                Tokens.jwt("[\"sub\",\"not me\"]"),
                Tokens.jwt("{\"sub\":null}"),
                Tokens.jwt("{\"sub\":\"\"}"));
        for (String token : tokens) {
            Seen seen = one(get("/hello").bearer(token)).status(200);
            assertThat(seen.event().customer()).as("customer of " + token).isNull();
        }
    }

    @Test
    default void c96b_a_numeric_subject_is_its_digits() {
        one(get("/hello").bearer(Tokens.jwt("{\"sub\":513,\"iat\":1}"))).customer("513", "jwt:sub");
    }

    @Test
    default void c96c_a_token_without_a_signature_names_nobody() {
        one(get("/hello").bearer(Tokens.jwt("{\"alg\":\"none\"}", "{\"sub\":\"wayne\"}", "")))
                .unidentified();
    }

    @Test
    default void c96d_a_token_of_sixty_four_kilobytes_is_refused_by_somebody_and_counted() {
        Request request = get("/hello").bearer(Tokens.jwt("{\"sub\":\"big\",\"x\":\"" + "y".repeat(48_000) + "\"}"));
        var observed = lab().talk(1, wire -> wire.open().exchange(request.close()));
        assertThat(observed.event().status()).isEqualTo(observed.response().status());
    }

    @Test
    default void c97_an_api_key_is_told_as_a_hash_and_never_as_itself() {
        Seen seen = one(get("/hello").header("X-API-Key", "sk_live_verysecret_4711"))
                .status(200);
        assertThat(seen.event().customer()).isNotNull().doesNotContain("verysecret");
        assertThat(seen.event().fields().toString()).doesNotContain("verysecret");
        assertThat(seen.event().source()).isEqualTo("api-key:X-API-Key");
        Seen again = one(get("/hello").header("X-API-Key", "sk_live_verysecret_4711"));
        assertThat(again.event().customer()).isEqualTo(seen.event().customer());
        Seen other = one(get("/hello").header("X-API-Key", "sk_live_verysecret_4712"));
        assertThat(other.event().customer()).isNotEqualTo(seen.event().customer());
    }

    @Test
    default void c98_the_user_of_basic_authentication_without_the_password() {
        String value = Base64.getEncoder().encodeToString("wayne:verysecret".getBytes(StandardCharsets.UTF_8));
        Seen seen = one(get("/hello").header("Authorization", "Basic " + value)).customer("wayne", "basic");
        assertThat(seen.event().fields().toString())
                .doesNotContain("verysecret")
                .doesNotContain(value);
    }

    @Test
    default void c99_a_principal_that_the_application_finds_after_we_began() {
        one(get("/hello").header("X-Login", "wayne")).customer("wayne", "principal");
    }

    @Test
    default void c99b_a_principal_of_the_container() {
        one(get("/hello").header("X-Login-Container", "wayne")).customer("wayne", "principal");
    }

    @Test
    default void c100_a_request_of_nobody_is_counted() {
        one(get("/hello")).status(200).unidentified();
    }

    @Test
    default void c101_strange_ids_are_told_as_sent_or_not_at_all_and_never_break_the_batch() {
        one(get("/hello").customer("a|b\"c'd\\e{f}<g>,h")).status(200);
        Seen tab = one(get("/hello").header("X-Customer-ID", "a\tb"));
        assertThat(tab.event().customer()).isNull();
        Seen large = one(get("/hello").header("X-Customer-ID", "c".repeat(4_000)));
        if (large.event().customer() != null) {
            assertThat(large.event().customer()).hasSizeLessThanOrEqualTo(256);
        }
    }

    /** A request whose customer is not the one it claims. */
    private Seen one(Request request, String customer) {
        return one(request.expect(customer));
    }
}
