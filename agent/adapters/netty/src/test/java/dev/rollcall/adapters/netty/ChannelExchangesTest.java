package dev.rollcall.adapters.netty;

import static dev.rollcall.adapters.netty.Line.begin;
import static dev.rollcall.adapters.netty.Line.content;
import static dev.rollcall.adapters.netty.Line.full;
import static dev.rollcall.adapters.netty.Line.head;
import static dev.rollcall.adapters.netty.Line.last;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelExchangesTest {
    private final Line line = new Line();

    // ---- one request ---------------------------------------------------------------------------------------------

    @Test
    void a_request_is_told_when_its_answer_is_on_the_wire_and_not_before() {
        line.decoded(head("POST", "/items?a=b", "Host", "shop", "X-Customer-ID", "acme"), content(3), last(4));
        ChannelPromise write = line.write(full(201, 10));
        assertThat(line.told()).isEmpty();

        write.setSuccess();

        assertThat(line.told())
                .containsExactly(new Told("POST", "/items", "shop", "acme", "1.1", 201, "ok", 7, 10, null, null));
    }

    @Test
    void an_answer_in_parts_is_told_after_its_last_part_with_the_bytes_of_all() {
        line.get("/a");
        line.sent(begin(200));
        line.sent(content(5));
        line.sent(Unpooled.wrappedBuffer(new byte[7]));
        line.sent(new DefaultFileRegion(new File("never opened"), 0, 1000));
        assertThat(line.told()).isEmpty();

        line.sent(last(1));

        assertThat(line.told()).singleElement().satisfies(told -> {
            assertThat(told.status()).isEqualTo(200);
            assertThat(told.out()).isEqualTo(1013);
        });
    }

    @Test
    void the_body_that_an_answer_to_head_must_not_have_is_not_counted() {
        line.decoded(head("HEAD", "/a"), LastHttpContent.EMPTY_LAST_CONTENT);
        line.sent(full(200, 100));

        assertThat(line.told()).extracting(Told::out).containsExactly(0L);
    }

    @Test
    void a_body_that_the_application_did_not_wait_for_is_counted_to_its_end() {
        line.decoded(head("POST", "/a"), content(10));
        line.sent(full(200, 1));
        assertThat(line.told()).isEmpty();

        line.decoded(content(20), last(30));

        assertThat(line.told()).extracting(Told::in).containsExactly(60L);
    }

    @Test
    void what_the_application_says_of_the_customer_is_told() {
        AttributeKey<String> key = AttributeKey.valueOf(Line.ATTRIBUTE);
        line.get("/a");
        line.channel.attr(key).set("wayne");
        FullHttpResponse response = full(200, 1);
        response.headers().set("X-Customer-Id", "stark");

        ChannelPromise write = line.write(response);
        line.channel.attr(key).set(null);
        write.setSuccess();

        assertThat(line.told()).singleElement().satisfies(told -> {
            assertThat(told.attribute()).isEqualTo("wayne");
            assertThat(told.responseCustomer()).isEqualTo("stark");
        });
    }

    @Test
    void a_void_promise_is_replaced_and_any_other_is_left_as_it_is() {
        line.get("/a");
        ChannelPromise ours = line.exchanges.write(full(200, 1), line.channel.voidPromise(), true);
        assertThat(ours.isVoid()).isFalse();

        line.get("/b");
        ChannelPromise theirs = line.channel.newPromise();
        assertThat(line.exchanges.write(full(200, 1), theirs, true)).isSameAs(theirs);
    }

    @Test
    void messages_that_stay_in_the_decoders_list_are_read_once() {
        List<Object> list = List.of(head("GET", "/a"), LastHttpContent.EMPTY_LAST_CONTENT);
        line.exchanges.seen(0);
        line.exchanges.read(list);
        line.exchanges.read(list);
        line.exchanges.seen(2);
        line.exchanges.read(list);
        line.channel.close();

        assertThat(line.told()).hasSize(1);
    }

    // ---- requests that are none ----------------------------------------------------------------------------------

    @Test
    void a_request_line_nobody_could_read_is_told_without_the_decoders_stand_in_for_it() {
        FullHttpRequest standIn =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/bad-request", Unpooled.buffer(0));
        standIn.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("bad")));
        line.decoded(standIn);
        line.sent(full(400, 3));

        assertThat(line.told()).containsExactly(new Told(null, null, null, null, null, 400, "ok", 0, 3, null, null));
    }

    @Test
    void a_head_that_broke_off_with_its_connection_is_not_told() {
        HttpRequest half = head("GET", "/a");
        half.setDecoderResult(DecoderResult.failure(new IOException("closed")));
        line.channel.close();
        line.decoded(half);

        assertThat(line.told()).isEmpty();
    }

    @Test
    void an_answer_nobody_asked_for_is_not_told_and_moves_nothing() {
        line.sent(full(408, 2));
        line.get("/a", "X-Customer-ID", "acme");
        line.sent(full(200, 1));

        assertThat(line.told()).extracting(Told::customer, Told::status).containsExactly(tuple("acme", 200));
    }

    // ---- interim answers, upgrades -------------------------------------------------------------------------------

    @Test
    void interim_answers_are_not_the_answer() {
        line.decoded(head("POST", "/a", "Expect", "100-continue"));
        line.sent(full(100, 0));
        line.decoded(last(5));
        line.sent(begin(103));
        line.sent(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(line.told()).isEmpty();

        line.sent(full(200, 2));

        assertThat(line.told()).extracting(Told::status, Told::in, Told::out).containsExactly(tuple(200, 5L, 2L));
    }

    @Test
    void a_refused_expectation_is_told_at_once_because_the_body_will_not_come() {
        line.decoded(head("POST", "/a", "Expect", "100-continue"));
        line.sent(full(417, 0));

        assertThat(line.told()).extracting(Told::status).containsExactly(417);
    }

    @Test
    void a_switch_of_protocols_is_told_as_101_also_when_the_application_writes_the_head_alone() {
        line.get("/socket");
        line.sent(begin(101));

        assertThat(line.told()).extracting(Told::status, Told::outcome).containsExactly(tuple(101, "ok"));
    }

    @Test
    void a_switch_to_http_2_is_told_on_its_stream_and_not_here() {
        line.get("/hello");
        upgradeToHttp2();
        EmbeddedChannel stream = new EmbeddedChannel(line.channel, DefaultChannelId.newInstance(), true, false);
        ChannelExchanges ofStream = ChannelExchanges.http2(line.facts, stream, stream.eventLoop());
        ofStream.read(List.of(head("GET", "/hello"), LastHttpContent.EMPTY_LAST_CONTENT));
        ofStream.write(full(200, 5), stream.newPromise(), true).setSuccess();
        line.channel.close();

        assertThat(line.told()).extracting(Told::protocol, Told::status).containsExactly(tuple("2", 200));
    }

    @Test
    void a_switch_to_http_2_that_brings_no_stream_is_told_when_the_connection_ends() {
        line.get("/hello");
        upgradeToHttp2();
        line.channel.close();

        assertThat(line.told()).extracting(Told::status, Told::outcome).containsExactly(tuple(101, "ok"));
    }

    private void upgradeToHttp2() {
        FullHttpResponse response = full(101, 0);
        response.headers().set("Upgrade", "h2c");
        line.sent(response);
    }

    @Test
    void a_tunnel_is_told_with_the_head_that_opens_it() {
        line.decoded(head("CONNECT", "far.example:443"), LastHttpContent.EMPTY_LAST_CONTENT);
        line.sent(begin(200));

        assertThat(line.told()).singleElement().satisfies(told -> {
            assertThat(told.method()).isEqualTo("CONNECT");
            assertThat(told.host()).isEqualTo("far.example:443");
            assertThat(told.path()).isNull();
            assertThat(told.status()).isEqualTo(200);
        });
    }

    // ---- several requests ----------------------------------------------------------------------------------------

    @Test
    void pipelined_requests_keep_their_own_customer_status_and_bytes() {
        line.decoded(
                head("GET", "/a", "X-Customer-ID", "acme"),
                LastHttpContent.EMPTY_LAST_CONTENT,
                head("POST", "/b", "X-Customer-ID", "wayne"),
                last(9));
        line.sent(full(404, 1));
        line.sent(full(201, 2));

        assertThat(line.told())
                .extracting(Told::customer, Told::status, Told::in, Told::out)
                .containsExactly(tuple("acme", 404, 0L, 1L), tuple("wayne", 201, 9L, 2L));
    }

    @Test
    void a_framework_finds_the_first_request_that_is_not_answered() {
        assertThat(line.exchanges.current()).isNull();
        line.get("/a");
        var first = line.exchanges.current();
        line.get("/b");
        assertThat(line.exchanges.current()).isSameAs(first).isNotNull();

        line.write(full(200, 1));

        assertThat(line.exchanges.current()).isNotNull().isNotSameAs(first);
    }

    @Test
    void requests_beyond_the_bound_are_told_at_once_and_their_answers_are_not_taken_for_others() {
        for (int i = 0; i <= ChannelExchanges.MAX_UNANSWERED; i++) {
            line.get("/" + i);
        }
        assertThat(line.told())
                .extracting(Told::path, Told::status, Told::outcome)
                .containsExactly(tuple("/" + ChannelExchanges.MAX_UNANSWERED, 0, "error"));

        line.sent(full(200, 1));
        line.get("/after");
        for (int i = 1; i <= ChannelExchanges.MAX_UNANSWERED; i++) {
            line.sent(full(i == ChannelExchanges.MAX_UNANSWERED ? 500 : 200, 1));
        }
        line.sent(full(202, 1));

        List<Told> told = line.told();
        assertThat(told).hasSize(ChannelExchanges.MAX_UNANSWERED + 1);
        assertThat(told).filteredOn(t -> t.status() == 500).isEmpty();
        assertThat(told)
                .filteredOn(t -> t.status() == 202)
                .extracting(Told::path)
                .containsExactly("/after");
    }

    // ---- failures ------------------------------------------------------------------------------------------------

    @Test
    void a_client_that_goes_is_told_as_aborted_and_a_server_that_hangs_up_as_error() {
        line.get("/a");
        line.sent(begin(200));
        line.channel.close();
        assertThat(line.told()).extracting(Told::status, Told::outcome).containsExactly(tuple(200, "aborted"));

        Line hungUp = new Line();
        hungUp.get("/a");
        hungUp.exchanges.closedByServer();
        hungUp.channel.close();
        assertThat(hungUp.told()).extracting(Told::status, Told::outcome).containsExactly(tuple(0, "error"));

        Line reset = new Line();
        reset.get("/a");
        reset.exchanges.lostByClient();
        reset.exchanges.closedByServer();
        reset.channel.close();
        assertThat(reset.told()).extracting(Told::outcome).containsExactly("aborted");
    }

    @Test
    void an_answer_that_was_whole_is_ok_even_if_its_request_never_ends() {
        line.decoded(head("POST", "/a"), content(10));
        line.sent(full(200, 1));
        line.channel.close();

        assertThat(line.told()).extracting(Told::outcome, Told::in).containsExactly(tuple("ok", 10L));
    }

    @Test
    void a_write_that_fails_with_the_connection_is_aborted_and_any_other_failure_is_an_error_without_status() {
        line.get("/a");
        line.write(full(200, 1)).setFailure(new IOException("broken pipe"));
        line.get("/b");
        line.write(full(200, 1)).setFailure(new IllegalStateException("refused"));

        assertThat(line.told())
                .extracting(Told::status, Told::outcome)
                .containsExactly(tuple(200, "aborted"), tuple(0, "error"));
    }

    @Test
    void an_answer_that_the_encoder_refuses_is_not_the_answer() {
        line.get("/a");
        line.get("/b");
        line.write(full(200, 10)).setFailure(new EncoderException("header"));
        line.sent(full(500, 2));
        line.sent(full(204, 0));

        assertThat(line.told())
                .extracting(Told::path, Told::status, Told::out)
                .containsExactly(tuple("/a", 500, 2L), tuple("/b", 204, 0L));
    }

    @Test
    void a_request_that_comes_after_the_end_of_its_connection_is_told() {
        line.channel.close();
        line.get("/a");

        assertThat(line.told()).extracting(Told::path, Told::outcome).containsExactly(tuple("/a", "aborted"));
        assertThat(line.exchanges.current()).isNull();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }
}
