package dev.rollcall.backend.http;

import dev.rollcall.backend.ingest.Shown;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every request, whoever answers it: headers that keep a browser from doing what strangers' texts or other pages would
 * have it do, and no request that another page makes a browser send.
 */
final class Front extends Handler.Wrapper {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    /** Every method of RFC 9110 and RFC 5789, taken here or not; those of WebDAV and others are not known here. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT");

    /** The only names under which a browser may know us; null for any. */
    private final @Nullable Set<String> names;

    private final HeadDeadline heads;

    /**
     * Puts itself before another handler.
     *
     * @param names the hosts, in lower case, that requests may be for; null when we cannot know what we are called
     * @param heads told that the head of a request has come
     */
    Front(Handler handler, @Nullable Set<String> names, HeadDeadline heads) {
        super(handler);
        this.names = names;
        this.heads = heads;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        // Who is not done within the idle time is waiting for the engine: that is no reason to hang up. What waits for
        // the client is ended
        // by the failure of its read or write.
        request.addIdleTimeoutListener(timeout -> false);
        heads.begun(request);
        secure(response.getHeaders());
        String path = Request.getPathInContext(request);
        if (!isOurs(request)) {
            // A page whose name was pointed at this machine (DNS rebinding) asks under that name.
            Answer.error(response, callback, 421, "misdirected", "This server is not known under that name.");
        } else if (!METHODS.contains(request.getMethod())) {
            // RFC 9110, section 15.6.2. Named, because whoever asks this sent something else than they believe.
            Answer.error(
                    response,
                    callback,
                    501,
                    "unknown_method",
                    "The method " + Shown.of(request.getMethod()) + " is not known here.");
        } else if (path.startsWith("/api/") && isForged(request)) {
            Answer.error(
                    response,
                    callback,
                    403,
                    "forged",
                    "A request that changes something, as " + request.getMethod()
                            + " may, must come from our own pages or a program, with Content-Type: application/json.");
        } else if (!super.handle(request, response, callback)) {
            Answer.error(response, callback, 404, "not_found", "There is nothing at this address.");
        }
        return true;
    }

    /** What every answer says, errors of the server itself included. */
    static void secure(HttpFields.Mutable headers) {
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
    }

    private boolean isOurs(Request request) {
        if (names == null) {
            return true;
        }
        String name = Request.getServerName(request);
        if (name == null) {
            return true;
        }
        String plain = name.toLowerCase(Locale.ROOT);
        return names.contains(plain.startsWith("[") ? plain.substring(1, plain.length() - 1) : plain);
    }

    /** Whether another page may have had the browser send it: browsers tell, and send no JSON for others without asking. */
    private static boolean isForged(Request request) {
        if (HARMLESS.contains(request.getMethod())) {
            return false;
        }
        HttpFields headers = request.getHeaders();
        String site = headers.get("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        // Programs with an API key have no cookie that could be misused.
        if (headers.contains(HttpHeader.AUTHORIZATION) || request.getMethod().equals("DELETE")) {
            return false;
        }
        String type = headers.get(HttpHeader.CONTENT_TYPE);
        boolean json = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
        // A page of others can send no PUT without asking; one without a body needs no type.
        return !json && !(request.getMethod().equals("PUT") && type == null);
    }
}
