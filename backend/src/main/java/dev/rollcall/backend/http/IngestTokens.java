package dev.rollcall.backend.http;

/** Who may send events. */
public interface IngestTokens {
    /** Whether it is the token of somebody who may send; takes the same time whatever the token is. */
    boolean accepts(String token);
}
