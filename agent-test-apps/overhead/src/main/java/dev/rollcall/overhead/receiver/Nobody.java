package dev.rollcall.overhead.receiver;

import org.jspecify.annotations.Nullable;

/** The backend of those who have none. */
public final class Nobody implements Protocol {
    @Override
    public @Nullable Answer take(Message message) {
        return null;
    }

    @Override
    public Tally tally() {
        return Tally.of(0);
    }
}
