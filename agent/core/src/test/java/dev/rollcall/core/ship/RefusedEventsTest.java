package dev.rollcall.core.ship;

import static dev.rollcall.core.ship.ScriptedBackend.answer;
import static dev.rollcall.core.ship.ScriptedBackend.ok;
import static dev.rollcall.core.ship.ScriptedBackend.status;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.ship.ScriptedBackend.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend that finds batches too large, or single events not acceptable: the others arrive, and these are kept aside. */
class RefusedEventsTest {
    @TempDir
    Path directory;

    private Delivering to;

    @BeforeEach
    void create() {
        to = new Delivering(directory);
    }

    @AfterEach
    void stop() throws IOException {
        to.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void one_poison_event_is_found_and_set_aside_and_all_others_arrive(int refusal) throws IOException {
        to.backend.answers(delivery -> delivery.ids().contains("id-333") ? status(refusal) : ok());
        to.journal.requests(1000);
        to.journal.requests(10);
        to.start();
        delivered();

        assertThat(to.backend.accepted()).isEqualTo(without(ids(1010), "id-333"));
        assertThat(to.figures().delivered()).isEqualTo(1009);
        assertThat(to.figures().lost(Loss.SET_ASIDE)).isEqualTo(1);
        assertThat(to.setAside()).hasSize(1);
        assertThat(to.setAside().get(0))
                .contains("\"status\":" + refusal, "\"event\":" + MemoryJournal.event(333) + "}");
        assertThat(to.said())
                .containsOnlyOnce(
                        "refuses event id-333 for good (status " + refusal + "); it is kept in " + to.aside.file())
                .doesNotContain("content");
        assertThat(to.backend.deliveries).hasSizeLessThan(25);
        assertThat(to.pauses).as("a refusal is no outage").isEmpty();
    }

    @Test
    void whatever_is_bisected_a_batch_id_means_exactly_the_events_it_says() {
        Set<String> poison = Set.of("id-0", "id-17", "id-18", "id-99");
        to.backend.answers(delivery -> delivery.ids().stream().anyMatch(poison::contains) ? status(400) : ok());
        to.journal.requests(100);
        to.start();
        delivered();

        assertThat(to.figures().lost(Loss.SET_ASIDE)).isEqualTo(4);
        assertThat(to.backend.accepted()).hasSize(96).doesNotHaveDuplicates();
        for (Delivery delivery : to.backend.deliveries) {
            String[] parts = delivery.batch().split(":", -1);
            int first = Integer.parseInt(parts[1]);
            assertThat(delivery.ids())
                    .isEqualTo(IntStream.range(first, first + Integer.parseInt(parts[2]))
                            .mapToObj(n -> "id-" + n)
                            .collect(Collectors.toList()));
        }
    }

    @Test
    void a_poison_event_that_is_alone_in_its_batch_does_not_hold_up_the_next_ones() {
        to.backend.answers(delivery -> delivery.ids().contains("id-1") ? status(400) : ok());
        for (int i = 0; i < 4; i++) {
            to.journal.requests(1);
        }
        to.start();
        delivered();

        assertThat(to.backend.accepted()).containsExactly("id-0", "id-2", "id-3");
        assertThat(to.figures().lost(Loss.SET_ASIDE)).isEqualTo(1);
    }

    @Test
    void an_endpoint_that_refuses_whatever_it_is_sent_gets_no_event_set_aside() throws IOException {
        to.backend.answers(delivery -> status(400));
        to.journal.requests(1000);
        to.start();
        await().until(() -> to.shipper.state().startsWith("paused: whatever is sent, it answers 400"));
        int before = to.backend.deliveries.size();
        await().until(() -> to.backend.deliveries.size() >= before + 3);
        assertThat(to.figures().waiting()).isEqualTo(1000);
        assertThat(to.setAside()).isEmpty();
        assertThat(before).as("it is not bisected to the end").isLessThan(100);

        to.backend.answers(delivery -> ok());
        delivered();

        assertThat(to.backend.accepted()).containsExactlyInAnyOrderElementsOf(ids(1000));
        assertThat(to.figures().delivered()).isEqualTo(1000);
        assertThat(to.said()).containsOnlyOnce("is rollcall.endpoint right?");
    }

    @Test
    void poison_in_plenty_is_told_from_a_wrong_endpoint_by_what_is_accepted_beside_it() {
        to.backend.answers(delivery ->
                delivery.ids().stream().anyMatch(id -> Integer.parseInt(id.substring(3)) < 40) ? status(400) : ok());
        to.journal.requests(80);
        to.start();
        delivered();

        assertThat(to.figures().lost(Loss.SET_ASIDE)).isEqualTo(40);
        assertThat(to.backend.accepted()).containsExactlyInAnyOrderElementsOf(ids(80).subList(40, 80));
    }

    @Test
    void with_little_traffic_a_wrong_endpoint_costs_three_small_batches_at_most_and_these_are_kept()
            throws IOException {
        to.backend.answers(delivery -> status(422));
        for (int i = 0; i < 10; i++) {
            to.journal.requests(2);
        }
        to.start();
        await().until(() -> to.shipper.state().startsWith("paused"));
        assertThat(to.figures().lost(Loss.SET_ASIDE)).isEqualTo(6);
        assertThat(to.setAside()).hasSize(6);

        to.backend.answers(delivery -> ok());
        delivered();
        assertThat(to.figures().delivered()).isEqualTo(14);
    }

    @Test
    void a_backend_with_a_limit_gets_smaller_pieces_and_the_next_batches_are_cut_at_once() {
        to.backend.answers(delivery -> delivery.ids().size() > 3 ? status(413) : ok());
        to.journal.requests(10);
        to.journal.requests(10);
        to.start();
        delivered();

        assertThat(to.backend.accepted()).isEqualTo(ids(20));
        assertThat(to.figures().delivered()).isEqualTo(20);
        assertThat(to.backend.deliveries.stream()
                        .filter(delivery -> !delivery.isAccepted())
                        .count())
                .as("of the first batch 10 and 5 were too many")
                .isEqualTo(2);
    }

    @Test
    void an_event_that_is_too_large_by_itself_is_set_aside() throws IOException {
        to.backend.answers(delivery -> delivery.ids().contains("id-2") ? status(413) : ok());
        to.journal.requests(4);
        to.start();
        delivered();

        assertThat(to.backend.accepted()).containsExactly("id-0", "id-1", "id-3");
        assertThat(to.setAside()).hasSize(1);
        assertThat(to.setAside().get(0)).contains("\"status\":413", "id-2");
    }

    @Test
    void a_limit_that_was_found_is_tried_again_in_small_steps() {
        PieceSize size = new PieceSize();
        size.tooLarge(1000);
        assertThat(size.most()).isEqualTo(500);
        for (int i = 0; i < 19; i++) {
            size.passed(500);
            size.passed(3);
        }
        assertThat(size.most()).isEqualTo(500);
        size.passed(500);
        assertThat(size.most()).isEqualTo(625);
        size.tooLarge(2);
        assertThat(size.most()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rejected\":[{\"event_id\":\"id-2\",\"reason\":\"the secret is content\"}]}",
                "{\"accepted\":4,\"rejected\":[{\"id\":\"id-2\",\"code\":\"too_old\"},{\"id\":\"other\",\"code\":\"x\"}]}",
                "{\"x\":{\"rejected\":[1]},\"rejected\":[{\"index\":2},{\"index\":5},{\"index\":-1},{\"index\":99999999999}],\"retry\":null}",
                "{\"rejected\":[\"id-2\", [\"id-3\"], null, true],\"retry\":[\"id-2\",\"nobody\"]}",
                "{\"rejected\":[2]",
            })
    void an_event_that_a_success_names_as_rejected_is_set_aside(String body) throws IOException {
        to.backend.answers(delivery -> answer(200, "Content-Type: application/json\r\n", body));
        to.journal.requests(5);
        to.start();
        delivered();

        assertThat(to.figures().delivered()).isEqualTo(4);
        assertThat(to.figures().lost(Loss.SET_ASIDE)).isEqualTo(1);
        assertThat(to.setAside()).hasSize(1);
        assertThat(to.setAside().get(0)).contains("id-2");
        assertThat(to.backend.deliveries).hasSize(1);
        assertThat(to.said()).contains("refuses event id-2 for good").doesNotContain("content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "<html>rejected</html>",
                "{\"rejected\":3,\"retry\":{\"id-1\":1}}",
                "[{\"rejected\":[\"id-1\"]}]",
                "{\"rejected\":[{\"event_id\":\"id-77\"}],\"retry\":[\"id-78\",{}]}",
                "{\"rejected\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "\u0000\u0001",
            })
    void a_success_that_names_no_event_of_ours_is_one_for_all(String body) throws IOException {
        to.backend.answers(delivery -> answer(202, "", body));
        to.journal.requests(5);
        to.start();
        delivered();

        assertThat(to.figures().delivered()).isEqualTo(5);
        assertThat(to.setAside()).isEmpty();
        assertThat(to.backend.deliveries).hasSize(1);
    }

    @Test
    void an_answer_without_end_is_a_success_too() {
        String body = "{\"note\":\"" + "x".repeat(5 << 20) + "\"}";
        to.backend.answers(delivery -> answer(200, "Content-Type: application/json\r\n", body));
        to.journal.requests(5);
        to.start();
        delivered();

        assertThat(to.figures().delivered()).isEqualTo(5);
    }

    @Test
    void a_long_list_of_events_to_send_again_is_read_to_its_end_whatever_its_type() {
        String all = IntStream.range(1, 1000).mapToObj(i -> "\"id-" + i + '"').collect(joining(","));
        List<String> bodies = new ArrayList<>(List.of("{\"retry\":[" + all + "]}"));
        to.backend.answers(
                delivery -> answer(200, "Content-Type: text/plain\r\n", bodies.isEmpty() ? "" : bodies.remove(0)));
        to.journal.requests(1000);
        to.start();
        delivered();

        assertThat(to.backend.deliveries)
                .extracting(Delivery::batch)
                .containsExactly(MemoryJournal.INSTANCE + ":0:1000", MemoryJournal.INSTANCE + ":1:999");
    }

    @Test
    void a_success_that_took_nothing_is_an_outage_and_said() {
        List<String> bodies = new ArrayList<>(List.of("{\"retry\":[\"id-0\",\"id-1\"]}"));
        to.backend.answers(delivery -> answer(200, "", bodies.isEmpty() ? "" : bodies.remove(0)));
        to.journal.requests(2);
        to.start();
        delivered();

        assertThat(to.said()).contains("it took none of 2 events");
        assertThat(to.figures().delivered()).isEqualTo(2);
    }

    @Test
    void events_that_a_success_asks_for_again_are_sent_again_alone() {
        List<String> again = new ArrayList<>(List.of("id-1", "id-2", "id-5", "id-9"));
        to.backend.answers(delivery -> {
            String named = again.stream()
                    .filter(delivery.ids()::contains)
                    .map(id -> '"' + id + '"')
                    .collect(joining(","));
            again.clear();
            return answer(207, "", "{\"retry\":[" + named + "]}");
        });
        to.journal.requests(10);
        to.start();
        delivered();

        assertThat(to.backend.deliveries)
                .extracting(Delivery::batch)
                .containsExactly(
                        MemoryJournal.INSTANCE + ":0:10",
                        MemoryJournal.INSTANCE + ":1:2",
                        MemoryJournal.INSTANCE + ":5:1",
                        MemoryJournal.INSTANCE + ":9:1");
        assertThat(to.pauses).hasSize(1);
        assertThat(to.figures().delivered()).isEqualTo(10);
        assertThat(to.figures().lost()).isZero();
    }

    @Test
    void a_backend_that_rejects_by_the_thousand_does_not_fill_the_log() {
        to.backend.answers(delivery -> answer(
                200,
                "Content-Type: application/json\r\n",
                delivery.ids().stream()
                        .map(id -> "{\"event_id\":\"" + id + "\",\"reason\":\"late\"}")
                        .collect(joining(",", "{\"rejected\":[", "]}"))));
        to.journal.requests(1000);
        to.start();
        delivered();

        assertThat(to.figures().lost(Loss.SET_ASIDE)).isEqualTo(1000);
        assertThat(to.said().lines().count()).isLessThan(10);
    }

    private void delivered() {
        await().atMost(60, TimeUnit.SECONDS).until(to::isIdle);
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(n -> "id-" + n).collect(Collectors.toList());
    }

    private static List<String> without(List<String> ids, String one) {
        List<String> others = new ArrayList<>(ids);
        others.remove(one);
        return others;
    }
}
