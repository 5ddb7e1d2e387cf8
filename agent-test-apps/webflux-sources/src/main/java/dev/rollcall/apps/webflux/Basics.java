package dev.rollcall.apps.webflux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Plain requests with plain answers. */
@RestController
class Basics {
    @GetMapping("/")
    Mono<String> root() {
        return Mono.just("root");
    }

    @GetMapping("/hello")
    Mono<String> hello() {
        return Mono.just("hello");
    }

    @RequestMapping("/hello")
    Mono<String> anyOtherMethod(ServerWebExchange exchange) {
        return Mono.just(ServerSpecifics.method(exchange.getRequest()));
    }

    @GetMapping("/users/{id}")
    Mono<String> user(@PathVariable("id") String id) {
        return Mono.just("user " + id);
    }

    @GetMapping("/users/{id}/orders/{order}")
    Mono<String> order(@PathVariable("id") String id, @PathVariable("order") String order) {
        return Mono.just("order " + order + " of user " + id);
    }

    @GetMapping("/files/**")
    Mono<String> file(ServerWebExchange exchange) {
        return Mono.just("file " + exchange.getRequest().getPath().value());
    }

    @PostMapping("/items")
    Mono<ResponseEntity<String>> create(ServerWebExchange exchange) {
        return exchange.getRequest()
                .getBody()
                .map(Basics::sizeThenRelease)
                .reduce(0L, Long::sum)
                .map(bytes -> ResponseEntity.status(201).body("created " + bytes + " bytes"));
    }

    private static long sizeThenRelease(DataBuffer buffer) {
        long size = buffer.readableByteCount();
        DataBufferUtils.release(buffer);
        return size;
    }

    @PutMapping("/items/{id}")
    Mono<String> put(@PathVariable("id") String id) {
        return Mono.just("PUT " + id);
    }

    @PatchMapping("/items/{id}")
    Mono<String> patch(@PathVariable("id") String id) {
        return Mono.just("PATCH " + id);
    }

    @DeleteMapping("/items/{id}")
    Mono<String> delete(@PathVariable("id") String id) {
        return Mono.just("DELETE " + id);
    }

    @PostMapping("/echo")
    Mono<Void> echo(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().setContentType(MediaType.APPLICATION_OCTET_STREAM);
        return exchange.getResponse()
                .writeAndFlushWith(exchange.getRequest().getBody().map(Flux::just));
    }

    @PostMapping("/ignore-body")
    Mono<String> ignoreBody() {
        return Mono.just("ignored");
    }

    @RequestMapping("/status/{code}")
    ResponseEntity<String> status(@PathVariable("code") int code) {
        boolean noBody = code < 200 || code == 204 || code == 205 || code == 304;
        return noBody
                ? ResponseEntity.status(code).build()
                : ResponseEntity.status(code).body("status " + code);
    }

    @GetMapping("/redirect")
    ResponseEntity<Void> redirect() {
        return ResponseEntity.status(302).location(URI.create("/hello")).build();
    }

    /** The names of the exchange's attributes, and of what the server keeps beside them. */
    @GetMapping("/attributes")
    Mono<String> attributes(ServerWebExchange exchange) {
        return Mono.just("exchange " + new TreeSet<>(exchange.getAttributes().keySet()) + "\nserver "
                + new TreeSet<>(ServerSpecifics.attributeNames(exchange.getRequest())) + "\n");
    }

    /** The keys in the Reactor context of a handler. */
    @GetMapping("/context")
    Mono<String> context() {
        return Mono.deferContextual(context -> Mono.just(context.stream()
                .map(entry -> String.valueOf(entry.getKey()))
                .sorted()
                .collect(Collectors.joining("\n"))));
    }

    @GetMapping("/principal")
    Mono<String> principal(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .map(principal -> "principal " + principal.getName())
                .defaultIfEmpty("nobody");
    }

    @GetMapping("/trailers")
    Mono<Void> trailers(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.TRAILER, "X-Checksum");
        ServerSpecifics.trailer(exchange.getResponse(), "X-Checksum", "42");
        return exchange.getResponse()
                .writeAndFlushWith(Flux.just("with a ", "trailer")
                        .map(text ->
                                Flux.just(exchange.getResponse().bufferFactory().wrap(text.getBytes(US_ASCII)))));
    }
}
