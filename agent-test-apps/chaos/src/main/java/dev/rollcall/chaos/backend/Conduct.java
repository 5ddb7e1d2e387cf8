package dev.rollcall.chaos.backend;

/** How a backend behaves. Called by the threads of its connections, several at a time. */
@FunctionalInterface
public interface Conduct {
    /** As a backend should: everything is taken. */
    Conduct GOOD = post -> Reply.taken();

    /** May take its time, as a slow backend does. */
    Reply to(Post post) throws InterruptedException;
}
