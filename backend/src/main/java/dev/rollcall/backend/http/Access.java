package dev.rollcall.backend.http;

/** Who may ask. */
public enum Access {
    /** Everybody: nothing that is answered tells of data. */
    PUBLIC,
    /** Whoever is signed in, or sends an API key. */
    USER,
    /** Whoever may change what holds for all. */
    ADMIN
}
