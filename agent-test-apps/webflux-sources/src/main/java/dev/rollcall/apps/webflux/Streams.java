package dev.rollcall.apps.webflux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Long, slow, flushed, compressed and endless answers. */
@RestController
class Streams {
    /** Text of at least this many bytes is compressed for clients that accept it. */
    static final int COMPRESSED_FROM = 50_000;

    private static final int MEGABYTE = 1 << 20;
    private static final int PART = 64 * 1024;
    /** Not {@code Flux.interval}, which gives up when a busy machine lets the client ask too late. */
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(20);

    @GetMapping("/bytes/{n}")
    ResponseEntity<byte[]> bytes(@PathVariable("n") int n) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(n)
                .body(xs(n));
    }

    @GetMapping("/chunked/{n}")
    Mono<Void> chunked(@PathVariable("n") int n, ServerHttpResponse response) {
        response.getHeaders().setContentType(MediaType.APPLICATION_OCTET_STREAM);
        return response.writeAndFlushWith(Flux.range(0, n).map(i -> Flux.just(buffer(response, 10))));
    }

    @GetMapping("/download/{megabytes}")
    Mono<Void> download(@PathVariable("megabytes") int megabytes, ServerHttpResponse response) {
        response.getHeaders().setContentType(MediaType.APPLICATION_OCTET_STREAM);
        return response.writeWith(Flux.range(0, megabytes * (MEGABYTE / PART)).map(i -> buffer(response, PART)));
    }

    /** A file: Reactor Netty passes it to the kernel. */
    @GetMapping("/sendfile")
    ResponseEntity<Resource> sendfile() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new FileSystemResource(OneMegabyteFile.PATH));
    }

    @GetMapping("/gzip")
    ResponseEntity<byte[]> gzip() {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(xs(100_000));
    }

    @GetMapping(path = "/sse/{n}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<String> serverSentEvents(@PathVariable("n") int n) {
        return Flux.range(0, n).delayElements(BETWEEN_EVENTS).map(i -> "event " + i);
    }

    @GetMapping(path = "/sse-forever", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<String> serverSentEventsForever() {
        return Flux.range(0, Integer.MAX_VALUE).delayElements(BETWEEN_EVENTS).map(i -> "event " + i);
    }

    @GetMapping("/slow/{millis}")
    Mono<String> slow(@PathVariable("millis") long millis) {
        return Mono.delay(Duration.ofMillis(millis)).thenReturn("slow");
    }

    @GetMapping("/future")
    CompletableFuture<String> future() {
        return CompletableFuture.supplyAsync(
                () -> "future", CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS));
    }

    @GetMapping("/never")
    Mono<String> never() {
        return Mono.never();
    }

    /** Half of what it declares, then nothing more. */
    @GetMapping("/half")
    Mono<Void> half(ServerHttpResponse response) {
        response.getHeaders().setContentLength(1000);
        return response.writeAndFlushWith(
                Flux.just(Flux.just(buffer(response, 500))).concatWith(Flux.never()));
    }

    /** Half of what it declares, then the server breaks off. */
    @GetMapping("/abort-server")
    Mono<Void> abort(ServerHttpResponse response) {
        response.getHeaders().setContentLength(1000);
        return response.writeAndFlushWith(Flux.just(Flux.just(buffer(response, 500)))
                .concatWith(Flux.error(new IllegalStateException("broken off on purpose"))));
    }

    private static DataBuffer buffer(ServerHttpResponse response, int length) {
        return response.bufferFactory().wrap(xs(length));
    }

    private static byte[] xs(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static final class OneMegabyteFile {
        static final Path PATH = create();

        private static Path create() {
            try {
                Path file = Files.createTempFile("one-megabyte", ".txt");
                file.toFile().deleteOnExit();
                return Files.write(file, "x".repeat(MEGABYTE).getBytes(US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
