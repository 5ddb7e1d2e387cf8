package dev.rollcall.adapters.servlet;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The few methods of the servlet API that we call, under either of its two names. */
final class ServletApi {
    private static final int MAX_WRAPPERS = 100;

    private final Class<?> request;
    private final Class<?> wrapper;
    private final MethodHandle unwrap;
    private final MethodHandle principal;
    private final MethodHandle setAttribute;

    private ServletApi(ClassLoader application, String prefix) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        request = Class.forName(prefix + ".servlet.ServletRequest", false, application);
        wrapper = Class.forName(prefix + ".servlet.ServletRequestWrapper", false, application);
        Class<?> httpRequest = Class.forName(prefix + ".servlet.http.HttpServletRequest", false, application);
        unwrap = lookup.findVirtual(wrapper, "getRequest", methodType(request))
                .asType(methodType(Object.class, Object.class));
        principal = lookup.findVirtual(httpRequest, "getUserPrincipal", methodType(Principal.class))
                .asType(methodType(Principal.class, Object.class));
        setAttribute = lookup.findVirtual(request, "setAttribute", methodType(void.class, String.class, Object.class))
                .asType(methodType(void.class, Object.class, String.class, Object.class));
    }

    /** The API as the application sees it, or null when it does not. */
    static @Nullable ServletApi find(String prefix, ClassLoader application) {
        try {
            return new ServletApi(application, prefix);
        } catch (ReflectiveOperationException | LinkageError absent) {
            return null;
        }
    }

    boolean isRequest(Object candidate) {
        return request.isInstance(candidate);
    }

    boolean isWrapper(Object candidate) {
        return wrapper.isInstance(candidate);
    }

    /** The request in a wrapper. */
    Object unwrapped(Object wrapped) {
        try {
            return (Object) unwrap.invokeExact(wrapped);
        } catch (Throwable ofTheApplication) {
            return this; // no request of any container: the caller lets go of it
        }
    }

    /** The request beneath all wrappers. */
    Object innermost(Object outermost) {
        Object inner = outermost;
        for (int i = 0; i < MAX_WRAPPERS && isWrapper(inner); i++) {
            inner = unwrapped(inner);
        }
        return inner;
    }

    /** The user, or null, also when the application's wrapper throws. */
    @Nullable
    Principal principal(Object ofRequest) {
        try {
            return (Principal) principal.invokeExact(ofRequest);
        } catch (Throwable ofTheApplication) {
            return null;
        }
    }

    void setAttribute(Object ofRequest, String name, Object value) {
        try {
            setAttribute.invokeExact(ofRequest, name, value);
        } catch (Throwable ofTheContainer) {
            // The user stays unknown; the request goes on.
        }
    }
}
