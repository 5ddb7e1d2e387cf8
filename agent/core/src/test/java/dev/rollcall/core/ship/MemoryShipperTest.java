package dev.rollcall.core.ship;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.rollcall.core.pipeline.Accounting;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.pipeline.Pipeline;
import dev.rollcall.core.pipeline.Traffic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryShipperTest {
    private final WireMockServer backend = new WireMockServer(options().dynamicPort());
    private final Traffic traffic = new Traffic();
    private MemoryShipper shipper;
    private Pipeline pipeline;

    @BeforeEach
    void start() {
        backend.start();
    }

    @AfterEach
    void stop() {
        if (pipeline != null) {
            pipeline.stop();
            shipper.stop();
        }
        backend.stop();
    }

    @Test
    void a_batch_says_who_sends_it_what_it_is_and_which_events_it_holds() throws IOException {
        answers(aResponse().withStatus(202));
        run(1000);
        traffic.requests(3);
        settled();

        backend.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/events?x=1"))
                        .withHeader("Authorization", equalTo("Bearer secret"))
                        .withHeader("User-Agent", equalTo("rollcall-agent/1.2.3"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withHeader("Content-Encoding", equalTo("gzip"))
                        .withHeader("Rollcall-Batch", equalTo(traffic.instance.text() + ":0:3"))
                        .withHeader("Host", matching("localhost:\\d+")));
        assertThat(paths(requests().get(0))).containsExactly("/items/0", "/items/1", "/items/2");
        assertThat(traffic.said()).containsOnlyOnce("first batch");
    }

    @Test
    void batches_are_closed_by_count_and_hold_every_event_once_and_in_order() throws IOException {
        answers(aResponse().withStatus(200).withBody("{\"accepted\":10}"));
        run(10);
        traffic.requests(95);
        settled();

        List<String> paths = new ArrayList<>();
        for (LoggedRequest request : requests()) {
            paths.addAll(paths(request));
        }
        assertThat(paths)
                .hasSize(95)
                .doesNotHaveDuplicates()
                .startsWith("/items/0")
                .endsWith("/items/94");
        assertThat(requests()).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void a_faulty_backend_that_recovers_has_lost_nothing_and_gets_the_same_batch_each_time() {
        then("start", aResponse().withStatus(429).withHeader("Retry-After", "1"), "busy");
        then("busy", aResponse().withStatus(500), "broken");
        then("broken", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "reset");
        then("reset", aResponse().withFault(Fault.EMPTY_RESPONSE), "silent");
        then("silent", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), "noise");
        then("noise", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), "malformed");
        then("malformed", aResponse().withStatus(200).withFixedDelay(1500), "slow");
        then("slow", aResponse().withStatus(408), "timeout");
        then("timeout", aResponse().withStatus(503).withBody("no"), "ok");
        then("ok", aResponse().withStatus(200), "ok");
        run(1000);
        traffic.requests(20);
        settled();

        assertThat(pipeline.accounting().delivered()).isEqualTo(20);
        assertThat(pipeline.accounting().lost()).isZero();
        List<LoggedRequest> requests = requests();
        assertThat(requests).hasSizeGreaterThanOrEqualTo(10);
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.getHeader("Rollcall-Batch"))
                    .isEqualTo(requests.get(0).getHeader("Rollcall-Batch"));
            assertThat(request.getBody()).isEqualTo(requests.get(0).getBody());
        });
        assertThat(traffic.said()).contains("cannot be delivered", "first batch was delivered");
    }

    @Test
    void a_batch_that_is_refused_for_good_is_counted_and_the_next_one_is_sent() {
        then("start", aResponse().withStatus(401).withBody("who are\u001b you?"), "ok");
        then("ok", aResponse().withStatus(200), "ok");
        run(5);
        traffic.requests(5);
        await().until(() -> pipeline.accounting().lost() == 5);
        traffic.requests(5);
        settled();

        Accounting accounting = pipeline.accounting();
        assertThat(accounting.lost(Loss.REJECTED)).isEqualTo(5);
        assertThat(accounting.delivered()).isEqualTo(5);
        assertThat(traffic.said())
                .containsOnlyOnce("status 401")
                .contains("rollcall.token")
                .doesNotContain("\u001b");
    }

    @Test
    void a_backend_that_is_away_costs_the_oldest_batches_when_memory_is_full_and_each_is_counted() {
        answers(aResponse().withStatus(503));
        run(10, 4000);
        traffic.requests(5000);
        await().until(() ->
                pipeline.accounting().lost(Loss.BACKLOG_FULL) > 0 && traffic.recorder.waiting() == 0 && sumsUp());
        answers(aResponse().withStatus(200));
        settled();

        Accounting accounting = pipeline.accounting();
        assertThat(accounting.delivered()).isPositive();
        assertThat(accounting.delivered() + accounting.lost(Loss.BACKLOG_FULL)).isEqualTo(5000);
        assertThat(requests().get(requests().size() - 1).getHeader("Rollcall-Batch"))
                .as("the newest survive")
                .endsWith(":4990:10");
    }

    @Test
    void at_shutdown_what_waits_is_sent_at_once() {
        answers(aResponse().withStatus(200));
        run(1000, 1 << 20, 3_600_000);
        traffic.requests(7);

        assertThat(pipeline.settle(20_000)).isTrue();
        assertThat(pipeline.accounting().delivered()).isEqualTo(7);

        traffic.requests(2);
        settled();
        assertThat(pipeline.accounting().delivered())
                .as("requests that end while other hooks are at work are sent too")
                .isEqualTo(9);
    }

    @Test
    void a_shutdown_does_not_wait_for_a_dead_backend_beyond_its_time_and_counts_what_it_leaves() {
        answers(aResponse().withStatus(200).withFixedDelay(60_000));
        run(4);
        traffic.requests(10);

        assertThat(pipeline.settle(300)).isFalse();
        Accounting accounting = pipeline.accounting();
        assertThat(accounting.lost(Loss.SHUTDOWN)).isEqualTo(10);
        assertThat(accounting.isSettled()).isTrue();
        traffic.requests(3);
        await().until(() -> pipeline.accounting().isSettled());
        assertThat(pipeline.accounting().lost(Loss.SHUTDOWN)).isEqualTo(13);
        assertThat(traffic.said()).contains("could not be delivered").contains("300 ms");
    }

    @Test
    void counters_add_up_with_eight_threads_and_a_backend_that_fails_at_random() throws InterruptedException {
        then("start", aResponse().withStatus(500), "one");
        then("one", aResponse().withStatus(400), "two");
        then("two", aResponse().withStatus(200), "three");
        then("three", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "four");
        then("four", aResponse().withStatus(204), "start");
        run(500);
        CountDownLatch done = new CountDownLatch(8);
        for (int t = 0; t < 8; t++) {
            Traffic.run(() -> {
                for (int i = 0; i < 2500; i++) {
                    traffic.request("c", i % 10 == 0 ? "/health" : "/items/" + i);
                }
                done.countDown();
            });
        }
        done.await();
        settled();

        Accounting accounting = pipeline.accounting();
        assertThat(accounting.seen()).isEqualTo(20_000);
        assertThat(accounting.excluded()).isLessThanOrEqualTo(2000);
        assertThat(accounting.delivered() + accounting.lost() + accounting.excluded())
                .isEqualTo(20_000);
        assertThat(accounting.lost(Loss.RING_FULL) + accounting.lost(Loss.REJECTED))
                .isEqualTo(accounting.lost());
        assertThat(accounting.delivered()).isPositive();
    }

    // ---- the arrangement -----------------------------------------------------------------------------------------

    private void run(int batchEvents) {
        run(batchEvents, 8 << 20);
    }

    private void run(int batchEvents, long backlogBytes) {
        run(batchEvents, backlogBytes, 50);
    }

    private void run(int batchEvents, long backlogBytes, long ageMillis) {
        Endpoint endpoint = Endpoint.of(backend.baseUrl() + "/v1/events?x=1");
        shipper = new MemoryShipper(
                traffic.instance.text(),
                new BatchLimits(batchEvents, 1 << 20, ageMillis, backlogBytes),
                endpoint,
                "secret",
                "1.2.3",
                new HttpSender(endpoint, null, 1000, 1000),
                new Backoff(1, 20, new Random(1)),
                traffic.losses,
                traffic.log);
        pipeline = traffic.into(shipper);
        Traffic.run(pipeline);
        Traffic.run(shipper);
    }

    private void answers(ResponseDefinitionBuilder answer) {
        backend.resetMappings();
        backend.stubFor(any(anyUrl()).willReturn(answer));
    }

    private void then(String state, ResponseDefinitionBuilder answer, String next) {
        backend.stubFor(any(anyUrl())
                .inScenario("faults")
                .whenScenarioStateIs(state.equals("start") ? STARTED : state)
                .willReturn(answer)
                .willSetStateTo(next.equals("start") ? STARTED : next));
    }

    private void settled() {
        await().untilAsserted(() -> assertThat(pipeline.accounting().isSettled())
                .as(pipeline.accounting().toString())
                .isTrue());
    }

    private boolean sumsUp() {
        Accounting a = pipeline.accounting();
        return a.seen() == a.delivered() + a.waiting() + a.lost() + a.excluded();
    }

    private List<LoggedRequest> requests() {
        return backend.findAll(postRequestedFor(anyUrl()));
    }

    private static List<String> paths(LoggedRequest request) throws IOException {
        List<String> paths = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(request.getBody())) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("path")) {
                    paths.add(parser.nextTextValue());
                }
            }
        }
        return paths;
    }
}
