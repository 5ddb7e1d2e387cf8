package dev.rollcall.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.client.Response;
import dev.rollcall.conformance.lab.Compare;
import dev.rollcall.conformance.lab.Lab;
import dev.rollcall.conformance.lab.Observed;
import dev.rollcall.conformance.receiver.Event;
import java.util.List;

/** What every section of cases stands on: a lab, and what is true of every event. */
public interface Cases {
    /** The customer of a case that needs only one. */
    String ACME = "acme";

    Lab lab();

    /** Sends the request over a connection of its own and checks all that is true of any answered request. */
    default Seen one(Request request) {
        return one(request, Compare.BYTES);
    }

    /** As above, with another way to compare the bytes. */
    default Seen one(Request request, Compare compare) {
        Observed observed = lab().talk(1, compare, wire -> wire.open().exchange(request));
        return check(request, observed.response(), observed.event());
    }

    /** Sends the requests one after another over one connection; there must be one event for each, in that order. */
    default List<Seen> each(List<Request> requests) {
        Observed observed = lab().talk(requests.size(), wire -> {
            var client = wire.open();
            for (Request request : requests) {
                client.exchange(request);
            }
        });
        return matched(requests, observed);
    }

    /** Checks answer by answer and event by event. */
    default List<Seen> matched(List<Request> requests, Observed observed) {
        assertThat(observed.responses()).hasSameSizeAs(requests);
        var seen = new java.util.ArrayList<Seen>();
        for (int i = 0; i < requests.size(); i++) {
            seen.add(check(
                    requests.get(i),
                    observed.responses().get(i),
                    observed.events().get(i)));
        }
        return seen;
    }

    /** What is true of any event: it says what the client knows. */
    default Seen check(Request request, Response response, Event event) {
        assertThat(event.kind()).isEqualTo("api_request");
        assertThat(event.method()).as("method of " + event).isEqualTo(request.method());
        assertThat(event.path()).as("path of " + event).isEqualTo(request.path());
        assertThat(event.status()).as("status of " + event).isEqualTo(response.status());
        assertThat(event.requestBytes()).as("request_bytes of " + event).isEqualTo(request.bodyLength());
        assertThat(event.responseBytes()).as("response_bytes of " + event).isEqualTo(response.body().length);
        assertThat(event.protocol()).as("protocol of " + event).isEqualTo(request.isHttp10() ? "1.0" : "1.1");
        assertThat(event.text("scheme")).as("scheme of " + event).isEqualTo("http");
        assertThat(event.durationMicros()).as("duration_us of " + event).isNotNegative();
        assertThat(event.count()).isEqualTo(1);
        if (request.expectedCustomer() != null) {
            assertThat(event.customer()).as("customer of " + event).isEqualTo(request.expectedCustomer());
        }
        return new Seen(lab().server(), response, event);
    }
}
