package dev.rollcall.app.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What many handlers need: a text as the answer, a part of the path, a block of bytes. */
final class Answers {
    private Answers() {}

    static void text(HttpServletResponse response, String text) throws IOException {
        text(response, 200, text);
    }

    static void text(HttpServletResponse response, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** A segment of the path behind the servlet's own, from 0; empty when there is none. */
    static String segment(HttpServletRequest request, int index) {
        String path = request.getPathInfo();
        String[] segments = path == null ? new String[0] : path.substring(1).split("/", -1);
        return index < segments.length ? segments[index] : "";
    }

    static int number(HttpServletRequest request) {
        return Integer.parseInt(segment(request, 0));
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

    /** Runs something on a thread that is not the container's. */
    static void elsewhere(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception failure) {
                        // The client went away, or the test made it so.
                    }
                },
                "application");
        thread.setDaemon(true);
        thread.start();
    }

    /** Something that may fail. */
    interface Work {
        void run() throws Exception;
    }
}
