package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one HTTP/1.1 answer (RFC 9112) from a connection, whole, so that the connection can be used again. Everything is
 * bounded: the other side may be anything. An answer that is too long is an answer all the same.
 */
final class AnswerReader {
    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_HEADERS = 200;
    /** What comes behind it is not read, and the connection not used again: the status has said what there is to say. */
    static final int MAX_BODY = 16 << 20;
    /** Enough for an explanation. */
    private static final int KEPT_TEXT = 8 << 10;
    /** A success may name every event of a batch that was not taken, and is of use only when it is whole. */
    private static final int KEPT_SUCCESS = 8 << 20;

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final InputStream in;
    private boolean reusable;
    private int mostKept = KEPT_TEXT;
    /** Bytes of the body that may still be read. */
    private int rest;
    /** Whether a part of the body was left where it is. */
    private boolean left;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    /** Whether the connection can carry another request after the answer that was read. */
    boolean isReusable() {
        return reusable;
    }

    /** The connection is not to be used again. */
    void giveUp() {
        reusable = false;
    }

    /**
     * Reads the final answer; interim ones (1xx) before it are passed over.
     *
     * @throws EOFException with the message {@code null} when the connection was closed before the first byte
     * @throws IOException when it is no HTTP/1 answer, or cut short
     */
    Answer read() throws IOException {
        Answer head = readHead();
        String body = body(head);
        return head.withBody(body, left);
    }

    /** As {@link #read}, without the body, which is left where it is: a tunnel begins there, and has none (RFC 9110, 9.3.6). */
    Answer readHead() throws IOException {
        while (true) {
            String statusLine = line(true);
            int status = status(statusLine);
            Map<String, String> headers = headers();
            if (status >= 100 && status < 200 && status != SWITCHING_PROTOCOLS) {
                continue;
            }
            String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
            reusable = statusLine.startsWith("HTTP/1.1") && !connection.contains("close");
            return new Answer(status, headers);
        }
    }

    private static int status(String line) throws IOException {
        // HTTP-version SP 3DIGIT SP [reason]
        if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
            try {
                int status = Integer.parseInt(line.substring(9, 12));
                if (status >= 100) {
                    return status;
                }
            } catch (NumberFormatException e) {
                throw new IOException("not an HTTP answer: " + shown(line), e);
            }
        }
        throw new IOException("not an HTTP answer: " + shown(line));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < MAX_HEADERS; i++) {
            String line = line(false);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        throw new IOException("more than " + MAX_HEADERS + " headers");
    }

    private String body(Answer head) throws IOException {
        if (head.status() == NO_CONTENT || head.status() == NOT_MODIFIED) {
            return "";
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        String coding = lower(head.header("transfer-encoding"));
        String length = head.header("content-length");
        mostKept = mostKept(head);
        rest = MAX_BODY;
        left = false;
        if (coding.endsWith("chunked")) {
            chunks(kept);
        } else if (length != null) {
            copy(number(length, 10), kept);
        } else {
            reusable = false;
            toEnd(kept);
        }
        return new String(kept.toByteArray(), UTF_8);
    }

    /** What is said of single events in a success may be long, and not everybody calls it JSON; elsewhere a beginning will do. */
    private static int mostKept(Answer head) {
        return head.status() >= 200 && head.status() < 300 ? KEPT_SUCCESS : KEPT_TEXT;
    }

    private void chunks(ByteArrayOutputStream kept) throws IOException {
        while (!left) {
            String line = line(false);
            int extension = line.indexOf(';');
            long size = number((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
            if (size == 0) {
                headers(); // trailers
                return;
            }
            copy(size, kept);
            if (!left && !line(false).isEmpty()) {
                throw new IOException("a chunk of the answer does not end where it should");
            }
        }
    }

    private void copy(long size, ByteArrayOutputStream kept) throws IOException {
        for (long i = 0; i < size; i++) {
            if (rest-- == 0) {
                leave();
                return;
            }
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the answer was cut short");
            }
            keep(b, kept);
        }
    }

    private void toEnd(ByteArrayOutputStream kept) throws IOException {
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (rest-- == 0) {
                leave();
                return;
            }
            keep(b, kept);
        }
    }

    private void leave() {
        left = true;
        reusable = false;
    }

    private void keep(int b, ByteArrayOutputStream kept) {
        if (kept.size() < mostKept) {
            kept.write(b);
        }
    }

    private static String lower(@Nullable String header) {
        return header == null ? "" : header.toLowerCase(Locale.ROOT);
    }

    private static long number(String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("not a length: " + shown(text), e);
        }
        throw new IOException("not a length: " + shown(text));
    }

    private String line(boolean first) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw first && line.size() == 0 ? new EOFException() : new EOFException("the answer was cut short");
            }
            if (b == '\n') {
                String text = line.toString(ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(b);
            if (line.size() > MAX_LINE) {
                throw new IOException("a line of the answer is too long");
            }
        }
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && i < 60; i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c > '~' ? '?' : c);
        }
        return shown.toString();
    }
}
