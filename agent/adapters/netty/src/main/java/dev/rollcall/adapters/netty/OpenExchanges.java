package dev.rollcall.adapters.netty;

import org.jspecify.annotations.Nullable;

/**
 * The open exchanges of one channel in the order of their requests, a list linked through the exchanges themselves: the
 * answered ones first, because responses come in the order of their requests.
 *
 * <p>Confined to one thread at a time by its owner.
 */
final class OpenExchanges {
    private @Nullable OpenExchange first;
    private @Nullable OpenExchange last;
    private @Nullable OpenExchange firstUnanswered;
    private int unanswered;

    /** The oldest one, or null when none is open. */
    @Nullable
    OpenExchange first() {
        return first;
    }

    /** The one that the next final response belongs to, or null. */
    @Nullable
    OpenExchange firstUnanswered() {
        return firstUnanswered;
    }

    /** How many have had no final response. */
    int unanswered() {
        return unanswered;
    }

    /** Appends one that has not been answered. */
    void add(OpenExchange added) {
        OpenExchange before = last;
        added.previous = before;
        if (before == null) {
            first = added;
        } else {
            before.next = added;
        }
        last = added;
        if (firstUnanswered == null) {
            firstUnanswered = added;
        }
        unanswered++;
    }

    /** The last part of the response to the first unanswered one was handed to the codec. */
    void answered(OpenExchange answered) {
        answered.answered = true;
        unanswered--;
        firstUnanswered = answered.next;
    }

    /** The codec refused the response to the one that was answered last. */
    void unanswered(OpenExchange refused) {
        refused.answered = false;
        unanswered++;
        firstUnanswered = refused;
    }

    /** Takes one out; does nothing when it is not in. */
    void remove(OpenExchange removed) {
        OpenExchange before = removed.previous;
        OpenExchange after = removed.next;
        if (before != null) {
            before.next = after;
        } else if (first == removed) {
            first = after;
        } else {
            return; // it was beyond the bound, or is out already
        }
        if (after != null) {
            after.previous = before;
        } else {
            last = before;
        }
        if (firstUnanswered == removed) {
            firstUnanswered = after;
        }
        if (!removed.answered) {
            unanswered--;
        }
        removed.previous = null;
        removed.next = null;
    }
}
