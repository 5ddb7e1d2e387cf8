package dev.rollcall.backend.http;

import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Tells who asks. */
public interface Authenticator {
    /** The user of the session cookie or the API key of a request; null when there is neither, or it is not valid any more. */
    @Nullable
    User user(Request request);
}
