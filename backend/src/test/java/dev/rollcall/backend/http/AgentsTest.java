package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.ingest.BodyParser;
import dev.rollcall.backend.query.Agents;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of agents: whether they still run, and where every request has gone that they have seen. */
class AgentsTest extends ApiFixture {
    private static final long SECOND = 1_000_000;
    private static final long DAY = 24 * HOUR;

    /** Long over, though agents may have told of themselves in it. */
    private static final String OVER = "/api/agents?window=custom&from=2026-08-10&to=2026-08-11";

    private static final long IN_IT = NOW_MICROS - 10 * DAY;

    /** What a real agent told at its end: its first endpoint had taken all five requests, its second one had refused one of them. */
    private static final String TWO_DESTINATIONS =
            "[{\"event_id\":\"f4d388a1-bc25-8cab-9b13-700000000006\",\"event\":\"agent_status\",\"ts\":\"2026-11-22T03:40:43.393922Z\""
                    + ",\"properties\":{\"woven\":\"servlets 6.2.19, servlets 6.0, Spring MVC 6.2.19, Tomcat 10.1.55\","
                    + "\"uptime_s\":20,\"headers_too_long\":0,"
                    + "\"seen\":5,\"delivered\":5,\"waiting\":0,\"excluded\":0,\"rolled_up\":0,\"rolled_up_waiting\":0,\"lost\":0,"
                    + "\"seen_2\":5,\"delivered_2\":4,\"waiting_2\":0,\"excluded_2\":0,\"rolled_up_2\":0,\"rolled_up_waiting_2\":0,\"lost_2\":1,\"lost_set_aside_2\":1},"
                    + "\"service\":\"pay\",\"instance\":\"f4d388a1bc25cab1b137\",\"agent_version\":\"0.1.0-SNAPSHOT\"}]";

    @ParameterizedTest
    @CsvSource({"0, true", "179999999, true", "180000000, false", "3600000000, false"})
    void an_agent_is_silent_when_three_minutes_have_passed_without_a_word(long microsAgo, boolean alive)
            throws Exception {
        String instance = "heard-" + microsAgo;
        store(status(instance, NOW_MICROS - microsAgo - 60 * SECOND), status(instance, NOW_MICROS - microsAgo));

        Object agent = agent("/api/agents?window=7d", instance);
        assertThat(at(agent, "alive")).isEqualTo(alive);
        assertThat(at(agent, "heard")).isEqualTo(JsonFields.time(NOW_MICROS - microsAgo));
    }

    @Test
    void requests_are_a_sign_of_life_too() throws Exception {
        ApiEvent request = request("acme", 0);
        request.instance = "busy";
        request.epochMicros = NOW_MICROS - 2 * SECOND;
        store(status("busy", IN_IT), status("busy", NOW_MICROS - HOUR), request);

        assertThat(at(agent("/api/agents?window=24h", "busy"), "alive")).isEqualTo(true);
        assertThat(at(agent(OVER, "busy"), "alive")).isEqualTo(true);
    }

    @Test
    void an_agent_that_runs_is_alive_in_a_time_that_is_over_and_one_that_has_ended_is_silent() throws Exception {
        store(
                status("runs", IN_IT),
                status("runs", NOW_MICROS - 30 * SECOND),
                status("ended", IN_IT),
                status("ended", NOW_MICROS - 2 * DAY),
                status("never-again", IN_IT));

        Object runs = agent(OVER, "runs");
        assertThat(at(runs, "alive")).isEqualTo(true);
        assertThat(at(runs, "heard")).isEqualTo(JsonFields.time(NOW_MICROS - 30 * SECOND));
        assertThat(at(runs, "last")).as("in that time").isEqualTo(JsonFields.time(IN_IT));
        assertThat(at(agent(OVER, "ended"), "alive")).isEqualTo(false);
        assertThat(at(agent(OVER, "ended"), "heard")).isEqualTo(JsonFields.time(NOW_MICROS - 2 * DAY));
        assertThat(at(agent(OVER, "never-again"), "alive")).isEqualTo(false);
        assertThat(at(agent(OVER, "never-again"), "heard")).isEqualTo(JsonFields.time(IN_IT));
    }

    @Test
    void what_was_handed_over_and_what_dead_processes_left_is_told() throws Exception {
        ApiEvent slept = status("slept", NOW_MICROS - SECOND);
        slept.properties = Map.ofEntries(
                Map.entry("seen", "100"),
                Map.entry("delivered", "60"),
                Map.entry("waiting", "4"),
                Map.entry("excluded", "3"),
                Map.entry("rolled_up", "2"),
                Map.entry("rolled_up_waiting", "1"),
                Map.entry("lost", "1"),
                Map.entry("lost_expired", "1"),
                Map.entry("handed_over", "30"),
                Map.entry("adopted_delivered", "11"),
                Map.entry("adopted_waiting", "12"),
                Map.entry("adopted_expired", "13"));
        store(slept, status("awake", NOW_MICROS - SECOND));

        Object agent = agent("/api/agents?window=24h", "slept");
        assertThat(at(agent, "handed_over")).isEqualTo(30);
        assertThat(sum(agent)).isEqualTo(100);
        assertThat(at(agent, "adopted_delivered")).isEqualTo(11);
        assertThat(at(agent, "adopted_waiting")).isEqualTo(12);
        assertThat(at(agent, "adopted_expired")).isEqualTo(13);
        assertThat(at(agent, "lost_by_reason")).isEqualTo(Map.of("expired", 1));
        Object awake = agent("/api/agents?window=24h", "awake");
        assertThat(at(awake, "handed_over"))
                .as("agents say nothing of it when there is none")
                .isEqualTo(0);
        assertThat(at(awake, "adopted_expired")).isEqualTo(0);
    }

    @Test
    void each_destination_has_its_own_figures_and_its_number_is_no_reason() throws Exception {
        byte[] body = TWO_DESTINATIONS.getBytes(StandardCharsets.UTF_8);
        ApiEvent told = new BodyParser(body.length, Clock.fixed(Instant.parse("2026-11-22T04:00:00Z"), ZoneOffset.UTC))
                .parse(body, body.length)
                .events()
                .get(0);
        store(told);

        Object agent = agent("/api/agents?window=custom&from=2026-11-01&to=2027-01-01", told.instance);
        assertThat(at(agent, "delivered")).isEqualTo(5);
        assertThat(at(agent, "lost")).isEqualTo(0);
        assertThat(at(agent, "lost_by_reason")).isEqualTo(Map.of());
        assertThat(sum(agent)).isEqualTo(5);
        assertThat((List<?>) at(agent, "other_destinations")).hasSize(1);
        Object second = at(agent, "other_destinations", 0);
        assertThat(at(second, "number")).isEqualTo(2);
        assertThat(at(second, "seen")).isEqualTo(5);
        assertThat(at(second, "delivered")).isEqualTo(4);
        assertThat(at(second, "lost")).isEqualTo(1);
        assertThat(at(second, "lost_by_reason")).isEqualTo(Map.of("set_aside", 1));
        assertThat(sum(second)).isEqualTo(5);
    }

    @Test
    void a_reason_may_end_with_a_number_when_there_is_no_such_destination() throws Exception {
        ApiEvent strange = status("strange", NOW_MICROS - SECOND);
        strange.properties = Map.of(
                "seen", "9", "seen_2", "9", "lost", "7", "lost_http_3", "7", "lost_2", "4", "lost_expired_2", "4");
        store(strange);

        Object agent = agent("/api/agents?window=24h", "strange");
        assertThat(at(agent, "lost_by_reason")).isEqualTo(Map.of("http_3", 7));
        assertThat(at(agent, "other_destinations", 0, "lost_by_reason")).isEqualTo(Map.of("expired", 4));
        assertThat((List<?>) at(agent, "other_destinations")).hasSize(1);
    }

    @Test
    void of_very_many_agents_the_last_are_told_and_how_many_there_are() throws Exception {
        String day = "/api/agents?window=custom&from=2026-07-01&to=2026-07-02";
        long midnight = Instant.parse("2026-07-01T00:00:00Z").getEpochSecond() * SECOND;
        List<ApiEvent> all = new ArrayList<>();
        for (int i = 0; i <= Agents.MOST; i++) {
            all.add(status("many-" + i, midnight + i * SECOND));
            all.add(status("many-" + i, midnight + HOUR + i * SECOND));
        }
        store(all.toArray(new ApiEvent[0]));

        Object answer = get(day);
        assertThat(at(answer, "total_agents")).isEqualTo(Agents.MOST + 1);
        List<?> agents = (List<?>) at(answer, "agents");
        assertThat(agents).hasSize(Agents.MOST);
        assertThat(at(agents.get(0), "instance")).isEqualTo("many-" + Agents.MOST);
        assertThat(agents).noneMatch(agent -> "many-0".equals(at(agent, "instance")));
        assertThat(at(get("/api/agents?window=custom&from=2026-01-01&to=2026-01-02"), "total_agents"))
                .isEqualTo(0);
    }

    private ApiEvent status(String instance, long micros) {
        ApiEvent event = status();
        event.instance = instance;
        event.epochMicros = micros;
        return event;
    }

    private Object agent(String path, String instance) throws Exception {
        Map<Object, Object> agents = new HashMap<>();
        ((List<?>) at(get(path), "agents")).forEach(agent -> agents.put(at(agent, "instance"), agent));
        assertThat(agents).containsKey(instance);
        return agents.get(instance);
    }

    /** Where everything that was seen has gone. */
    private static int sum(Object figures) {
        int sum = 0;
        for (String name : List.of("delivered", "waiting", "handed_over", "excluded", "rolled_up", "lost")) {
            sum += (Integer) at(figures, name);
        }
        return sum;
    }
}
