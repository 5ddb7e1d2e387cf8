package dev.rollcall.backend.query;

import dev.rollcall.backend.store.Database;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets questions through to the engine: so many at a time that they do not slow each other to a halt, each for a limited time. Any thread may
 * ask.
 */
public final class Questions {
    private static final long LIMIT_SECONDS = 30;
    private static final long MOST_WAIT_SECONDS = 10;

    private final Database database;
    private final Semaphore room;

    public Questions(Database database) {
        this.database = database;
        this.room = new Semaphore(Runtime.getRuntime().availableProcessors() + 2, true);
    }

    /** What is asked. */
    public interface Question<T> {
        T ask(Reader reader) throws SQLException;
    }

    /**
     * Asks, and waits for others before when there are many.
     *
     * @throws TooBusy when it did not get its turn in time, or took too long
     * @throws SQLException when the engine cannot answer
     */
    public <T> T ask(Question<T> question) throws SQLException, TooBusy {
        try {
            if (!room.tryAcquire(MOST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new TooBusy("Too many questions are being asked; ask again in a moment.", true);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new TooBusy("The backend is stopping.", true);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        try {
            return database.read(connection -> {
                // One transaction, so that all figures of an answer are of the same moment. When it fails, the store
                // closes the connection.
                connection.setAutoCommit(false);
                T answer = question.ask(new Reader(connection, deadline));
                connection.commit();
                connection.setAutoCommit(true);
                return answer;
            });
        } catch (SQLException problem) {
            if (System.nanoTime() >= deadline) {
                throw new TooBusy(
                        "This question took longer than " + LIMIT_SECONDS
                                + " seconds and was ended; choose a shorter window or one API.",
                        false);
            }
            throw problem;
        } finally {
            room.release();
        }
    }
}
