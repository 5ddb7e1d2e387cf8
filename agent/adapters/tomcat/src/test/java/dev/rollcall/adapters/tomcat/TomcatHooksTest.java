package dev.rollcall.adapters.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.exchange.HandOver;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.Wanted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.DispatcherType;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.coyote.OutputBuffer;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Tomcat does in the unusual cases, step by step, on its own request and response. */
class TomcatHooksTest {
    private static final String ROUTE = "framework.pattern";
    private static final String ERROR = "javax.servlet.error.exception";

    private final Recorder recorder =
            new Recorder(new Wanted(List.of(), List.of(), List.of(), true, false, false), List.of(ROUTE), 16);
    private final TomcatHooks hooks = new TomcatHooks(recorder);
    private final org.apache.coyote.Request coyote = new org.apache.coyote.Request();
    private final Response response = new Response();
    private Request request;

    @BeforeEach
    void a_request_for_hello() {
        coyote.setResponse(response);
        coyote.method().setString("GET");
        coyote.requestURI().setString("/hello");
        coyote.protocol().setString("HTTP/1.1");
        response.setOutputBuffer(new Nowhere());
        request = new Connector().createRequest();
        request.setCoyoteRequest(coyote);
    }

    @Test
    void the_status_is_that_on_the_wire_and_not_what_tomcat_sets_for_its_statistics() {
        begin();
        commit(200);
        response.setStatus(500);
        hooks.end(request);

        assertThat(events()).containsExactly("/hello 200 OK");
    }

    @Test
    void an_error_that_escapes_the_container_is_counted_with_the_status_that_the_connector_answers() {
        begin();
        hooks.end(request);
        assertThat(events()).isEmpty();

        hooks.beginRefused(this, coyote, response, 0);
        hooks.end(request);
        commit(500);
        hooks.endLate(coyote);

        assertThat(events()).containsExactly("/hello 500 OK");
    }

    @Test
    void an_exchange_that_tomcat_logs_after_its_end_is_counted_once() {
        begin();
        commit(200);
        hooks.end(request);
        hooks.beginRefused(this, coyote, response, 0);
        hooks.end(request);
        hooks.endLate(coyote);

        assertThat(events()).containsExactly("/hello 200 OK");
    }

    @Test
    void an_upgrade_to_http2_is_not_counted_because_its_first_stream_is() {
        response.setStatus(101);
        hooks.beginRefused(this, coyote, response, 0);
        hooks.end(request);
        hooks.endLate(coyote);

        assertThat(events()).isEmpty();
    }

    @Test
    void an_exchange_that_nobody_answered_has_no_status() {
        begin();
        hooks.end(request);
        hooks.endLate(coyote);

        assertThat(events()).containsExactly("/hello 0 ERROR");
    }

    @Test
    void a_request_that_was_never_ended_is_counted_when_its_objects_are_used_again() {
        begin();
        commit(200);
        begin();

        assertThat(events()).containsExactly("null 200 ERROR");
    }

    @Test
    void a_failed_write_is_a_client_that_went_away() {
        begin();
        commit(200);
        response.setErrorException(new IOException("Broken pipe"));
        hooks.end(request);

        assertThat(events()).containsExactly("/hello 200 ABORTED");
    }

    @Test
    void an_io_exception_of_the_application_is_an_error_of_the_application() {
        begin();
        IOException own = new IOException("no such database");
        hooks.attribute(request, ERROR, own);
        coyote.setAttribute(ERROR, own);
        commit(500);
        hooks.end(request);

        assertThat(events()).containsExactly("/hello 500 OK java.io.IOException");
    }

    @Test
    void an_exception_after_the_status_line_breaks_the_response_off() {
        begin();
        commit(200);
        hooks.attribute(request, ERROR, new IllegalStateException());
        hooks.end(request);

        assertThat(events()).containsExactly("/hello 200 ERROR java.lang.IllegalStateException");
    }

    @Test
    void an_async_timeout_is_one_unless_the_application_answers_it_well() {
        begin();
        hooks.asyncEvent(this, coyote, response, SocketEvent.TIMEOUT);
        commit(204);
        hooks.end(request);
        begin();
        hooks.asyncEvent(this, coyote, response, SocketEvent.TIMEOUT);
        commit(503);
        hooks.end(request);

        assertThat(events()).containsExactly("/hello 204 OK", "/hello 503 TIMEOUT");
    }

    @Test
    void the_route_that_was_called_wins_over_those_of_forwards_and_error_pages() {
        begin();
        request.setAttribute("org.apache.catalina.core.DISPATCHER_TYPE", DispatcherType.ERROR);
        hooks.attribute(request, ROUTE, "/error");
        request.setAttribute("org.apache.catalina.core.DISPATCHER_TYPE", DispatcherType.REQUEST);
        hooks.attribute(request, ROUTE, "/{name}");
        hooks.attribute(request, ROUTE, "/forwarded");
        commit(200);
        hooks.end(request);

        List<String> routes = new ArrayList<>();
        recorder.drain(record -> routes.add(record.route()), 10);
        assertThat(routes).containsExactly("/{name}");
    }

    @Test
    void what_a_framework_hands_over_is_taken_and_never_set() {
        begin();
        boolean skipped = hooks.attribute(request, HandOver.ATTRIBUTE, "bob");
        commit(200);
        hooks.end(request);

        assertThat(skipped).isTrue();
        List<String> principals = new ArrayList<>();
        recorder.drain(record -> principals.add(record.principal()), 10);
        assertThat(principals).containsExactly("bob");
    }

    @Test
    void other_attributes_are_left_to_tomcat() {
        begin();

        assertThat(hooks.attribute(request, "other", "value")).isFalse();
        assertThat(hooks.attribute(request, null, "value")).isFalse();
        assertThat(hooks.attribute(request, ROUTE, null)).isFalse();
    }

    private void begin() {
        hooks.begin(this, coyote, response);
    }

    private void commit(int status) {
        response.setStatus(status);
        hooks.committed(response, true);
    }

    private List<String> events() {
        List<String> events = new ArrayList<>();
        recorder.drain(
                record -> events.add(record.path() + " " + record.status() + " " + record.outcome()
                        + (record.errorType() == null ? "" : " " + record.errorType())),
                10);
        return events;
    }

    private static final class Nowhere implements OutputBuffer {
        @Override
        public int doWrite(ByteBuffer chunk) {
            return chunk.remaining();
        }

        @Override
        public long getBytesWritten() {
            return 0;
        }
    }
}
