package dev.rollcall.conformance.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads responses from a stream of bytes by the framing rules of RFC 9112, 6.3, and nothing beyond their last byte, so
 * that what a server sends too much is seen by the next read.
 */
final class ResponseReader {
    private final InputStream in;

    ResponseReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next final response.
     *
     * @param toHead whether it answers a HEAD request, and so has no body whatever its headers say
     * @throws ConnectionEndedException when the connection ended before the first byte of it
     */
    Response read(boolean toHead) throws IOException {
        List<Integer> interim = new ArrayList<>();
        while (true) {
            String statusLine = statusLine();
            List<String> headers = headers();
            int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
            if (status < 200 && status != 101) {
                interim.add(status);
                continue;
            }
            return body(statusLine, headers, status, toHead, interim);
        }
    }

    private Response body(String statusLine, List<String> headers, int status, boolean toHead, List<Integer> interim)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<String> trailers = List.of();
        boolean complete = true;
        String length = Response.find(headers, "Content-Length");
        boolean chunked = "chunked".equalsIgnoreCase(Response.find(headers, "Transfer-Encoding"));
        try {
            if (toHead || status == 101 || status == 204 || status == 304) {
                trailers = List.of();
            } else if (chunked) {
                trailers = chunks(body);
            } else if (length != null) {
                copy(body, Long.parseLong(length));
            } else {
                copy(body, Long.MAX_VALUE);
            }
        } catch (EOFException cutOff) {
            complete = length == null && !chunked;
        } catch (IOException reset) {
            complete = false;
        }
        return new Response(statusLine, headers, body.toByteArray(), trailers, complete, List.copyOf(interim));
    }

    private List<String> chunks(ByteArrayOutputStream body) throws IOException {
        while (true) {
            int size = Integer.parseInt(line().split(";", 2)[0].trim(), 16);
            if (size == 0) {
                return headers();
            }
            copy(body, size);
            line();
        }
    }

    private void copy(ByteArrayOutputStream body, long length) throws IOException {
        byte[] buffer = new byte[8192];
        long left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException();
            }
            body.write(buffer, 0, count);
            left -= count;
        }
    }

    private List<String> headers() throws IOException {
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        return headers;
    }

    private String statusLine() throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new ConnectionEndedException("the connection ended before an answer");
        }
        return line(first);
    }

    private String line() throws IOException {
        return line(in.read());
    }

    private String line(int first) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = first; read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException(
                        "the connection ended after \"" + line.toString(StandardCharsets.ISO_8859_1) + "\"");
            }
            if (read != '\r') {
                line.write(read);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
