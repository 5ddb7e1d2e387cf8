package dev.rollcall.core.ship;

import static dev.rollcall.core.ship.ScriptedBackend.answer;
import static dev.rollcall.core.ship.ScriptedBackend.ok;
import static dev.rollcall.core.ship.ScriptedBackend.reset;
import static dev.rollcall.core.ship.ScriptedBackend.silence;
import static dev.rollcall.core.ship.ScriptedBackend.status;
import static dev.rollcall.core.ship.ScriptedBackend.thenClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.options.Options;
import dev.rollcall.core.pipeline.DestinationFigures;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.ship.ScriptedBackend.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery to a backend that is well, away, overloaded, or going down half way: nothing is lost, nothing is counted twice. */
class ShipperTest {
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

    @Test
    void a_batch_says_who_sends_it_what_it_is_and_which_events_it_holds() {
        to.journal.requests(3);
        to.start();
        delivered();

        Delivery delivery = to.backend.deliveries.get(0);
        assertThat(delivery.head)
                .startsWith("POST /v1/events?x=1 HTTP/1.1\r\nHost: 127.0.0.1:")
                .contains(
                        "\r\nAuthorization: Bearer secret\r\n",
                        "\r\nUser-Agent: rollcall-agent/1.2.3\r\n",
                        "\r\nContent-Type: application/json\r\n",
                        "\r\nContent-Encoding: gzip\r\n",
                        "\r\nRollcall-Batch: " + MemoryJournal.INSTANCE + ":0:3\r\n");
        assertThat(delivery.json())
                .isEqualTo("[" + MemoryJournal.event(0) + "," + MemoryJournal.event(1) + "," + MemoryJournal.event(2)
                        + "]");
        await().until(() -> to.said().contains("the first batch was delivered to http://127.0.0.1"));
        assertThat(to.said()).doesNotContain("secret");
        assertThat(to.shipper.state()).isEqualTo("delivering");
    }

    @Test
    void batches_come_in_their_order_and_their_events_once() {
        for (int i = 0; i < 20; i++) {
            to.journal.requests(7);
        }
        to.start();
        delivered();

        assertThat(to.backend.accepted()).isEqualTo(ids(0, 140));
        assertThat(to.figures().delivered()).isEqualTo(140);
        assertThat(to.said()).containsOnlyOnce("\n");
    }

    @Test
    void a_faulty_backend_that_recovers_has_lost_nothing_and_gets_the_same_bytes_under_the_same_id_each_time()
            throws IOException {
        to.close();
        to = new Delivering(directory, 1000);
        to.backend.answersInTurn(
                answer(429, "Retry-After: 1\r\n", ""),
                status(500),
                reset(),
                thenClosed(""),
                thenClosed("SSH-2.0-OpenSSH_9.6\r\n"),
                thenClosed("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"acc"),
                thenClosed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
                silence(),
                status(408),
                answer(503, "", "no"),
                ok());
        to.journal.requests(20);
        to.start();
        delivered();

        DestinationFigures figures = to.figures();
        assertThat(figures.delivered()).isEqualTo(20);
        assertThat(figures.lost()).isZero();
        List<Delivery> deliveries = to.backend.deliveries;
        assertThat(deliveries).hasSizeGreaterThanOrEqualTo(11).allSatisfy(delivery -> {
            assertThat(delivery.batch()).isEqualTo(MemoryJournal.INSTANCE + ":0:20");
            assertThat(delivery.body).isEqualTo(deliveries.get(0).body);
        });
        assertThat(to.said())
                .containsOnlyOnce("batches cannot be delivered to http://127.0.0.1")
                .contains("first batch was delivered");
    }

    @Test
    void a_success_that_never_stops_talking_is_a_success_and_said_to_be_long_once() {
        String tooMuch = " ".repeat(17 << 20);
        to.backend.answersInTurn(answer(200, "", "{}" + tooMuch), answer(200, "", "{}" + tooMuch), ok());
        to.journal.requests(3);
        to.journal.requests(3);
        to.start();
        delivered();

        assertThat(to.backend.deliveries).hasSize(2);
        assertThat(to.figures().delivered()).isEqualTo(6);
        assertThat(to.said()).containsOnlyOnce("answered 200 with more than 16 MB");
    }

    @Test
    void what_a_dead_process_began_to_send_another_sends_again_with_the_same_bytes_under_the_same_id()
            throws InterruptedException {
        to.backend.answers(delivery -> status(503));
        to.journal.requests(500);
        to.start();
        await().until(() -> !to.backend.deliveries.isEmpty());

        to.restart();
        to.backend.answers(delivery -> ok());
        delivered();

        List<Delivery> deliveries = to.backend.deliveries;
        Delivery last = deliveries.get(deliveries.size() - 1);
        assertThat(last.body).isEqualTo(deliveries.get(0).body);
        assertThat(last.batch()).isEqualTo(deliveries.get(0).batch());
    }

    @Test
    void an_endpoint_that_asks_for_a_pause_in_seconds_gets_it() {
        to.backend.answersInTurn(answer(429, "Retry-After: 7\r\n", ""), ok());
        to.journal.requests(1);
        to.start();
        delivered();

        assertThat(to.pauses).hasSize(1);
        assertThat(to.pauses.get(0)).isBetween(7000L, 7100L);
    }

    @Test
    void an_endpoint_that_names_a_date_is_left_alone_until_then() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(20));
        to.backend.answersInTurn(answer(503, "Retry-After: " + date + "\r\n", ""), ok());
        to.journal.requests(1);
        to.start();
        delivered();

        assertThat(to.pauses).hasSize(1);
        assertThat(to.pauses.get(0)).isBetween(10 * 60_000L, 21 * 60_000L);
    }

    @Test
    void an_endpoint_that_asks_for_a_year_is_asked_again_after_an_hour() {
        to.backend.answersInTurn(answer(503, "Retry-After: 31536000\r\n", ""), ok());
        to.journal.requests(1);
        to.start();
        delivered();

        assertThat(to.pauses.get(0)).isBetween(3_600_000L, 3_600_100L);
    }

    @Test
    void after_five_failures_the_circuit_is_open_and_one_success_closes_it() {
        to.backend.answers(delivery -> status(500));
        to.journal.requests(1);
        to.start();
        await().until(() -> to.shipper.state().startsWith("circuit open: it answered 500"));
        assertThat(to.backend.deliveries).hasSizeGreaterThanOrEqualTo(5);

        to.backend.answers(delivery -> ok());
        delivered();
        await().until(() -> to.shipper.state().equals("delivering"));
    }

    @Test
    void a_backend_that_is_not_there_at_all_is_an_outage_like_any_other() throws IOException {
        to.backend.close();
        to.journal.requests(4);
        to.start();

        await().until(() -> to.shipper.state().startsWith("circuit open"));
        assertThat(to.figures().waiting()).isEqualTo(4);
        assertThat(to.said()).containsOnlyOnce("cannot be delivered");
    }

    @Test
    void an_outage_is_told_of_when_it_begins_and_when_it_is_over() {
        to.journal.requests(1);
        to.start();
        delivered();
        to.backend.answersInTurn(status(500), status(502), status(500), ok());
        to.journal.requests(1);
        delivered();

        await().until(() -> to.said().contains("batches are delivered to http://127.0.0.1"));
        assertThat(to.said())
                .containsOnlyOnce("cannot be delivered")
                .contains("it answered 500")
                .contains(" again");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 405, 410, 418})
    void an_endpoint_that_wants_nothing_from_us_is_asked_now_and_then_and_nothing_is_lost(int status) {
        to.backend.answers(
                delivery -> answer(status, "Location: http://other.example/in?key=k\r\n", "who\u001b are you?"));
        to.journal.requests(5);
        to.journal.requests(5);
        to.start();
        await().until(() -> to.pauses.size() >= 7);
        assertThat(to.shipper.state()).startsWith("paused: it answered " + status);
        assertThat(to.figures().waiting()).isEqualTo(10);
        assertThat(to.figures().lost()).isZero();

        to.backend.answers(delivery -> ok());
        delivered();

        assertThat(to.backend.accepted()).isEqualTo(ids(0, 10));
        assertThat(to.pauses.get(0)).as("the first probe comes soon").isBetween(4_000L, 5_000L);
        assertThat(to.pauses.get(1)).isBetween(27_000L, 30_000L);
        assertThat(to.pauses.get(6)).isBetween(270_000L, 300_000L);
        assertThat(to.said())
                .containsOnlyOnce("takes no batches: it answered " + status)
                .doesNotContain("\u001b")
                .doesNotContain("key=k");
    }

    @Test
    void a_wrong_token_and_a_moved_address_are_named_as_what_they_are() {
        to.backend.answers(delivery -> answer(401, "", "{\"error\":\"invalid API key: secret\"}"));
        to.journal.requests(1);
        to.start();
        await().until(() -> to.said().contains("is rollcall.token right?"));
        assertThat(to.said() + to.shipper.state())
                .as("a token that the endpoint repeats is not shown")
                .contains("invalid API key: ***")
                .doesNotContain("secret");

        to.backend.answers(delivery -> ok());
        delivered();
        assertThat(to.backend.deliveries).allMatch(delivery -> delivery.head.startsWith("POST /v1/events"));
    }

    @Test
    void a_batch_that_expires_during_an_outage_is_counted_once_and_the_next_one_is_sent() {
        to.backend.answers(delivery -> status(503));
        to.journal.requests(10);
        to.journal.requests(3);
        to.start();
        await().until(() -> !to.backend.deliveries.isEmpty());

        to.journal.expire();
        to.backend.answers(delivery -> ok());
        delivered();

        assertThat(to.figures().lost(Loss.EXPIRED)).isEqualTo(10);
        assertThat(to.figures().delivered()).isEqualTo(3);
        assertThat(to.backend.deliveries.get(to.backend.deliveries.size() - 1).ids())
                .isEqualTo(ids(10, 3));
    }

    @Test
    void a_batch_that_expires_while_its_answer_is_on_the_way_is_not_counted_as_delivered_too() {
        to.backend.answers(delivery -> {
            to.journal.expire();
            return ok();
        });
        to.journal.requests(10);
        to.start();
        await().until(() -> to.shipper.state().equals("delivering"));

        await().untilAsserted(() -> assertThat(to.figures().lost(Loss.EXPIRED)).isEqualTo(10));
        assertThat(to.figures().delivered()).isZero();
        assertThat(to.figures().waiting()).isZero();
    }

    @Test
    void requests_rollups_and_what_others_left_behind_are_counted_apart() {
        to.journal.requests(5);
        to.journal.rollups(2, 100);
        to.journal.adopted(7);
        to.journal.status();
        DestinationFigures before = to.figures();
        assertThat(before.waiting()).isEqualTo(5);
        assertThat(before.rollupsWaiting()).isEqualTo(200);
        assertThat(before.adoptedWaiting()).isEqualTo(7);
        to.start();
        delivered();

        DestinationFigures after = to.figures();
        assertThat(after.isIdle()).isTrue();
        assertThat(after.delivered()).isEqualTo(5);
        assertThat(after.rollupsDelivered()).isEqualTo(200);
        assertThat(after.adoptedDelivered()).isEqualTo(7);
    }

    @Test
    void a_backend_whose_certificate_is_not_trusted_gets_nothing_until_it_is() throws Exception {
        Authority ours = new Authority("ours");
        Path trusted = Files.writeString(directory.resolve("ca.pem"), new Authority("theirs").certificatePem());
        try (TlsServer server = new TlsServer(ours.forLocalhost(), null)) {
            Options options = Options.load(
                    "token=t,endpoint=" + "https://localhost:" + server.port() + "/in,tls.ca=" + trusted,
                    new Properties(),
                    Map.of());
            to.journal.requests(3);
            Shipper shipper = Shipper.to(
                    Destinations.of(options).all().get(0),
                    to.journal,
                    to.aside,
                    Transport.of(options),
                    "1.2.3",
                    to.log);
            Thread thread = new Thread(shipper);
            thread.setDaemon(true);
            thread.start();
            await().until(() -> to.said().contains("signed by nobody we trust"));
            assertThat(shipper.figures().waiting()).isEqualTo(3);

            Files.writeString(trusted, ours.certificatePem());
            await().atMost(60, TimeUnit.SECONDS).until(() -> shipper.figures().delivered() == 3);
            shipper.stop();
        }
    }

    private void delivered() {
        await().atMost(60, TimeUnit.SECONDS).until(to::isIdle);
    }

    private static List<String> ids(long first, int count) {
        return LongStream.range(first, first + count).mapToObj(n -> "id-" + n).collect(Collectors.toList());
    }
}
