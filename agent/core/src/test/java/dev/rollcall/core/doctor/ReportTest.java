package dev.rollcall.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.pipeline.Pipeline;
import dev.rollcall.core.pipeline.Traffic;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final WeaveBook book = new WeaveBook();
    private final AgentLog log = new AgentLog(new PrintStream(PrintStream.nullOutputStream()), AgentLog.Level.INFO);
    private final Properties system = new Properties();

    @Test
    void every_request_is_in_the_sum_and_losses_have_their_reason() {
        Traffic traffic = new Traffic();
        Pipeline pipeline = traffic.into(new Shelf());
        traffic.requests(1200);
        traffic.request("acme", "/health");
        traffic.request("c".repeat(Record.MAX_VALUE + 1), "/health");
        Traffic.run(pipeline);
        await().until(() -> pipeline.accounting().delivered() == 1200
                && pipeline.accounting().excluded() == 2);
        pipeline.stop();

        assertThat(report(pipeline))
                .contains("\n  https://backend.example/in\n  state     delivering\n")
                .contains("1,202 seen = 1,200 delivered + 0 waiting + 2 excluded + 0 rolled up + 2 lost")
                .contains("lost, set_aside: 2\n")
                .contains("those set aside are in ")
                .contains("  headers   1 were too long to be read");
    }

    @Test
    void before_the_first_server_there_is_nothing_to_tell_and_that_is_told() {
        assertThat(report(null))
                .startsWith(
                        "Rollcall 1.2.3 in process " + ProcessHandle.current().pid() + ": shop\n")
                .contains("for 3 min 5 s\n")
                .contains("nothing: no class of a server we know was loaded\n")
                .contains("nowhere yet: there was no server to watch\n");
    }

    @Test
    void options_are_shown_with_their_source_and_secrets_are_not() {
        system.setProperty("rollcall.token", "s3cret");
        system.setProperty("rollcall.proxy", "http://me:s3cret@proxy:80");
        system.setProperty("rollcall.endpoint", "https://me:s3cret@host/in?key=s3cret");
        system.setProperty("rollcall.batch.age", "5");

        assertThat(report(null))
                .contains("rollcall.token=(set)  (system property rollcall.token)")
                .contains("rollcall.proxy=http://***@proxy:80  (")
                .contains("wrong: rollcall.batch.age=5 is not a duration")
                .contains("wrong: rollcall.endpoint has a user name or password before host, which is not sent.")
                .doesNotContain("s3cret");
    }

    @Test
    void what_is_woven_left_alone_and_switched_off_is_named() {
        ClassLoader loader = ReportTest.class.getClassLoader();
        book.woven("org.junit.jupiter.api.Test", loader, "JUnit");
        book.leftAlone("a.b.C", null, "Tomcat", "this version of Tomcat has no x()");
        book.switchedOff("begin", ReportTest.class, "it failed: java.lang.IllegalStateException: no");

        assertThat(report(null))
                .contains("  JUnit 5.")
                .contains(" (class loader app)\n    org.junit.jupiter.api.Test\n")
                .contains("left as it is: a.b.C in boot: this version of Tomcat has no x()\n")
                .contains("switched off: begin in " + ReportTest.class.getName() + ": it failed: ");
    }

    @Test
    void what_the_agent_said_last_is_there_when_its_standard_error_is_not() {
        for (int i = 0; i < 30; i++) {
            log.info("line " + i);
        }
        log.debug("not said");

        assertThat(report(null))
                .contains("Z  line 10\n")
                .contains("Z  line 29\n")
                .doesNotContain("line 9\n", "not said");
    }

    private String report(@Nullable Pipeline pipeline) {
        system.setProperty("rollcall.service", "shop");
        Options options = Options.load(null, system, Map.of());
        Identifier identifier = Identifier.create(options, log);
        Instant since = Instant.now().minus(185, ChronoUnit.SECONDS);
        String text = new Report(options, identifier, book, "1.2.3", since, log, pipeline).text();
        // A slow machine may take more than a second to get here.
        return text.replaceFirst("for 3 min \\d+ s", "for 3 min 5 s");
    }
}
