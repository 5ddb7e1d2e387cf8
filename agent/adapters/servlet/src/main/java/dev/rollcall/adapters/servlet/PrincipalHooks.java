package dev.rollcall.adapters.servlet;

import dev.rollcall.core.exchange.HandOver;
import dev.rollcall.core.exchange.Recorder;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Hands the name of the authenticated user to the container's adapter.
 *
 * <p>Asking a request of Spring Security for its user loads the security context, which may mean a call to a session store
 * that the application itself would not have made; so these are never asked. Spring MVC asks by itself, for the event that
 * it publishes after each request, and there we listen.
 */
public final class PrincipalHooks {
    private static final String SPRING_MVC = "org.springframework.web.servlet.";
    private static final String SPRING_SECURITY = "org.springframework.security.";

    /** The containers whose adapters take what is handed over; on another's request it would stay in sight. */
    private static final String TOMCAT_REQUEST = "org.apache.catalina.connector.RequestFacade";

    /** More than any application has; a wrapper may lead back to itself. */
    private static final int MAX_WRAPPERS = 100;

    private final boolean wanted;
    private final @Nullable ServletApi javax;
    private final @Nullable ServletApi jakarta;

    /** Made by the linker. */
    public PrincipalHooks(Recorder recorder) {
        ClassLoader application = getClass().getClassLoader();
        this.wanted = recorder.wanted().principal();
        this.javax = ServletApi.find("javax", application);
        this.jakarta = ServletApi.find("jakarta", application);
    }

    /** A servlet is about to serve a request, as the filters have left it. */
    public void javaxService(Object servlet, Object request, Object response) {
        if (wanted && javax != null) {
            ask(javax, servlet, request);
        }
    }

    /** A servlet is about to serve a request, as the filters have left it. */
    public void jakartaService(Object servlet, Object request, Object response) {
        if (wanted && jakarta != null) {
            ask(jakarta, servlet, request);
        }
    }

    /** Spring MVC has asked the request for its user. */
    public void springUser(Object servlet, Object request, @Nullable String user) {
        if (!wanted || user == null) {
            return;
        }
        ServletApi api = jakarta != null && jakarta.isRequest(request) ? jakarta : javax;
        if (api != null) {
            handOver(api, api.innermost(request), user);
        }
    }

    private static void ask(ServletApi api, Object servlet, Object request) {
        if (!api.isWrapper(request) || servlet.getClass().getName().startsWith(SPRING_MVC)) {
            return; // the container's own request is read by the container's adapter
        }
        Object innermost = request;
        for (int i = 0; i < MAX_WRAPPERS && api.isWrapper(innermost); i++) {
            if (innermost.getClass().getName().startsWith(SPRING_SECURITY)) {
                return;
            }
            innermost = api.unwrapped(innermost);
        }
        if (!innermost.getClass().getName().equals(TOMCAT_REQUEST)) {
            return;
        }
        String user = name(api.principal(request));
        if (user != null) {
            handOver(api, innermost, user);
        }
    }

    private static void handOver(ServletApi api, Object innermost, String user) {
        if (innermost.getClass().getName().equals(TOMCAT_REQUEST)) {
            api.setAttribute(innermost, HandOver.ATTRIBUTE, user);
        }
    }

    /** A principal of the application's own is the application's code. */
    private static @Nullable String name(@Nullable Principal principal) {
        try {
            return principal == null ? null : principal.getName();
        } catch (Throwable ofTheApplication) {
            return null;
        }
    }
}
