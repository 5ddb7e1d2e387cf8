package dev.rollcall.core.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeliveryLogTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private long now;
    private final DeliveryLog log = new DeliveryLog(
            "http://b/",
            new AgentLog(new PrintStream(printed, true, StandardCharsets.UTF_8), AgentLog.Level.INFO),
            () -> now);

    @Test
    void every_outage_is_told_of_with_its_end() {
        log.delivered();
        for (int i = 0; i < 3; i++) {
            now += DeliveryLog.QUIET_NANOS;
            log.away("it answered 500");
            log.away("it answered 502");
            log.delivered();
            log.delivered();
        }

        assertThat(said())
                .isEqualTo("rollcall: the first batch was delivered to http://b/\n"
                        + ("rollcall: batches cannot be delivered to http://b/ and wait in the journal; it answered 500\n"
                                        + "rollcall: batches are delivered to http://b/ again\n")
                                .repeat(3));
    }

    @Test
    void one_that_goes_up_and_down_all_the_time_is_told_of_once_a_minute() {
        log.delivered();
        for (int i = 0; i < 100; i++) {
            log.away("gone");
            log.delivered();
        }
        now += DeliveryLog.QUIET_NANOS;
        log.away("gone");

        assertThat(said().lines())
                .containsExactly(
                        "rollcall: the first batch was delivered to http://b/",
                        "rollcall: batches cannot be delivered to http://b/ and wait in the journal; gone",
                        "rollcall: batches are delivered to http://b/ again",
                        "rollcall: batches cannot be delivered to http://b/ and wait in the journal; gone (and 99 more times before)");
    }

    @Test
    void an_outage_that_turns_into_a_refusal_is_another_matter() {
        log.away("gone");
        log.unwanted("it answered 401; is rollcall.token right?");

        assertThat(said())
                .contains("; gone\n", "http://b/ takes no batches: it answered 401; is rollcall.token right?");
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
