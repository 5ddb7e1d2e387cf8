package dev.rollcall.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.Response;
import dev.rollcall.conformance.lab.Server;
import dev.rollcall.conformance.receiver.Event;

/**
 * A request that was answered and told of, with what a case may further ask of it.
 *
 * @param response what the client got
 * @param event what the agent told
 */
record Seen(Server server, Response response, Event event) {
    /** The client got this status. That the event says the same has been checked. */
    Seen status(int status) {
        assertThat(response.status()).isEqualTo(status);
        return this;
    }

    Seen body(String body) {
        assertThat(response.text()).isEqualTo(body);
        return this;
    }

    Seen outcome(String outcome) {
        assertThat(event.outcome()).as("outcome of " + event).isEqualTo(outcome);
        return this;
    }

    Seen customer(String customer, String source) {
        assertThat(event.customer()).as("customer of " + event).isEqualTo(customer);
        assertThat(event.source()).as("source of " + event).isEqualTo(source);
        return this;
    }

    Seen unidentified() {
        assertThat(event.customer()).as("customer of " + event).isNull();
        return this;
    }

    Seen accepted(boolean accepted) {
        assertThat(event.fields()).as("accepted of " + event).containsEntry("customer_accepted", accepted);
        return this;
    }

    /**
     * The handler's template where a framework knows it; else one that was inferred from the path, and is flagged. What is
     * inferred from a name that happens to hold a digit is not the case's to say, so only templates with variables are
     * compared then.
     */
    Seen route(String template) {
        assertThat(event.routeInferred()).as("route_inferred of " + event).isEqualTo(!server.knowsTemplates());
        if (server.knowsTemplates() || template.contains("{id}")) {
            assertThat(event.route()).as("route of " + event).isEqualTo(template);
        } else {
            assertThat(event.route()).as("route of " + event).isNotEmpty();
        }
        return this;
    }

    /** Nothing in the application is mapped to the path, so that nobody can know its template but by guessing. */
    Seen routeIsInferred(String template) {
        assertThat(event.route()).as("route of " + event).isEqualTo(template);
        assertThat(event.routeInferred()).as("route_inferred of " + event).isTrue();
        return this;
    }

    /** At least as long as the handler took. */
    Seen tookAtLeastMillis(long millis) {
        assertThat(event.durationMicros()).as("duration_us of " + event).isGreaterThanOrEqualTo(millis * 1000);
        return this;
    }
}
