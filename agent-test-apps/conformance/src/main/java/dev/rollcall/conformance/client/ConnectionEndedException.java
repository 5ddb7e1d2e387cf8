package dev.rollcall.conformance.client;

import java.io.EOFException;

/** The server closed the connection before the first byte of an answer. */
public final class ConnectionEndedException extends EOFException {
    private static final long serialVersionUID = 1;

    public ConnectionEndedException(String message) {
        super(message);
    }
}
