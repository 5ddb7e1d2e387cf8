package dev.rollcall.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.process.App;
import dev.rollcall.overhead.report.Metric;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The comparison itself, briefly: of what it measures, what does not depend on how busy the machine is. */
class OverheadIT {
    private static final int REQUESTS = 4_000;

    private static final Properties budgets = new Properties();
    private static Map<Metric, Double> without = Map.of();
    private static Map<Metric, Double> with = Map.of();
    private static List<String> wrongs = List.of();
    private static boolean exact;

    @BeforeAll
    static void measure() throws IOException {
        try (Reader file = Files.newBufferedReader(App.root().resolve("agent/budgets.properties"))) {
            budgets.load(file);
        }
        Plan plan = new Plan(List.of(
                "--only", "none,rollcall",
                "--server", "netty",
                "--warm-up", "60000",
                "--requests", String.valueOf(REQUESTS),
                "--allocation-requests", String.valueOf(REQUESTS),
                "--seconds", "0"));
        try (Life life = new Life(ServerApp.NETTY, plan.contenders().get(0), plan)) {
            without = life.measure();
        }
        try (Life life = new Life(ServerApp.NETTY, plan.contenders().get(1), plan)) {
            with = life.measure();
            wrongs = life.tally().wrongs();
            exact = life.tally().byCustomer().equals(life.requests().sentByCustomer());
        }
        System.out.println("without: " + without + "\nwith:    " + with);
    }

    @Test
    void every_request_is_reported_once_and_for_its_customer() {
        assertThat(with.get(Metric.REPORTED)).isEqualTo(100.0);
        assertThat(wrongs).isEmpty();
        assertThat(exact).as("counts by customer").isTrue();
    }

    @Test
    void a_request_allocates_no_more_than_its_budget_in_all_threads_together() {
        assertThat(more(Metric.ALLOCATED)).isPositive().isLessThanOrEqualTo(budget("process.request.bytes"));
    }

    @Test
    void a_server_gets_no_more_threads_than_their_budget() {
        assertThat(more(Metric.THREADS)).isPositive().isLessThanOrEqualTo(budget("process.threads"));
    }

    @Test
    void a_server_that_delivers_loads_no_more_classes_than_their_budget() {
        assertThat(more(Metric.CLASSES)).isPositive().isLessThanOrEqualTo(budget("process.classes"));
    }

    @Test
    void the_agents_own_threads_take_a_part_of_the_processors_time() {
        assertThat(with.get(Metric.CPU_ELSEWHERE)).isPositive().isLessThan(with.get(Metric.CPU));
        assertThat(without).doesNotContainKey(Metric.CPU_ELSEWHERE).containsKey(Metric.CPU_COMPILERS);
    }

    private static double more(Metric metric) {
        return with.get(metric) - without.get(metric);
    }

    private static double budget(String name) {
        return Double.parseDouble(budgets.getProperty(name));
    }
}
