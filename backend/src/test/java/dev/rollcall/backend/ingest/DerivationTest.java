package dev.rollcall.backend.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivationTest {
    private static final Derivation DERIVATION = new Derivation();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 | desktop",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15 | desktop",
                "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0 | desktop",
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 | desktop",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1 | mobile",
                "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36 | mobile",
                "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1 | tablet",
                "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 | tablet",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | bot",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot) | bot",
                "curl/8.5.0 | other",
                "okhttp/4.12.0 | other",
                "python-requests/2.32.3 | other",
                "Java-http-client/17.0.15 | other",
                "nonsense | other",
            })
    void a_user_agent_tells_the_device(String userAgent, String device) {
        assertThat(derived(event -> event.userAgent = userAgent).device).isEqualTo(device);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot) | GPTBot",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot | ChatGPT",
                "Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com) | ClaudeBot",
                "claude-cli/1.0.60 (external, cli) | Claude Code",
                "Mozilla/5.0 (compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot) | PerplexityBot",
                "curl/8.5.0 |",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 |",
            })
    void an_ai_agent_that_names_itself_is_named(String userAgent, String name) {
        assertThat(derived(event -> event.userAgent = userAgent).aiAgent).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "/users/7, 200, low",
        "/users/7, 404, low",
        "/users/7, 500, low",
        "/users/7, 401, medium",
        "/users/7, 403, medium",
        "/users/7, 405, medium",
        "/users/7, 429, medium",
        "/.env, 404, high",
        "/shop/.git/config, 404, high",
        "/WP-Login.php, 404, high",
        "/files/..%2F..%2Fetc/passwd, 400, high",
        "/a/${jndi:ldap://x}, 200, high",
        "/environments, 200, low",
        "/a/.well-known/x, 200, low",
    })
    void the_threat_follows_from_the_path_and_the_status(String path, int status, String threat) {
        ApiEvent derived = derived(event -> {
            event.path = path;
            event.status = status;
        });

        assertThat(derived.threat).isEqualTo(threat);
    }

    @Test
    void a_scanner_that_names_itself_is_a_high_threat() {
        assertThat(derived(event -> event.userAgent = "Mozilla/5.00 (Nikto/2.1.6)").threat)
                .isEqualTo("high");
    }

    @Test
    void a_request_without_a_user_agent_has_no_device() {
        ApiEvent derived = derived(event -> {});

        assertThat(derived.device).isNull();
        assertThat(derived.aiAgent).isNull();
        assertThat(derived.threat).isEqualTo("low");
    }

    @Test
    void an_agents_status_has_none_of_it() {
        ApiEvent derived = derived(event -> event.kind = ApiEvent.Kind.STATUS);

        assertThat(derived.threat).isNull();
    }

    @Test
    void a_user_agent_is_parsed_once_and_new_ones_only_as_fast_as_allowed() {
        AtomicInteger parsed = new AtomicInteger();
        AtomicLong nanos = new AtomicLong();
        Devices devices = new Devices(
                agent -> {
                    parsed.incrementAndGet();
                    return "desktop";
                },
                new Allowance(2, 1, nanos::get));

        assertThat(devices.of("a")).isEqualTo("desktop");
        assertThat(devices.of("a")).isEqualTo("desktop");
        assertThat(devices.of("b")).isEqualTo("desktop");
        assertThat(devices.of("c")).isEqualTo("other");
        assertThat(devices.of("a")).isEqualTo("desktop");
        assertThat(parsed).hasValue(2);

        nanos.addAndGet(1_000_000_000);
        assertThat(devices.of("c")).isEqualTo("desktop");
        assertThat(devices.of("d")).isEqualTo("other");
    }

    private interface Change {
        void to(ApiEvent event);
    }

    private static ApiEvent derived(Change change) {
        ApiEvent event = new ApiEvent();
        change.to(event);
        DERIVATION.fill(event);
        return event;
    }
}
