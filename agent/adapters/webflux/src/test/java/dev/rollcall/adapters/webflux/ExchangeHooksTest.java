package dev.rollcall.adapters.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.exchange.ApplicationView;
import dev.rollcall.core.exchange.Exchange;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.Wanted;
import dev.rollcall.core.route.Routes;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

class ExchangeHooksTest {
    private static final Principal ANN = () -> "ann";

    private final Recorder recorder =
            new Recorder(new Wanted(List.of(), List.of(), List.of("tenant"), true, false, false), 16);
    private final Exchange begun = recorder.begin();
    private final ExchangeHooks hooks = new ExchangeHooks(recorder, new ToOneExchange(begun)) {};
    private final HttpWebHandlerAdapter adapter = new HttpWebHandlerAdapter(exchange -> Mono.empty());
    private final DispatcherHandler dispatcher = new DispatcherHandler();

    @Test
    void the_attribute_names_are_those_of_spring() {
        assertThat(ExchangeView.BEST_MATCHING_PATTERN).isEqualTo(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        assertThat(ExchangeView.FUNCTIONAL_PATTERN).isEqualTo(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE);
    }

    @Test
    void the_matched_pattern_is_the_route() {
        ServerWebExchange exchange = created("/users/7");
        exchange.getAttributes()
                .put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, new PathPatternParser().parse("/users/{id}"));

        assertThat(end().route()).isEqualTo("/users/{id}");
    }

    @Test
    void a_pattern_may_be_a_string_or_a_functional_routes() {
        ServerWebExchange exchange = created("/users/7");
        exchange.getAttributes().put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, "users/{id}");

        assertThat(end().route()).isEqualTo("/users/{id}");
    }

    @Test
    void the_context_path_stands_before_the_route() {
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get("/api/users/7").contextPath("/api"));
        hooks.created(adapter, exchange.getRequest(), exchange.getResponse(), exchange);
        exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/users/{id}");

        Record record = end();

        assertThat(record.route()).isEqualTo("/api/users/{id}");
        assertThat(record.contextPath()).isEqualTo("/api");
    }

    @Test
    void attributes_that_are_wanted_are_read_at_the_end() {
        created("/").getAttributes().put("tenant", "acme");

        assertThat(end().attribute(0)).isEqualTo("acme");
    }

    @Test
    void a_principal_that_a_filter_gave_is_told() {
        ServerWebExchange exchange = created("/");

        hooks.dispatched(dispatcher, exchange.mutate().principal(Mono.just(ANN)).build());

        assertThat(end().principal()).isEqualTo("ann");
    }

    @Test
    void a_principal_that_has_to_be_fetched_is_not_fetched() {
        AtomicInteger fetched = new AtomicInteger();
        ServerWebExchange exchange = created("/");

        for (Mono<Principal> lazy : List.<Mono<Principal>>of(
                Mono.fromCallable(() -> counted(fetched)),
                Mono.fromSupplier(() -> counted(fetched)),
                Mono.defer(() -> Mono.just(counted(fetched))),
                Mono.just("ann").map(name -> counted(fetched)))) {
            hooks.dispatched(dispatcher, exchange.mutate().principal(lazy).build());
        }

        assertThat(end().principal()).isNull();
        assertThat(fetched).hasValue(0);
    }

    @Test
    void a_principal_that_is_an_error_is_nobody() {
        ServerWebExchange exchange = created("/");

        hooks.dispatched(
                dispatcher,
                exchange.mutate()
                        .principal(Mono.error(new IllegalStateException("on purpose")))
                        .build());

        assertThat(end().principal()).isNull();
    }

    @Test
    void an_exchange_class_of_the_application_is_asked_for_nothing() {
        AtomicInteger asked = new AtomicInteger();
        ServerWebExchange theirs = new ServerWebExchangeDecorator(created("/")) {
            @Override
            @SuppressWarnings("unchecked")
            public <T extends Principal> Mono<T> getPrincipal() {
                asked.incrementAndGet();
                return (Mono<T>) Mono.just(ANN);
            }
        };

        hooks.dispatched(
                dispatcher, theirs.mutate().request(theirs.getRequest()).build());

        assertThat(end().principal()).isNull();
        assertThat(asked).hasValue(0);
    }

    @Test
    void the_principal_of_another_exchange_is_not_taken() {
        created("/");
        MockServerWebExchange another = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

        hooks.dispatched(dispatcher, another.mutate().principal(Mono.just(ANN)).build());

        assertThat(end().principal()).isNull();
    }

    @Test
    void a_principal_alone_is_not_linked() {
        MockServerWebExchange unseen = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

        hooks.dispatched(dispatcher, unseen.mutate().principal(Mono.just(ANN)).build());
        ServerWebExchange exchange = created("/");
        exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/");

        Record record = end();
        assertThat(record.principal()).isNull();
        assertThat(record.route()).isEqualTo("/");
    }

    @Test
    void two_applications_do_not_see_each_others_routes() {
        StaticApplicationContext one = new StaticApplicationContext();
        StaticApplicationContext other = new StaticApplicationContext();

        Routes ofOne = Objects.requireNonNull(ApplicationTables.of(one, recorder));
        Routes ofOther = Objects.requireNonNull(ApplicationTables.of(other, recorder));
        ofOne.add("GET", "/one");

        assertThat(ApplicationTables.of(one, recorder)).isSameAs(ofOne);
        assertThat(ofOther.match("GET", "/one")).isNull();
        assertThat(recorder.applicationRoutes().of(one)).isSameAs(ofOne);
    }

    @Test
    void a_mock_request_is_left_alone() {
        MockServerHttpRequest mock = MockServerHttpRequest.get("/").build();

        assertThat(Exchanges.nativeRequest(mock)).isNull();
        assertThat(Exchanges.nativeRequest(new ServerHttpRequestDecorator(mock)))
                .isNull();
    }

    private static Principal counted(AtomicInteger fetched) {
        fetched.incrementAndGet();
        return ANN;
    }

    private ServerWebExchange created(String path) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get(path));
        hooks.created(adapter, exchange.getRequest(), exchange.getResponse(), exchange);
        return exchange;
    }

    private Record end() {
        return Objects.requireNonNull(begun.end());
    }

    /** As if every request belonged to the same exchange of the server. */
    private static final class ToOneExchange implements ServerLink {
        private final Exchange exchange;

        ToOneExchange(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void link(ServerHttpRequest request, ApplicationView view) {
            exchange.link(view);
        }
    }
}
