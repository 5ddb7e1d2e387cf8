package dev.rollcall.backend.store;

import dev.rollcall.backend.event.ApiEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Events of one delivery on their way into the store.
 *
 * @param batch what the sender calls it, or null
 * @param events checked; not to be changed any more
 * @param stored completes with how many of them are new, when they are durable; or with what went wrong, and then none of them
 *     is stored
 */
public record Submission(@Nullable BatchId batch, List<ApiEvent> events, CompletableFuture<Integer> stored) {}
