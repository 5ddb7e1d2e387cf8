package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static dev.rollcall.conformance.client.Request.of;
import static dev.rollcall.conformance.client.Request.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.lab.Compare;
import dev.rollcall.conformance.lab.Observed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section A, first half: what a single request may look like. */
public interface BasicCases extends Cases {
    @Test
    default void c01_a_get_is_told_once_with_all_its_facts() {
        one(get("/hello").customer(ACME).header("User-Agent", "conformance/1"))
                .status(200)
                .body("hello")
                .outcome("ok")
                .route("/hello")
                .customer(ACME, "header:X-Customer-ID")
                .accepted(true);
    }

    @Test
    default void c01b_host_agent_and_time_of_the_request_are_told() {
        long before = System.currentTimeMillis();
        Seen seen = one(get("/users/7").customer(ACME).header("User-Agent", "conformance/1"));
        seen.status(200).body("user 7").route("/users/{id}");
        assertThat(seen.event().text("host")).isEqualTo("localhost");
        assertThat(seen.event().text("user_agent")).isEqualTo("conformance/1");
        assertThat(seen.event().text("client_ip")).startsWith("127.0.0.");
        assertThat(java.time.Instant.parse(seen.event().text("ts")).toEpochMilli())
                .isBetween(before - 1000, System.currentTimeMillis() + 1000);
    }

    @Test
    default void c02_a_post_is_told_with_the_bytes_of_its_body() {
        one(post("/items", "0123456789".repeat(300)).customer(ACME))
                .status(201)
                .body("created 3000 bytes")
                .route("/items");
    }

    @Test
    default void c02b_a_body_that_comes_back_is_counted_both_ways() {
        Seen seen = one(post("/echo", "x".repeat(70_000)).customer(ACME), Compare.ANY_CHUNKS);
        assertThat(seen.status(200).response().body()).hasSize(70_000);
    }

    @Test
    default void c02c_a_body_nobody_reads_does_not_disturb_the_next_request() {
        Observed observed = lab().talk(2, wire -> {
            var client = wire.open();
            client.exchange(post("/ignore-body", "y".repeat(1000)).customer(ACME));
            client.exchange(get("/hello").customer("wayne"));
        });
        assertThat(observed.eventOf(ACME).status()).isEqualTo(200);
        assertThat(observed.eventOf("wayne").status()).isEqualTo(200);
        assertThat(observed.eventOf("wayne").requestBytes()).isZero();
    }

    @Test
    default void c02d_a_body_nobody_reads_is_counted_all_the_same() {
        one(of("PUT", "/items/7").body("abc").customer(ACME)).status(200);
    }

    @Test
    default void c03_answers_without_a_body_have_no_bytes() {
        each(List.of(
                        get("/status/204").customer(ACME),
                        get("/status/304").customer(ACME),
                        get("/status/205").customer(ACME)))
                .forEach(seen -> assertThat(seen.event().responseBytes()).isZero());
    }

    @Test
    default void c04_a_head_request_is_told_as_head_and_without_bytes() {
        Seen seen = one(of("HEAD", "/hello").customer(ACME)).status(200);
        assertThat(seen.event().responseBytes()).isZero();
    }

    @Test
    default void c05_a_preflight_is_told_as_the_server_answered_it() {
        one(of("OPTIONS", "/hello")
                        .customer(ACME)
                        .header("Origin", "http://shop.example")
                        .header("Access-Control-Request-Method", "GET"))
                .customer(ACME, "header:X-Customer-ID");
    }

    @Test
    default void c06_put_patch_and_delete_are_told_by_their_names() {
        each(List.of(
                        of("PUT", "/items/7").customer(ACME),
                        of("PATCH", "/items/8").customer(ACME),
                        of("DELETE", "/items/9").customer(ACME)))
                .forEach(seen -> seen.status(200).route("/items/{id}"));
    }

    @Test
    default void c07_a_method_nobody_has_heard_of_is_told_as_sent() {
        one(of("PROPFIND", "/hello").customer(ACME));
    }

    @Test
    default void c08_trace_is_told_as_the_server_answered_it() {
        one(of("TRACE", "/hello").customer(ACME));
    }

    @Test
    default void c08b_connect_is_told_as_the_server_answered_it() {
        Observed observed = lab().talk(
                        1,
                        wire -> wire.open()
                                .exchange(of("CONNECT", "localhost:80").close()));
        assertThat(observed.event().status()).isEqualTo(observed.response().status());
        assertThat(observed.event().method()).isEqualTo("CONNECT");
    }

    @Test
    default void c09_the_query_is_not_part_of_the_path_and_not_told() {
        Seen seen = one(get("/hello?token=verysecret&a=b%20c+d").customer(ACME)).status(200);
        assertThat(seen.event().fields().toString()).doesNotContain("verysecret");
    }

    @Test
    default void c09b_unusual_paths_are_told_as_sent() {
        each(List.of(
                        get("/files/a%20b").customer(ACME),
                        get("/files/a+b").customer(ACME),
                        get("/files/caf%C3%A9").customer(ACME),
                        get("/files/a.b~c_d").customer(ACME)))
                .forEach(seen -> seen.status(200)
                        .route(
                                seen.server().knowsTemplates()
                                        ? "/files/**"
                                        : seen.event().path()));
    }

    @Test
    default void c09c_a_matrix_parameter_stays_in_the_path() {
        one(get("/hello;v=1").customer(ACME));
    }

    @Test
    default void c09d_an_encoded_slash_is_told_as_sent_whatever_the_server_thinks_of_it() {
        one(get("/files/a%2Fb").customer(ACME).close());
    }

    @Test
    default void c09e_a_url_of_eight_kilobytes_is_told_or_refused_but_counted() {
        Request request = get("/files/" + "a".repeat(7_600)).customer(ACME).close();
        Observed observed = lab().talk(1, wire -> wire.open().exchange(request));
        assertThat(observed.event().status()).isEqualTo(observed.response().status());
        if (observed.response().status() == 200) {
            assertThat(request.path())
                    .startsWith(String.valueOf(observed.event().path()));
            assertThat(String.valueOf(observed.event().path())).hasSizeGreaterThan(200);
        }
    }

    @Test
    default void c09f_the_path_of_an_absolute_target_is_its_path() {
        Observed observed = lab().talk(
                        1,
                        wire -> wire.open()
                                .exchange(get("http://localhost/users/7?a=b").customer(ACME)));
        assertThat(observed.response().status()).isEqualTo(200);
        assertThat(observed.event().path()).isEqualTo("/users/7");
        assertThat(observed.event().customer()).isEqualTo(ACME);
    }

    @Test
    default void c09g_an_empty_path_is_the_root() {
        Observed observed = lab().talk(
                        1, wire -> wire.open().exchange(get("http://localhost").close()));
        assertThat(observed.event().status()).isEqualTo(observed.response().status());
        assertThat(observed.event().path()).isEqualTo("/");
    }

    @Test
    default void c10_a_request_line_that_is_none_is_counted_without_a_route() {
        refused("GET /hello is what I want HTTP/1.1 please\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    @Test
    default void c10b_a_path_with_forbidden_characters_is_counted() {
        lab().talk(1, wire -> wire.open().exchange(get("/files/<{\"^|}>").close()));
    }

    @Test
    default void c10c_two_different_lengths_are_refused_and_counted() {
        refused("POST /items HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n"
                + "Connection: close\r\n\r\nabcd");
    }

    /** The server itself refuses these bytes. */
    private void refused(String bytes) {
        Observed observed = lab().talk(1, wire -> {
            var client = wire.open();
            client.send(bytes.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            client.read();
        });
        assertThat(observed.response().status()).isEqualTo(400);
        assertThat(observed.event().status()).isEqualTo(400);
        assertThat(observed.event().text("customer_id")).isNull();
    }

    @Test
    default void c11_a_redirect_is_told_as_such() {
        one(get("/redirect").customer(ACME)).status(302).route("/redirect");
    }
}
