package dev.rollcall.backend.http;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint of a request by its method and its path, exactly: what is asked for stands in query parameters, because
 * ids of customers may hold slashes, dots and whatever else strangers think of. A request of a path that is not here is left to
 * the next handler.
 */
public final class Router extends Handler.Abstract {
    private record Route(Access access, Endpoint endpoint) {}

    private static final int MAX_BODY = 1 << 20;

    /** Strangers need no more to sign in. */
    private static final int MAX_PUBLIC_BODY = 16 << 10;

    private static final int MAX_HELD = 32 << 20;
    private static final int STREAMS = 100;
    private static final String OUT_OF_MEMORY = "Out of Memory Error";

    /** After which somebody may ask again what took too much memory. */
    private static final long MEMORY_SECONDS = 10;

    /** When to ask again when too many ask: a question rarely takes longer. */
    private static final long BUSY_SECONDS = 1;

    private static final byte[] NOTHING = {};

    private final Authenticator authenticator;
    private final Limits limits;
    private final Room room = new Room(MAX_HELD);
    private final Semaphore streams;
    private final Map<String, Map<String, Route>> routes = new HashMap<>();

    public Router(Authenticator authenticator) {
        this(authenticator, Limits.ofThisMachine());
    }

    /** Makes one without endpoints. */
    public Router(Authenticator authenticator, Limits limits) {
        this.authenticator = authenticator;
        this.limits = limits;
        this.streams = new Semaphore(Math.min(STREAMS, Math.max(1, limits.threads() / 2)));
    }

    /** Adds an endpoint; before the server starts. */
    public Router add(String method, String path, Access access, Endpoint endpoint) {
        routes.computeIfAbsent(path, any -> new HashMap<>()).put(method, new Route(access, endpoint));
        return this;
    }

    /** All methods and paths, as {@code GET /api/customers}, in order. */
    public TreeSet<String> all() {
        TreeSet<String> all = new TreeSet<>();
        routes.forEach((path, methods) -> methods.keySet().forEach(method -> all.add(method + " " + path)));
        return all;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Map<String, Route> methods = routes.get(Request.getPathInContext(request));
        if (methods == null) {
            return false;
        }
        Route route = methods.get(request.getMethod());
        if (route == null) {
            String allowed = String.join(", ", new TreeSet<>(methods.keySet()));
            response.getHeaders().put(HttpHeader.ALLOW, allowed);
            Answer.error(response, callback, 405, "method_not_allowed", "This address takes " + allowed + ".");
            return true;
        }
        try {
            // Asked before the body is read: strangers are not to fill our memory.
            User user = user(route.access, request);
            if (request.getMethod().equals("GET")) {
                answer(route, request, response, callback, user, NOTHING);
            } else {
                int max = route.access == Access.PUBLIC ? MAX_PUBLIC_BODY : MAX_BODY;
                BodyReading.start(
                        request,
                        response,
                        callback,
                        max,
                        limits.bodyMillis(),
                        room,
                        (bytes, length) ->
                                answer(route, request, response, callback, user, Arrays.copyOf(bytes, length)));
            }
        } catch (BadRequest bad) {
            refuse(response, callback, bad);
        }
        return true;
    }

    private static void refuse(Response response, Callback callback, BadRequest bad) {
        // Not for what took too long: it takes as long the next time.
        if (bad.status() == 503 && bad.code().equals("busy")) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, BUSY_SECONDS);
        }
        Answer.error(response, callback, bad.status(), bad.code(), String.valueOf(bad.getMessage()));
    }

    private void answer(
            Route route, Request request, Response response, Callback callback, @Nullable User user, byte[] body) {
        Call call = null;
        try {
            call = new Call(
                    request, response, callback, user, body, streams, () -> isStillLetIn(route.access, request, user));
            route.endpoint.answer(call);
        } catch (BadRequest bad) {
            if (call == null || !call.isAnswered()) {
                refuse(response, callback, bad);
            }
        } catch (Exception problem) {
            String asked = request.getMethod() + " " + Request.getPathInContext(request);
            if (call != null && call.isAnswered()) {
                Log.error(asked + " failed", problem);
                callback.failed(problem);
            } else if (isOutOfMemory(problem)) {
                Log.error(asked + " needs more memory than the engine may take (--memory)", null);
                response.getHeaders().put(HttpHeader.RETRY_AFTER, MEMORY_SECONDS);
                Answer.error(
                        response,
                        callback,
                        503,
                        "out_of_memory",
                        "This question was too large for the memory that the engine may take (--memory)."
                                + " Ask for a shorter time or one API, or again when others ask less.");
            } else {
                Log.error(asked + " failed", problem);
                Answer.error(
                        response,
                        callback,
                        500,
                        "failed",
                        "This could not be answered; the log of the server says why.");
            }
        }
    }

    /** The engine has no code for it, only words in its message. */
    private static boolean isOutOfMemory(Throwable problem) {
        return problem instanceof SQLException
                && String.valueOf(problem.getMessage()).contains(OUT_OF_MEMORY);
    }

    private boolean isStillLetIn(Access access, Request request, @Nullable User user) {
        try {
            return Objects.equals(user(access, request), user);
        } catch (BadRequest out) {
            return false;
        }
    }

    private @Nullable User user(Access access, Request request) throws BadRequest {
        if (access == Access.PUBLIC) {
            return null;
        }
        User user = authenticator.user(request);
        if (user == null) {
            throw new BadRequest(401, "unauthorized", "Sign in, or send Authorization: Bearer <API key>.");
        }
        if (access == Access.ADMIN && !user.admin()) {
            throw new BadRequest(403, "forbidden", "Only an administrator may do this.");
        }
        return user;
    }
}
