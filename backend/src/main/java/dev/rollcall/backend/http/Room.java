package dev.rollcall.backend.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts bytes that are held in memory, so that it can be said when there are too many. Safe for use by many threads. */
final class Room {
    private final long capacity;
    private final AtomicLong taken = new AtomicLong();

    Room(long capacity) {
        this.capacity = capacity;
    }

    /** Takes so many bytes if there is room for them; an empty room takes whatever comes, or it could never be taken. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) > capacity && taken.get() != bytes) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
