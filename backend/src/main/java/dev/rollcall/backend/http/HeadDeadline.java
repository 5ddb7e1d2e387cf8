package dev.rollcall.backend.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Hangs up on those who send the head of a request a few bytes at a time: never idle, never done, until all connections are theirs. A
 * connection on which bytes came in during two looks in a row, and no request began or is being answered, is closed.
 */
final class HeadDeadline implements Connection.Listener {
    private static final int LOOKS = 2;

    private final Scheduler scheduler;
    private final long millis;
    private final Map<Connection, Watch> watches = new ConcurrentHashMap<>();

    /**
     * Makes one.
     *
     * @param millis how long it is from one look to the next
     */
    HeadDeadline(Scheduler scheduler, long millis) {
        this.scheduler = scheduler;
        this.millis = millis;
    }

    @Override
    public void onOpened(Connection connection) {
        Watch watch = new Watch(connection);
        watches.put(connection, watch);
        watch.again();
    }

    @Override
    public void onClosed(Connection connection) {
        Watch watch = watches.remove(connection);
        if (watch != null) {
            watch.end();
        }
    }

    /** The head of a request is complete. */
    void begun(Request request) {
        Watch watch = watches.get(request.getConnectionMetaData().getConnection());
        if (watch != null) {
            watch.begun();
            Request.addCompletionListener(request, failure -> watch.answered());
        }
    }

    private final class Watch implements Runnable {
        private final Connection connection;

        // Guarded by this.
        private boolean answering;
        private long requests;
        private long requestsBefore;
        private long bytesBefore;
        private int dribbled;
        private boolean ended;
        private Scheduler.@Nullable Task next;

        Watch(Connection connection) {
            this.connection = connection;
        }

        synchronized void begun() {
            answering = true;
            requests++;
        }

        synchronized void answered() {
            answering = false;
        }

        synchronized void again() {
            if (!ended) {
                next = scheduler.schedule(this, millis, TimeUnit.MILLISECONDS);
            }
        }

        synchronized void end() {
            ended = true;
            if (next != null) {
                next.cancel();
            }
        }

        @Override
        public void run() {
            if (isTooSlow()) {
                connection.getEndPoint().close();
            } else {
                again();
            }
        }

        private synchronized boolean isTooSlow() {
            long bytes = connection.getBytesIn();
            boolean head = !answering && requests == requestsBefore && bytes != bytesBefore;
            dribbled = head ? dribbled + 1 : 0;
            requestsBefore = requests;
            bytesBefore = bytes;
            return dribbled >= LOOKS;
        }
    }
}
