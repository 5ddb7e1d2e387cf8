package dev.rollcall.overhead.receiver;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of backend talks: it answers so that its agent is content, and counts.
 *
 * <p>It counts late, or at almost no cost: the receiver shares the processors with the server that is measured, and an agent
 * is not to be charged with what reading its format costs. For any thread.
 */
public interface Protocol {
    /** Takes what an agent sent; null for something this backend does not know. */
    @Nullable
    Answer take(Message message);

    /** What has come so far. May take its time. */
    Tally tally();
}
