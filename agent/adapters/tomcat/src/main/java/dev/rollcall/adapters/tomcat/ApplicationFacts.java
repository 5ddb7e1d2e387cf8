package dev.rollcall.adapters.tomcat;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.RouteTable;
import dev.rollcall.core.exchange.Wanted;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.Principal;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.buf.MessageBytes;
import org.jspecify.annotations.Nullable;

/** What the container's request knows of the application: attributes, the user, where it is mounted, its routes. */
final class ApplicationFacts {
    private static final String DISPATCHER_TYPE = "org.apache.catalina.core.DISPATCHER_TYPE";
    private static final String JAKARTA_ERROR_URI = "jakarta.servlet.error.request_uri";
    private static final String JAVAX_ERROR_URI = "javax.servlet.error.request_uri";
    private static final int MAX_CAUSES = 5;

    /** {@code Context.getServletContext()}, whose type differs between javax and jakarta; null when there is none. */
    private static final @Nullable MethodHandle SERVLET_CONTEXT = servletContextGetter();

    private final Recorder recorder;
    private final Wanted wanted;

    ApplicationFacts(Recorder recorder) {
        this.recorder = recorder;
        this.wanted = recorder.wanted();
    }

    /** Copies what is wanted. Called while the request still has it. */
    void read(Request request, Record record) {
        for (int i = 0; i < wanted.attributes(); i++) {
            record.attribute(i, request.getAttribute(wanted.attribute(i)));
        }
        if (wanted.principal()) {
            record.principal(name(request.getPrincipal()));
        }
        if (!recorder.applicationRoutes().isEmpty()) {
            record.routes(routes(request), mountedAt(request));
        }
    }

    /**
     * The user's name. {@code getPrincipal} reads a field, where {@code getUserPrincipal} may log a user out whose Kerberos
     * ticket has run out; the name is the application's code when it has principals of its own.
     */
    private static @Nullable String name(@Nullable Principal principal) {
        try {
            return principal == null ? null : principal.getName();
        } catch (Throwable ofTheApplication) {
            return null;
        }
    }

    private @Nullable RouteTable routes(Request request) {
        Context context = request.getContext();
        MethodHandle getter = SERVLET_CONTEXT;
        if (context == null || getter == null) {
            return null;
        }
        try {
            return recorder.applicationRoutes().of((Object) getter.invokeExact((Object) context));
        } catch (Throwable stopped) {
            return null; // the context is being undeployed
        }
    }

    /** The path before the application's own: the context's, and the servlet's when it is mapped to {@code /name/*}. */
    static String mountedAt(Request request) {
        Context context = request.getContext();
        String contextPath = context == null ? "" : context.getPath();
        MessageBytes pathInfo = request.getMappingData().pathInfo;
        if (pathInfo.isNull()) {
            return contextPath == null ? "" : contextPath;
        }
        String servletPath = Text.copy(request.getMappingData().wrapperPath);
        return contextPath == null ? servletPath : contextPath.concat(servletPath);
    }

    /**
     * Whether an error page is being made: what is matched now is the error page's route, not the one that was called. The
     * second test is for Spring Boot's filter in a deployed war, which forwards to the error page itself.
     */
    static boolean isErrorDispatch(Request request) {
        Object type = request.getAttribute(DISPATCHER_TYPE);
        String name = type instanceof Enum ? ((Enum<?>) type).name() : "";
        return name.equals("ERROR")
                || (name.equals("FORWARD")
                        && (request.getAttribute(JAKARTA_ERROR_URI) != null
                                || request.getAttribute(JAVAX_ERROR_URI) != null));
    }

    /** The class of an exception, beneath the {@code ServletException} that containers and frameworks wrap it in. */
    static String rootType(Throwable failure) {
        Throwable root = failure;
        for (int i = 0; i < MAX_CAUSES && root.getClass().getName().endsWith("ServletException"); i++) {
            Throwable cause = root.getCause();
            if (cause == null) {
                break;
            }
            root = cause;
        }
        return root.getClass().getName();
    }

    private static @Nullable MethodHandle servletContextGetter() {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(Context.class.getMethod("getServletContext"))
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException | LinkageError unknownVersion) {
            return null;
        }
    }
}
