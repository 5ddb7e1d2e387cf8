package dev.rollcall.backend.ingest;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Finds where a JSON value ends that the parser does not read, because something in it is too deep or too long for it. Takes no calls
 * within calls and one bit for each bracket that is open, so a body of nothing but brackets costs an eighth of its size. Knows the
 * grammar (RFC 8259): what is no JSON is not passed over, but for the bytes of texts, which need not be UTF-8.
 *
 * <p>Stands at a byte of the body; every method goes on from there. Confined to one thread.
 */
final class ValueEnd {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;
    private final int end;
    private int at;
    private int deepest;

    /** Stands at {@code from}; the body ends before {@code end}. */
    ValueEnd(byte[] body, int from, int end) {
        this.body = body;
        this.end = end;
        this.at = from;
    }

    /** What is no JSON. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1;

        private final int where;

        NotJson(int where) {
            super(null, null, false, false);
            this.where = where;
        }

        /** The byte that should have been another. */
        int where() {
            return where;
        }
    }

    /** Where it stands. */
    int at() {
        return at;
    }

    /** How many brackets were open at a time at most, in the values that were passed over. */
    int deepest() {
        return deepest;
    }

    /** Whether there is nothing more but white space. */
    boolean isAtEnd() {
        while (at < end && isSpace(body[at])) {
            at++;
        }
        return at == end;
    }

    /** Passes over the mark that some programs begin UTF-8 with; the parser does too. */
    void passByteOrderMark() {
        if (end - at >= 3 && body[at] == (byte) 0xEF && body[at + 1] == (byte) 0xBB && body[at + 2] == (byte) 0xBF) {
            at += 3;
        }
    }

    /** Passes over white space, and the byte that has to follow. */
    void pass(char wanted) throws NotJson {
        if (next() != wanted) {
            throw new NotJson(at - 1);
        }
    }

    /** Whether that byte is what follows, behind white space, which is passed over. */
    boolean isBefore(char wanted) {
        return !isAtEnd() && body[at] == wanted;
    }

    /** Whether something follows that a value can begin with, behind white space, which is passed over. */
    boolean isBeforeValue() {
        return !isAtEnd() && "{[\"-0123456789tfn".indexOf(body[at]) >= 0;
    }

    /** Passes over a value. */
    void passValue() throws NotJson {
        BitSet objects = new BitSet();
        int depth = 0;
        do {
            byte first = next();
            if (first == '{' || first == '[') {
                boolean object = first == '{';
                objects.set(++depth, object);
                deepest = Math.max(deepest, depth);
                if (!isBefore(object ? '}' : ']')) {
                    if (object) {
                        passName();
                    }
                    continue;
                }
            } else {
                passScalar(first);
            }
            // Brackets that end behind this value, up to one that goes on.
            while (depth > 0 && !isBefore(',')) {
                pass(objects.get(depth--) ? '}' : ']');
            }
            if (depth > 0) {
                pass(',');
                if (objects.get(depth)) {
                    passName();
                }
            }
        } while (depth > 0);
    }

    private void passName() throws NotJson {
        pass('"');
        passText();
        pass(':');
    }

    private void passScalar(byte first) throws NotJson {
        switch (first) {
            case '"' -> passText();
            case 't' -> passWord(TRUE);
            case 'f' -> passWord(FALSE);
            case 'n' -> passWord(NULL);
            default -> passNumber(first);
        }
    }

    /** From behind the quote. */
    private void passText() throws NotJson {
        for (byte c = raw(); c != '"'; c = raw()) {
            if (c >= 0 && c < ' ') {
                throw new NotJson(at - 1);
            }
            if (c == '\\') {
                passEscape();
            }
        }
    }

    private void passEscape() throws NotJson {
        byte escaped = raw();
        if (escaped == 'u') {
            for (int i = 0; i < 4; i++) {
                if (Character.digit(raw(), 16) < 0) {
                    throw new NotJson(at - 1);
                }
            }
        } else if ("\"\\/bfnrt".indexOf(escaped) < 0) {
            throw new NotJson(at - 1);
        }
    }

    /** From behind its first letter. */
    private void passWord(byte[] word) throws NotJson {
        for (int i = 1; i < word.length; i++) {
            if (raw() != word[i]) {
                throw new NotJson(at - 1);
            }
        }
    }

    private void passNumber(byte first) throws NotJson {
        byte digit = first == '-' ? raw() : first;
        if (digit < '0' || digit > '9') {
            throw new NotJson(at - 1);
        }
        // Nothing but a point or an exponent can follow a zero that is in front.
        if (digit != '0') {
            passDigits(0);
        }
        if (at < end && body[at] == '.') {
            at++;
            passDigits(1);
        }
        if (at < end && (body[at] == 'e' || body[at] == 'E')) {
            at++;
            if (at < end && (body[at] == '+' || body[at] == '-')) {
                at++;
            }
            passDigits(1);
        }
    }

    private void passDigits(int atLeast) throws NotJson {
        int from = at;
        while (at < end && body[at] >= '0' && body[at] <= '9') {
            at++;
        }
        if (at - from < atLeast) {
            throw new NotJson(at);
        }
    }

    /** The next byte that is no white space, which is passed over too. */
    private byte next() throws NotJson {
        if (isAtEnd()) {
            throw new NotJson(at);
        }
        return body[at++];
    }

    private byte raw() throws NotJson {
        if (at == end) {
            throw new NotJson(at);
        }
        return body[at++];
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
