package dev.rollcall.backend.ingest;

import org.jspecify.annotations.Nullable;

/**
 * An event that was not taken, and why. The sender should not send it again as it is.
 *
 * @param index its place in the body, from 0
 * @param eventId its id as sent, when it had a readable one
 * @param code a word for programs, such as {@code bad_field}
 * @param message a sentence for people: what was wrong, and what would be right
 */
public record Rejection(int index, @Nullable String eventId, String code, String message) {}
