package dev.rollcall.adapters.springmvc;

import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.RouteTable;
import dev.rollcall.core.route.Routes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.ApplicationObjectSupport;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** Notes the patterns that an application registers, by its servlet context. Runs while the application starts. */
public final class MappingHooks {
    private static final String WEB_CONTEXT = "org.springframework.web.context.WebApplicationContext";

    private final Recorder recorder;
    /** {@code WebApplicationContext.getServletContext()}, whose type differs between javax and jakarta. */
    private final @Nullable MethodHandle servletContext;

    /** Made by the linker. */
    public MappingHooks(Recorder recorder) {
        this.recorder = recorder;
        this.servletContext = servletContextGetter(getClass().getClassLoader());
    }

    /** A method of a controller was found. */
    public void detected(Object mapping, Object handler, Method method, Object info) {
        add(mapping, info);
    }

    /** A mapping was registered by the application, or by an actuator. */
    public void registered(Object mapping, Object info, Object handler, Method method) {
        add(mapping, info);
    }

    /** A handler for a path was registered: static resources, {@code /**}. */
    public void registeredUrl(Object mapping, String path, Object handler) {
        Routes routes = routes(mapping);
        if (routes != null) {
            routes.add(null, path);
        }
    }

    private void add(Object mapping, Object info) {
        if (!(info instanceof RequestMappingInfo)) {
            return;
        }
        Routes routes = routes(mapping);
        if (routes == null) {
            return;
        }
        RequestMappingInfo mappingInfo = (RequestMappingInfo) info;
        Set<?> methods = mappingInfo.getMethodsCondition().getMethods();
        for (String pattern : mappingInfo.getPatternValues()) {
            if (methods.isEmpty()) {
                routes.add(null, pattern);
            }
            for (Object method : methods) {
                routes.add(((Enum<?>) method).name(), pattern);
            }
        }
    }

    private @Nullable Routes routes(Object mapping) {
        MethodHandle getter = servletContext;
        if (getter == null || !(mapping instanceof ApplicationObjectSupport)) {
            return null;
        }
        ApplicationContext context = ((ApplicationObjectSupport) mapping).getApplicationContext();
        Object key = context == null ? null : servletContext(getter, context);
        if (key == null) {
            return null;
        }
        synchronized (this) {
            RouteTable known = recorder.applicationRoutes().of(key);
            if (known instanceof Routes) {
                return (Routes) known;
            }
            Routes routes = new Routes();
            recorder.applicationRoutes().register(key, routes);
            return routes;
        }
    }

    private static @Nullable Object servletContext(MethodHandle getter, ApplicationContext context) {
        try {
            return (Object) getter.invokeExact((Object) context);
        } catch (Throwable noWebApplication) {
            return null;
        }
    }

    private static @Nullable MethodHandle servletContextGetter(ClassLoader application) {
        try {
            Method getter = Class.forName(WEB_CONTEXT, false, application).getMethod("getServletContext");
            return MethodHandles.publicLookup()
                    .unreflect(getter)
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException | LinkageError absent) {
            return null;
        }
    }
}
