package dev.rollcall.apps.webflux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Everything that can go wrong in a handler. */
@RestController
class Errors {
    @GetMapping("/error/set-500")
    ResponseEntity<String> set500() {
        return ResponseEntity.status(500).body("set 500");
    }

    @GetMapping("/error/send-503")
    Mono<String> send503() {
        throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @GetMapping("/error/exception")
    Mono<String> exception() {
        throw new IllegalStateException("on purpose");
    }

    @GetMapping("/error/mapped")
    Mono<String> mapped() {
        throw new Mapped();
    }

    @ExceptionHandler(Mapped.class)
    ResponseEntity<String> on(Mapped mapped) {
        return ResponseEntity.status(422).body("mapped");
    }

    @GetMapping("/error/handled")
    Mono<String> handled() {
        return Mono.<String>error(new IllegalStateException("on purpose")).onErrorReturn("handled");
    }

    @GetMapping("/error/annotated")
    Mono<String> annotated() {
        throw new Annotated();
    }

    @GetMapping("/error/not-found")
    ResponseEntity<String> notFound() {
        return ResponseEntity.status(404).body("not found");
    }

    @GetMapping("/error/after-commit")
    Mono<Void> afterCommit(ServerHttpResponse response) {
        return response.writeAndFlushWith(
                Flux.just(Flux.just(response.bufferFactory().wrap("ten bytes.".getBytes(US_ASCII))))
                        .concatWith(Flux.error(new IllegalStateException("on purpose"))));
    }

    @GetMapping("/error/jvm-error")
    Mono<String> jvmError() {
        throw new StackOverflowError("on purpose");
    }

    /** An error signal instead of the only element. */
    @GetMapping("/error/mono")
    Mono<String> inMono() {
        return Mono.error(new IllegalStateException("on purpose"));
    }

    @GetMapping("/error/flux-before")
    Flux<String> beforeFirstElement() {
        return Flux.error(new Mapped());
    }

    @GetMapping(path = "/error/flux-after", produces = "text/event-stream")
    Flux<String> afterFirstElement() {
        return Flux.just("first").concatWith(Flux.error(new IllegalStateException("on purpose")));
    }

    private static final class Mapped extends RuntimeException {}

    @ResponseStatus(HttpStatus.CONFLICT)
    private static final class Annotated extends RuntimeException {}
}
