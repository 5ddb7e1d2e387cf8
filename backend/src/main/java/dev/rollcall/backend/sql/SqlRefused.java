package dev.rollcall.backend.sql;

/** A question in SQL that is not answered; the message is for whoever asked. */
public final class SqlRefused extends Exception {
    private static final long serialVersionUID = 1;

    SqlRefused(String message) {
        super(message, null, false, false);
    }
}
