package dev.rollcall.conformance.lab;

import dev.rollcall.conformance.client.Response;
import dev.rollcall.conformance.receiver.Event;
import java.util.List;

/**
 * What a conversation led to: what the client got from the server with the agent, and what the agent told.
 *
 * @param responses those the client read, connection by connection
 * @param events in the order of their arrival
 */
public record Observed(List<Response> responses, List<Event> events) {
    /** The only event. */
    public Event event() {
        if (events.size() != 1) {
            throw new AssertionError("expected one event, got " + events);
        }
        return events.get(0);
    }

    /** The only response. */
    public Response response() {
        if (responses.size() != 1) {
            throw new AssertionError("expected one response, got " + responses);
        }
        return responses.get(0);
    }

    /** The only event of that customer. */
    public Event eventOf(String customer) {
        List<Event> theirs = events.stream()
                .filter(event -> customer.equals(event.customer()))
                .toList();
        if (theirs.size() != 1) {
            throw new AssertionError("expected one event of " + customer + ", got " + theirs + " of " + events);
        }
        return theirs.get(0);
    }
}
