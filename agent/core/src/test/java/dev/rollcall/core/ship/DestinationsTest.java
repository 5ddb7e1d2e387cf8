package dev.rollcall.core.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.options.Options;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a user writes for one endpoint or several, and who is sent which token. */
class DestinationsTest {
    @Test
    void without_an_endpoint_there_is_no_destination_and_a_token_is_no_mistake() {
        assertThat(of("token=t").all()).isEmpty();
        assertThat(of("token=t").problems()).isEmpty();
    }

    @Test
    void one_endpoint_has_the_token() {
        Destinations destinations = of("endpoint=https://a.example/v1/events,token=t");

        assertThat(tokens(destinations)).containsExactly("https://a.example/v1/events t");
        assertThat(destinations.problems()).isEmpty();
        assertThat(destinations.all().get(0).format()).isEqualTo("rollcall");
    }

    @Test
    void tokens_go_to_the_endpoints_at_their_places() {
        Destinations destinations = of(
                "endpoint=https://a.example/,https://b.example/, https://c.example/,https://d.example/,token=x,-,,y");

        assertThat(tokens(destinations))
                .containsExactly(
                        "https://a.example/ x",
                        "https://b.example/ null",
                        "https://c.example/ null",
                        "https://d.example/ y");
        assertThat(destinations.problems()).isEmpty();
    }

    @Test
    void an_empty_place_keeps_its_token_to_itself() {
        assertThat(tokens(of("endpoint=,https://b.example/,token=x,y"))).containsExactly("https://b.example/ y");
        assertThat(tokens(of("endpoint=https://a.example/,,https://c.example/,token=x,y,z")))
                .containsExactly("https://a.example/ x", "https://c.example/ z");
    }

    @Test
    void the_token_of_one_is_never_sent_to_another() {
        Destinations destinations = of("endpoint=https://a.example/,https://b.example/?key=k,token=s3cr3t");

        assertThat(tokens(destinations)).containsExactly("https://a.example/ s3cr3t", "https://b.example/ null");
        assertThat(destinations.problems())
                .containsExactly(
                        "rollcall.token is one for 2 endpoints; it is sent to the first only, https://a.example/."
                                + " Write one for each, with commas between, and - for none.");
    }

    @Test
    void too_few_and_too_many_tokens_are_one_line_without_them() {
        Destinations few = of("endpoint=http://a/,http://b/,http://c/,token=s3cr3t,s3cr3t");
        assertThat(tokens(few)).containsExactly("http://a/ s3cr3t", "http://b/ s3cr3t", "http://c/ null");
        assertThat(few.problems()).containsExactly("rollcall.token has 2 places for 3 endpoints; the last 1 get none.");

        Destinations many = of("endpoint=http://a/,token=s3cr3t,s3cr3t");
        assertThat(tokens(many)).containsExactly("http://a/ s3cr3t");
        assertThat(many.problems())
                .containsExactly("rollcall.token has 2 places for 1 endpoint; the last 1 are not used.");
    }

    @Test
    void an_endpoint_that_is_named_twice_gets_everything_once() {
        Destinations destinations = of("endpoint=http://a/in,HTTP://A:80/in,http://b/,token=x,y,z");

        assertThat(tokens(destinations)).containsExactly("http://a/in x", "http://b/ z");
        assertThat(destinations.problems())
                .containsExactly("rollcall.endpoint has http://A/in twice; batches go there once.");
    }

    @Test
    void a_password_in_an_address_is_not_sent_and_that_is_said_without_it() {
        Destinations destinations = of("endpoint=https://me:s3cr3t@a.example/in,token=t");

        assertThat(tokens(destinations)).containsExactly("https://a.example/in t");
        assertThat(destinations.problems())
                .containsExactly("rollcall.endpoint has a user name or password before a.example, which is not sent."
                        + " Write what the endpoint asks for as rollcall.token; it is sent as a bearer token.");
    }

    @Test
    void the_journal_knows_a_destination_again_by_its_address_and_not_by_its_token() {
        DestinationOptions one = of("endpoint=http://a/in?x=1,token=x").all().get(0);
        DestinationOptions same =
                of("endpoint=HTTP://a:80/in?x=1,token=y").all().get(0);
        DestinationOptions other = of("endpoint=http://a/in?x=2").all().get(0);

        assertThat(one.key()).hasSize(16).isEqualTo(same.key()).isNotEqualTo(other.key());
        assertThat(one.tokenFingerprint()).hasSize(16).isNotEqualTo(same.tokenFingerprint());
        assertThat(other.tokenFingerprint()).isEmpty();
    }

    private static Destinations of(String arguments) {
        Options options = Options.load(arguments, new Properties(), Map.of());
        assertThat(options.problems()).isEmpty();
        return Destinations.of(options);
    }

    private static List<String> tokens(Destinations destinations) {
        return destinations.all().stream()
                .map(destination -> destination + " " + destination.token())
                .collect(Collectors.toList());
    }
}
