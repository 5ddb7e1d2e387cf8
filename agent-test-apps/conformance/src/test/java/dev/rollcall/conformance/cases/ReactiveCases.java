package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.lab.Compare;
import dev.rollcall.conformance.lab.Observed;
import dev.rollcall.conformance.receiver.Event;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Section G as far as it is about WebFlux. */
public interface ReactiveCases extends Cases {
    @Test
    default void c81_annotated_and_functional_routes_are_told_by_their_templates() {
        one(get("/users/7/orders/9").customer(ACME)).status(200).route("/users/{id}/orders/{order}");
        one(get("/fn/users/7").customer(ACME)).status(200).route("/fn/users/{id}");
        one(get("/fn/nested/x/deep/y").customer(ACME)).status(200).route("/fn/nested/{a}/deep/{b}");
    }

    @Test
    default void c81b_a_route_that_is_a_lambda_has_no_template_and_one_is_inferred() {
        one(get("/fn/lambda/7").customer(ACME)).status(200).routeIsInferred("/fn/lambda/{id}");
    }

    @Test
    default void c82_an_error_in_a_mono_or_before_the_first_element_is_told_with_the_status_that_was_sent() {
        one(get("/error/mono").customer(ACME)).status(500).route("/error/mono");
        one(get("/error/flux-before").customer(ACME)).status(422).route("/error/flux-before");
        one(get("/fn/error").customer(ACME)).status(500).route("/fn/error");
    }

    @Test
    default void c82b_an_error_after_the_first_element_keeps_the_status_and_is_told_as_error() {
        Observed observed = lab().talk(1, wire -> {
            RawClient client = wire.open();
            client.send(get("/error/flux-after").customer(ACME).close());
            client.read();
        });
        Event event = observed.event();
        assertThat(event.status()).isEqualTo(observed.response().status()).isEqualTo(200);
        assertThat(event.outcome()).isEqualTo("error");
        assertThat(event.route()).isEqualTo("/error/flux-after");
    }

    @Test
    default void c83_a_subscription_that_the_client_cancels_is_told_as_aborted_with_its_route() {
        Event event = lab().talk(1, Compare.NOTHING, wire -> {
                    RawClient client = wire.open();
                    client.send(get("/never").customer(ACME));
                    client.awaitTaken(wire.port());
                    client.reset();
                })
                .event();
        assertThat(event.outcome()).isEqualTo("aborted");
        assertThat(event.route()).isEqualTo("/never");
        assertThat(event.customer()).isEqualTo(ACME);
    }

    @Test
    default void c84_a_web_filter_that_answers_by_itself_leaves_the_route_known() {
        one(get("/fn/users/7").customer(ACME).header("X-Refuse", "403"))
                .status(403)
                .route("/fn/users/{id}")
                .accepted(false);
    }

    @Test
    default void c87_method_security_decides_as_it_does_without_the_agent() {
        one(get("/secure/me").header("Authorization", basic("alice")))
                .status(200)
                .body("me alice");
        one(get("/secure/admin").header("Authorization", basic("alice"))).status(403);
        one(get("/secure/admin").header("Authorization", basic("bob")))
                .status(200)
                .body("admin");
        one(get("/secure/me")).status(401);
    }

    @Test
    default void c87b_the_principal_of_the_security_framework_is_who_called() {
        Seen seen = one(get("/secure/users/7").header("Authorization", basic("bob")));
        seen.status(200).route("/secure/users/{id}");
        assertThat(seen.event().customer()).isEqualTo("bob");
    }

    @Test
    default void c88_the_reactor_context_is_the_same() {
        one(get("/context").customer(ACME)).status(200);
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
    }
}
