package dev.rollcall.adapters.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.Wanted;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AttributeKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void a_header_of_a_response_is_found_in_any_case_and_known_to_be_repeated() {
        Recorder recorder = new Recorder(
                new Wanted(List.of(), List.of("x-plan", "X-Customer-ID"), List.of(), false, false, false), 16);
        HttpHeaders headers = new DefaultHttpHeaders()
                .add("x-customer-id", "acme")
                .add("Content-Type", "text/plain")
                .add("X-CUSTOMER-ID", "umbrella");

        Record record = recorder.begin().record();
        new Facts(recorder).response(headers, record);

        assertThat(record.responseHeader(0)).isNull();
        assertThat(record.responseHeader(1)).isEqualTo("acme");
        assertThat(record.responseHeaderRepeated(1)).isTrue();
    }

    @Test
    void the_application_can_still_make_the_attribute_key_that_we_look_for() {
        Recorder recorder =
                new Recorder(new Wanted(List.of(), List.of(), List.of("made.later"), false, false, false), 16);
        Facts facts = new Facts(recorder);
        EmbeddedChannel channel = new EmbeddedChannel();
        facts.attributes(channel, recorder.begin().record());

        // Throws where the key exists already.
        AttributeKey<String> key = AttributeKey.newInstance("made.later");
        channel.attr(key).set("acme");

        var exchange = recorder.begin();
        facts.attributes(channel, exchange.record());
        assertThat(exchange.record().attribute(0)).isEqualTo("acme");
    }
}
