package dev.rollcall.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.chaos.experiments.Disk;
import dev.rollcall.chaos.experiments.Outage;
import org.junit.jupiter.api.Test;

/** Everything that the full form of {@link Chaos} does, briefly: what must hold is the same. */
class ChaosIT {
    private static final String TOMCAT = "tomcat-11";

    private final Settings settings = Settings.brief();

    @Test
    void nothing_is_lost_while_the_backend_is_gone() {
        isAsItShouldBe(new Outage(settings).run(TOMCAT));
    }

    @Test
    void a_read_only_disk_costs_no_request_and_no_count() {
        isAsItShouldBe(new Disk(settings).readOnly(TOMCAT));
    }

    @Test
    void a_journal_that_is_deleted_under_way_costs_no_request_and_no_count() {
        isAsItShouldBe(new Disk(settings).removed(TOMCAT));
    }

    @Test
    void a_full_disk_costs_no_request_and_no_count() {
        isAsItShouldBe(new Disk(settings).full(TOMCAT));
    }

    @Test
    void a_full_journal_costs_no_request_and_no_count() {
        isAsItShouldBe(new Disk(settings).bounded(TOMCAT));
    }

    private static void isAsItShouldBe(Outcome outcome) {
        System.out.print(outcome.rows());
        assertThat(outcome.wrongs()).as(outcome.title()).isEmpty();
    }
}
