package dev.rollcall.backend.ingest;

import dev.rollcall.backend.event.ApiEvent;
import java.util.List;

/**
 * What a body held.
 *
 * @param events those that can be stored, in their order
 * @param rejected the others
 */
public record ParsedBody(List<ApiEvent> events, List<Rejection> rejected) {}
