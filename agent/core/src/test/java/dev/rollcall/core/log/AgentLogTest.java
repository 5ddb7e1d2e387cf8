package dev.rollcall.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AgentLogTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private long now;
    private final AgentLog log =
            new AgentLog(new PrintStream(printed, true, StandardCharsets.UTF_8), AgentLog.Level.INFO, () -> now);

    @Test
    void the_same_line_is_said_once_and_news_each_time() {
        log.error("a");
        log.info("a");
        log.debug("b");
        log.news(AgentLog.Level.INFO, "a");
        log.news(AgentLog.Level.DEBUG, "c");

        assertThat(said()).isEqualTo("rollcall: a\nrollcall: a\n");
    }

    @Test
    void however_much_was_said_something_new_is_still_heard() {
        for (int i = 0; i < 5000; i++) {
            log.info("line " + i);
        }
        now += 2_000_000_000L;
        log.error("the disk is full");

        assertThat(said()).endsWith("rollcall: the disk is full\n");
    }

    @Test
    void a_flood_is_cut_and_what_was_left_out_is_counted() {
        for (int i = 0; i < 1500; i++) {
            log.info("line " + i);
        }
        assertThat(said().lines().count()).isEqualTo(1000);

        now += 1_000_000_000L;
        log.info("line 1200");
        log.info("line 1201");
        assertThat(said())
                .endsWith("rollcall: line 999\n"
                        + "rollcall: 500 lines were left out here, because there were too many at once\n"
                        + "rollcall: line 1200\n");
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
