package dev.rollcall.app.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Bodies that take their time: chunks, downloads, files, events, halves. */
final class StreamHandlers {
    private static final int MEGABYTE = 1 << 20;

    private StreamHandlers() {}

    static void addTo(Map<String, Handler> handlers) {
        handlers.put("/bytes/*", (request, response) -> fixed(response, Answers.number(request)));
        handlers.put("/chunked/*", StreamHandlers::chunked);
        handlers.put("/download/*", StreamHandlers::download);
        handlers.put("/sendfile", StreamHandlers::sendfile);
        handlers.put("/gzip", (request, response) -> fixed(response, 100_000));
        handlers.put("/early-hints", StreamHandlers::earlyHints);
        handlers.put("/trailers", StreamHandlers::trailers);
        handlers.put("/sse/*", (request, response) -> events(response, Answers.number(request)));
        handlers.put("/sse-forever", (request, response) -> events(response, Integer.MAX_VALUE));
        handlers.put("/slow/*", (request, response) -> {
            Answers.sleep(Answers.number(request));
            Answers.text(response, "slow");
        });
        handlers.put("/half", StreamHandlers::half);
        handlers.put("/abort-server", (request, response) -> {
            response.setContentLength(1000);
            response.getOutputStream().write(Answers.block(10));
            response.flushBuffer();
            throw new IllegalStateException("broken off by the server");
        });
    }

    private static void fixed(HttpServletResponse response, int size) throws IOException {
        response.setContentType("text/plain");
        response.setContentLength(size);
        response.getOutputStream().write(Answers.block(size));
    }

    private static void chunked(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        int chunks = Answers.number(request);
        for (int i = 0; i < chunks; i++) {
            response.getOutputStream().write(Answers.block(10));
            response.flushBuffer();
        }
    }

    private static void download(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int megabytes = Answers.number(request);
        response.setContentType("application/octet-stream");
        byte[] block = Answers.block(64 * 1024);
        for (int i = 0; i < megabytes * (MEGABYTE / block.length); i++) {
            response.getOutputStream().write(block);
        }
    }

    private static void sendfile(HttpServletRequest request, HttpServletResponse response) throws IOException {
        File file = File.createTempFile("sendfile", ".bin");
        file.deleteOnExit();
        try (OutputStream out = new FileOutputStream(file)) {
            out.write(Answers.block(MEGABYTE));
        }
        response.setContentType("application/octet-stream");
        response.setContentLength(MEGABYTE);
        if (Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))) {
            request.setAttribute("org.apache.tomcat.sendfile.filename", file.getPath());
            request.setAttribute("org.apache.tomcat.sendfile.start", 0L);
            request.setAttribute("org.apache.tomcat.sendfile.end", (long) MEGABYTE);
        } else {
            response.getOutputStream().write(Answers.block(MEGABYTE));
        }
    }

    /** Tomcat sends 103 when it is "sent as an error"; the servlet API of its version has no method for it. */
    private static void earlyHints(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.addHeader("Link", "</style.css>; rel=preload");
        response.sendError(103);
        Answers.text(response, "hinted");
    }

    private static void trailers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Trailer", "X-Checksum");
        response.setContentType("text/plain");
        response.setTrailerFields(() -> Map.of("X-Checksum", "42"));
        response.getOutputStream().write(Answers.block(10));
        response.flushBuffer();
        response.getOutputStream().write(Answers.block(10));
    }

    private static void events(HttpServletResponse response, int count) throws IOException {
        response.setContentType("text/event-stream");
        for (int i = 0; i < count; i++) {
            response.getOutputStream().write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
            Answers.sleep(20);
        }
    }

    /** The second half comes a byte at a time, so that a client that went away is noticed. */
    private static void half(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentLength(1000);
        response.getOutputStream().write(Answers.block(500));
        response.flushBuffer();
        for (int i = 0; i < 500; i++) {
            Answers.sleep(50);
            response.getOutputStream().write('x');
            response.flushBuffer();
        }
    }
}
