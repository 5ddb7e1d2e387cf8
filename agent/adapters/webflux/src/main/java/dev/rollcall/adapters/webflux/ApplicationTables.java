package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.ApplicationRoutes;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.RouteTable;
import dev.rollcall.core.route.Routes;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** One table of routes for each application context, found by it when a request ends. Only touched while contexts start. */
final class ApplicationTables {
    private ApplicationTables() {}

    /** The table of an application; null for mappings that belong to none, which are not reached by requests either. */
    static @Nullable Routes of(@Nullable ApplicationContext application, Recorder recorder) {
        if (application == null) {
            return null;
        }
        ApplicationRoutes tables = recorder.applicationRoutes();
        synchronized (tables) {
            RouteTable known = tables.of(application);
            if (known instanceof Routes) {
                return (Routes) known;
            }
            Routes added = new Routes();
            tables.register(application, added);
            return added;
        }
    }
}
