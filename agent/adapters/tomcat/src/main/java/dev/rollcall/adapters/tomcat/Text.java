package dev.rollcall.adapters.tomcat;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Slots;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.CharChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads Tomcat's {@link MessageBytes} without changing them. Their {@code toString()} must not be used: from 10.1 on it
 * turns bytes into a string for good, and the connector's own parsing, which works on the bytes, then goes wrong.
 */
final class Text {
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE"};

    private Text() {}

    static @Nullable String method(MessageBytes method) {
        for (String known : METHODS) {
            if (method.equals(known)) {
                return known;
            }
        }
        return method.getLength() == 0 ? null : copy(method);
    }

    static String scheme(MessageBytes scheme) {
        return scheme.equals("https") ? "https" : "http";
    }

    static int slot(Slots slots, MessageBytes name) {
        switch (name.getType()) {
            case MessageBytes.T_BYTES:
                ByteChunk bytes = name.getByteChunk();
                return slots.of(bytes.getBytes(), bytes.getStart(), bytes.getLength());
            case MessageBytes.T_NULL:
                return -1;
            default:
                return slots.of(copy(name));
        }
    }

    static void path(MessageBytes text, Record record) {
        switch (text.getType()) {
            case MessageBytes.T_BYTES:
                ByteChunk bytes = text.getByteChunk();
                record.path(bytes.getBytes(), bytes.getStart(), bytes.getLength());
                break;
            case MessageBytes.T_NULL:
                break;
            default:
                String copy = copy(text);
                record.path(copy, 0, copy.length());
        }
    }

    static void query(MessageBytes text, Record record) {
        switch (text.getType()) {
            case MessageBytes.T_BYTES:
                ByteChunk bytes = text.getByteChunk();
                record.query(bytes.getBytes(), bytes.getStart(), bytes.getLength());
                break;
            case MessageBytes.T_NULL:
                break;
            default:
                String copy = copy(text);
                record.query(copy, 0, copy.length());
        }
    }

    static void host(MessageBytes text, Record record) {
        if (text.getType() == MessageBytes.T_BYTES) {
            ByteChunk bytes = text.getByteChunk();
            record.host(bytes.getBytes(), bytes.getStart(), bytes.getLength());
        } else if (!text.isNull()) {
            record.host(copy(text));
        }
    }

    static void userAgent(MessageBytes text, Record record) {
        if (text.getType() == MessageBytes.T_BYTES) {
            ByteChunk bytes = text.getByteChunk();
            record.userAgent(bytes.getBytes(), bytes.getStart(), bytes.getLength());
        } else if (!text.isNull()) {
            record.userAgent(copy(text));
        }
    }

    static void requestHeader(MessageBytes text, int slot, Record record) {
        if (text.getType() == MessageBytes.T_BYTES) {
            ByteChunk bytes = text.getByteChunk();
            record.requestHeader(slot, bytes.getBytes(), bytes.getStart(), bytes.getLength());
        } else if (!text.isNull()) {
            record.requestHeader(slot, copy(text));
        }
    }

    static void responseHeader(MessageBytes text, int slot, Record record) {
        if (text.getType() == MessageBytes.T_BYTES) {
            ByteChunk bytes = text.getByteChunk();
            record.responseHeader(slot, bytes.getBytes(), bytes.getStart(), bytes.getLength());
        } else if (!text.isNull()) {
            record.responseHeader(slot, copy(text));
        }
    }

    /** The text as a string; a new one unless Tomcat has one. Bytes are taken as Latin-1. */
    static String copy(MessageBytes text) {
        switch (text.getType()) {
            case MessageBytes.T_STR:
                return text.getString();
            case MessageBytes.T_CHARS:
                CharChunk chars = text.getCharChunk();
                return new String(chars.getChars(), chars.getStart(), chars.getLength());
            case MessageBytes.T_BYTES:
                ByteChunk bytes = text.getByteChunk();
                return new String(
                        bytes.getBytes(),
                        bytes.getStart(),
                        bytes.getLength(),
                        java.nio.charset.StandardCharsets.ISO_8859_1);
            default:
                return "";
        }
    }
}
