package dev.rollcall.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.chaos.experiments.Disk;
import dev.rollcall.chaos.experiments.Kills;
import dev.rollcall.chaos.experiments.Moods;
import dev.rollcall.chaos.experiments.Outage;
import dev.rollcall.chaos.experiments.Saturation;
import dev.rollcall.chaos.experiments.Siblings;
import org.junit.jupiter.api.Test;

/** Everything that the full form of {@link Chaos} does, briefly: what must hold is the same. */
class ChaosIT {
    private static final String NETTY = "netty-4.2";
    private static final String TOMCAT = "tomcat-11";

    private final Settings settings = Settings.brief();

    @Test
    void killed_servers_lose_nothing_but_the_last_moments() {
        isAsItShouldBe(new Kills(settings).moderate(NETTY));
    }

    @Test
    void saturated_servers_that_are_killed_lose_nothing_but_the_last_moments() {
        isAsItShouldBe(new Kills(settings).saturated(TOMCAT));
    }

    @Test
    void nothing_is_lost_while_the_backend_is_gone() {
        isAsItShouldBe(new Outage(settings).run(TOMCAT));
    }

    @Test
    void nothing_but_the_poison_is_lost_to_a_backend_in_any_mood() {
        isAsItShouldBe(new Moods(settings).overHttp(NETTY));
    }

    @Test
    void nothing_is_told_to_a_backend_nobody_trusts_and_nothing_is_lost() {
        isAsItShouldBe(new Moods(settings).overTls(NETTY));
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

    @Test
    void counts_are_exact_when_the_backend_is_too_slow_for_the_load() {
        isAsItShouldBe(new Saturation(settings).run(NETTY));
    }

    @Test
    void a_living_process_delivers_what_a_killed_one_left() {
        isAsItShouldBe(new Siblings(settings).run(TOMCAT));
    }

    private static void isAsItShouldBe(Outcome outcome) {
        System.out.print(outcome.rows());
        assertThat(outcome.wrongs()).as(outcome.title()).isEmpty();
    }
}
