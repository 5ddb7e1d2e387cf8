package dev.rollcall.core.event;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/**
 * Writes the texts that a client chooses: path, host and user agent. They go from the record's bytes straight to the JSON when
 * they are plain ASCII, which nearly all are; others are read as strings first. Secrets in their usual places stay behind.
 */
final class RequestTexts {
    private static final byte[] PATH = EventBytes.name("path");
    private static final byte[] HOST = EventBytes.name("host");
    private static final byte[] USER_AGENT = EventBytes.name("user_agent");
    private static final int MAX_PATH = 2048;
    private static final int MAX_HOST = 255;
    private static final int MAX_USER_AGENT = 512;

    /** The servlet specification's way to put a session into a URL (7.1.3); who holds the id is logged in. */
    private static final String SESSION = ";jsessionid=";

    private final EventBytes json;

    /** Writes there. */
    RequestTexts(EventBytes json) {
        this.json = json;
    }

    /** Without sessions in it. */
    void path(Record record) {
        if (!isWritten(record, Record.PATH, PATH, MAX_PATH, EventBytes.SEMICOLON)) {
            write(PATH, withoutSession(record.path()), MAX_PATH);
        }
    }

    /** Without user and password before it. */
    void host(Record record) {
        if (!isWritten(record, Record.HOST, HOST, MAX_HOST, EventBytes.AT_SIGN)) {
            write(HOST, withoutUser(record.host()), MAX_HOST);
        }
    }

    void userAgent(Record record) {
        if (!isWritten(record, Record.USER_AGENT, USER_AGENT, MAX_USER_AGENT, 0)) {
            write(USER_AGENT, record.userAgent(), MAX_USER_AGENT);
        }
    }

    /** Whether nothing is left to be done for a text: it is absent, or was written as it is. */
    private boolean isWritten(Record record, int text, byte[] name, int max, int special) {
        int length = record.length(text);
        if (length <= 0) {
            return true;
        }
        int from = record.offset(text);
        int kinds = EventBytes.kinds(record.buffer(), from, from + length);
        if ((kinds & (EventBytes.NOT_ASCII | special)) != 0) {
            return false;
        }
        json.raw(name);
        json.ascii(record.buffer(), from, from + Math.min(length, max), kinds);
        return true;
    }

    private void write(byte[] name, @Nullable String value, int max) {
        if (value != null && !value.isEmpty()) {
            json.raw(name);
            json.text(value, max);
        }
    }

    private static @Nullable String withoutSession(@Nullable String path) {
        if (path == null || path.indexOf(';') < 0) {
            return path;
        }
        StringBuilder kept = new StringBuilder(path.length());
        int at = 0;
        while (at < path.length()) {
            if (path.regionMatches(true, at, SESSION, 0, SESSION.length())) {
                at += SESSION.length();
                while (at < path.length() && path.charAt(at) != ';' && path.charAt(at) != '/') {
                    at++;
                }
            } else {
                kept.append(path.charAt(at++));
            }
        }
        return kept.toString();
    }

    /** An authority may hold a password before its last at sign (RFC 3986, 3.2.1). */
    private static @Nullable String withoutUser(@Nullable String host) {
        return host == null ? null : host.substring(host.lastIndexOf('@') + 1);
    }
}
