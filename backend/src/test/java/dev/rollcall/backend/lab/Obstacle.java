package dev.rollcall.backend.lab;

import dev.rollcall.backend.event.ApiEvent;
import java.util.AbstractList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * As many events as one likes, for whoever counts them. The thread that writes is held up by the first one until this is closed, and
 * then fails: none of them is stored, so that a million of them costs nothing.
 */
public final class Obstacle extends AbstractList<ApiEvent> implements AutoCloseable {
    private static final int SECONDS = 60;

    private final int size;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch cleared = new CountDownLatch(1);

    public Obstacle(int size) {
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public ApiEvent get(int index) {
        reached.countDown();
        pass(cleared);
        throw new IllegalStateException("of the test");
    }

    /** Waits until the thread that writes is held up. */
    public void awaitReached() {
        pass(reached);
    }

    private static void pass(CountDownLatch latch) {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing went on");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Lets it go on. */
    @Override
    public void close() {
        cleared.countDown();
    }
}
