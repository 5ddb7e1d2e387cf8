package dev.rollcall.core.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.event.EventKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TopRollupTest {
    private final CallTotals totals = new CallTotals();

    @Test
    void a_rollup_counts_as_many_calls_as_it_stands_for() {
        event("\"event\":\"api_request\",\"customer_id\":\"acme\",\"status\":200,\"duration_us\":1000,"
                + "\"request_bytes\":1,\"response_bytes\":2,\"method\":\"GET\",\"route\":\"/b\"");
        event("\"event\":\"api_request_rollup\",\"customer_id\":\"acme\",\"status\":500,\"duration_us\":9000,"
                + "\"request_bytes\":30,\"response_bytes\":50,\"method\":\"GET\",\"route\":\"/a\",\"count\":9,"
                + "\"duration_buckets\":[20,4,31,5]");

        CustomerCalls acme = totals.customers().get(0);
        assertThat(acme.calls()).isEqualTo(10);
        assertThat(acme.errors()).isEqualTo(9);
        assertThat(acme.requestBytes()).isEqualTo(31);
        assertThat(acme.responseBytes()).isEqualTo(52);
        assertThat(acme.busiestRoute()).isEqualTo("GET /a");
        assertThat(acme.percentileMicros(0.40)).isEqualTo(20);
        assertThat(acme.percentileMicros(0.50)).isEqualTo(31);
        assertThat(acme.percentileMicros(0.90)).isEqualTo(31);
        assertThat(acme.percentileMicros(1)).isBetween(970L, 1030L);
    }

    @Test
    void what_the_agent_tells_of_itself_is_no_call() {
        event("\"event\":\"agent_status\",\"instance\":\"0a\",\"service\":\"pay\",\"properties\":{\"seen\":7}");
        assertThat(totals.total().calls()).isZero();
        assertThat(totals.unreadable()).isZero();
        assertThat(totals.firstCall()).isEmpty();
    }

    @Test
    void calls_that_could_not_be_told_apart_have_a_line_of_their_own() {
        event("\"event\":\"api_request_rollup\",\"customer_source\":\"overflow\",\"status\":200,\"count\":7");
        event("\"event\":\"api_request_rollup\",\"status\":200,\"count\":2");

        assertThat(totals.overflow().calls()).isEqualTo(7);
        assertThat(totals.unidentified().calls()).isEqualTo(2);
        assertThat(totals.total().calls()).isEqualTo(9);
        assertThat(new TopTable(totals, Style.PLAIN, Instant.now()).render("x", 20))
                .contains("(not told apart)", "(unidentified)");
        assertThat(TopJson.render(totals, "x", 20)).contains("\"overflow\"");
    }

    @Test
    void buckets_that_make_no_sense_are_left_out() {
        event("\"event\":\"api_request_rollup\",\"customer_id\":\"acme\",\"count\":3,\"duration_us\":30,"
                + "\"duration_buckets\":[-1,5,100000,5,7]");
        event("\"event\":\"api_request_rollup\",\"customer_id\":\"acme\",\"count\":3,\"duration_us\":30,"
                + "\"duration_buckets\":[\"a\",{\"b\":[]}]");

        CustomerCalls acme = totals.customers().get(0);
        assertThat(acme.calls()).isEqualTo(6);
        assertThat(acme.percentileMicros(0.5))
                .as("the mean, where there is nothing better")
                .isEqualTo(10);
    }

    private void event(String fields) {
        byte[] line = ("{\"ts\":\"2026-08-01T00:00:00.000000Z\"," + fields + '}').getBytes(UTF_8);
        totals.event(EventKind.ROLLUP, line, 0, line.length);
    }
}
