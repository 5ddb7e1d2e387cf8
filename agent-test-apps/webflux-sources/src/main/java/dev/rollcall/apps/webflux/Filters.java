package dev.rollcall.apps.webflux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/** Filters that do what a request's headers ask for. */
@Configuration(proxyBeanMethods = false)
class Filters {
    @Bean
    @Order(1)
    WebFilter refuse() {
        return (exchange, chain) -> {
            String status = header(exchange, "X-Refuse");
            if (status == null) {
                return chain.filter(exchange);
            }
            ServerHttpResponse response = exchange.getResponse();
            response.setStatusCode(HttpStatus.valueOf(Integer.parseInt(status)));
            return response.writeWith(Mono.just(response.bufferFactory().wrap("refused".getBytes(US_ASCII))));
        };
    }

    @Bean
    @Order(2)
    WebFilter throwing() {
        return (exchange, chain) -> {
            String when = header(exchange, "X-Throw");
            if ("before".equals(when)) {
                throw new IllegalStateException("before the chain, on purpose");
            }
            Mono<Void> rest = chain.filter(exchange);
            return "after".equals(when)
                    ? rest.then(Mono.error(new IllegalStateException("after the chain, on purpose")))
                    : rest;
        };
    }

    @Bean
    @Order(3)
    WebFilter wrap() {
        return (exchange, chain) -> header(exchange, "X-Wrap") == null
                ? chain.filter(exchange)
                : chain.filter(exchange.mutate()
                        .request(new ServerHttpRequestDecorator(exchange.getRequest()))
                        .response(new ServerHttpResponseDecorator(exchange.getResponse()))
                        .build());
    }

    /** {@code X-Login} gives a principal that is known; {@code X-Login-Lazy} one that has to be fetched. */
    @Bean
    @Order(4)
    WebFilter login() {
        return (exchange, chain) -> {
            String name = header(exchange, "X-Login");
            String lazily = header(exchange, "X-Login-Lazy");
            if (name != null) {
                Principal principal = () -> name;
                return chain.filter(
                        exchange.mutate().principal(Mono.just(principal)).build());
            }
            if (lazily != null) {
                Principal principal = () -> lazily;
                return chain.filter(exchange.mutate()
                        .principal(Mono.fromSupplier(() -> fetched(exchange, principal)))
                        .build());
            }
            return chain.filter(exchange);
        };
    }

    /** Leaves a trace in the response, so that a fetch nobody asked for would be seen. */
    private static Principal fetched(ServerWebExchange exchange, Principal principal) {
        exchange.getResponse().getHeaders().add("X-Fetched", principal.getName());
        return principal;
    }

    @Bean
    @Order(5)
    WebFilter customer() {
        return (exchange, chain) -> {
            String responseHeader = header(exchange, "X-Set-Customer");
            if (responseHeader != null) {
                exchange.getResponse().getHeaders().set("X-Customer-ID", responseHeader);
            }
            String attribute = header(exchange, "X-Set-Attribute");
            if (attribute != null) {
                exchange.getAttributes().put("rollcall.customer", attribute);
            }
            return chain.filter(exchange);
        };
    }

    private static @Nullable String header(ServerWebExchange exchange, String name) {
        return exchange.getRequest().getHeaders().getFirst(name);
    }
}
