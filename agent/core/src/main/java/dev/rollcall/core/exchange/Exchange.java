package dev.rollcall.core.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response, as the server sees it.
 *
 * <p>States: {@code OPEN -> ENDED}. Any thread may end it; the first wins and the others do nothing, because containers
 * disagree on who calls back last (a timed-out async request on Tomcat ends on the poller thread while the application
 * thread may still be completing it).
 *
 * <p>Holds no object of the application after it has ended: the container pools them.
 *
 * <p>An adapter that has more to remember of an exchange may do so in a sub-class: one object a request, not two.
 */
public class Exchange {
    private static final int OPEN = 0;
    private static final int ENDED = 1;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Exchange.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Recorder recorder;
    private final long startNanos;

    @SuppressWarnings("unused") // through STATE
    private volatile int state = OPEN;

    private @Nullable Record record;
    private @Nullable ApplicationView view;
    private @Nullable String route;
    private @Nullable String principal;

    /** Begins an exchange now. */
    protected Exchange(Recorder recorder) {
        this.recorder = recorder;
        this.startNanos = System.nanoTime();
    }

    /** {@link System#nanoTime} at the begin hook. */
    public final long startNanos() {
        return startNanos;
    }

    public final boolean isOpen() {
        return (int) STATE.getAcquire(this) == OPEN;
    }

    /**
     * The record to write into while the exchange is open: for servers where the request is gone by the end. Called on the
     * thread that owns the exchange, and never after {@link #end}.
     */
    public final Record record() {
        Record mine = record;
        if (mine == null) {
            mine = recorder.acquire();
            record = mine;
        }
        return mine;
    }

    /**
     * Tells the route template. The first one wins: an error page or a forward is matched again, and the customer called
     * the first.
     */
    public final void route(@Nullable String template) {
        if (route == null && template != null) {
            route = template;
        }
    }

    /** Tells the authenticated user's name; the last one wins, because it is the innermost the application saw. */
    public final void principal(@Nullable String name) {
        if (name != null) {
            principal = name;
        }
    }

    /**
     * Ties a framework's view to the exchange; the first one wins, as for {@link #route}, and later ones are offered to it
     * ({@link ApplicationView#add}).
     */
    public final void link(ApplicationView applicationView) {
        ApplicationView first = view;
        if (first != null) {
            first.add(applicationView);
        } else if (!applicationView.isAddition()) {
            view = applicationView;
        }
    }

    /**
     * Ends the exchange and hands its record to the caller, who fills in what is still missing and calls
     * {@link Recorder#submit}. What frameworks told is in the record already.
     *
     * @return the record, or null when the exchange had ended before
     */
    public final @Nullable Record end() {
        if (!STATE.compareAndSet(this, OPEN, ENDED)) {
            return null;
        }
        Record ended = record();
        record = null;
        ended.startNanos = startNanos;
        ended.endNanos = System.nanoTime();
        ended.route(route);
        ended.principal(principal);
        ApplicationView seen = view;
        if (seen != null) {
            view = null;
            ask(seen, ended);
        }
        return ended;
    }

    /** Asks the framework; it is the application's code, so whatever it throws must not cost us the count. */
    private void ask(ApplicationView seen, Record ended) {
        try {
            ended.route(seen.route());
            ended.principal(seen.principal());
            if (ended.routes == null) {
                ended.routes(seen.routes(), seen.contextPath());
            }
            Wanted wanted = recorder.wanted();
            for (int i = 0; i < wanted.attributes(); i++) {
                ended.attribute(i, seen.attribute(wanted.attribute(i)));
            }
        } catch (Throwable ofTheApplication) {
            recorder.viewFailed();
        }
    }

    /** Ends the exchange without an event, because it goes on as another one (an upgrade to HTTP/2 in clear text). */
    public final void discard() {
        if (STATE.compareAndSet(this, OPEN, ENDED)) {
            view = null;
            // Left to the garbage collector: it happens once a connection at most, and only the drain thread may fill
            // the pool.
            record = null;
        }
    }
}
