package dev.rollcall.app.springmvc;

import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Bodies that take their time. */
@RestController
public class StreamController {
    @GetMapping("/bytes/{n}")
    public ResponseEntity<byte[]> bytes(@PathVariable("n") int n) {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(block(n));
    }

    @GetMapping("/gzip")
    public ResponseEntity<byte[]> gzip() {
        return bytes(100_000);
    }

    @GetMapping("/chunked/{n}")
    public void chunked(@PathVariable("n") int n, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        for (int i = 0; i < n; i++) {
            response.getOutputStream().write(block(10));
            response.flushBuffer();
        }
    }

    @GetMapping("/download/{megabytes}")
    public void download(@PathVariable("megabytes") int megabytes, HttpServletResponse response) throws IOException {
        response.setContentType("application/octet-stream");
        byte[] block = block(64 * 1024);
        for (int i = 0; i < megabytes * 16; i++) {
            response.getOutputStream().write(block);
        }
    }

    @GetMapping("/sendfile")
    public ResponseEntity<Resource> sendfile() throws IOException {
        File file = File.createTempFile("sendfile", ".bin");
        file.deleteOnExit();
        Files.write(file.toPath(), block(1 << 20));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new FileSystemResource(file));
    }

    @GetMapping("/sse/{n}")
    public void events(@PathVariable("n") int n, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        for (int i = 0; i < n; i++) {
            response.getOutputStream().write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
            sleep(20);
        }
    }

    @GetMapping("/sse-forever")
    public void eventsForever(HttpServletResponse response) throws IOException {
        events(Integer.MAX_VALUE, response);
    }

    @GetMapping("/slow/{millis}")
    public String slow(@PathVariable("millis") int millis) {
        sleep(millis);
        return "slow";
    }

    /** The second half comes a byte at a time, so that a client that went away is noticed. */
    @GetMapping("/half")
    public void half(HttpServletResponse response) throws IOException {
        response.setContentLength(1000);
        response.getOutputStream().write(block(500));
        response.flushBuffer();
        for (int i = 0; i < 500; i++) {
            sleep(50);
            response.getOutputStream().write('x');
            response.flushBuffer();
        }
    }

    @GetMapping("/abort-server")
    public void abort(HttpServletResponse response) throws IOException {
        response.setContentLength(1000);
        response.getOutputStream().write(block(10));
        response.flushBuffer();
        throw new IllegalStateException("broken off by the server");
    }

    @GetMapping("/streaming")
    public StreamingResponseBody streaming() {
        return out -> {
            for (int i = 0; i < 5; i++) {
                out.write(block(10));
                out.flush();
            }
        };
    }

    static byte[] block(int size) {
        byte[] block = new byte[size];
        Arrays.fill(block, (byte) 'x');
        return block;
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
