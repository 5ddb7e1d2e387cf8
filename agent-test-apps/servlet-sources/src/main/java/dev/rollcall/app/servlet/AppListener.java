package dev.rollcall.app.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts the servlets and the filter into the context that starts. */
public final class AppListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Map<String, Handler> handlers = new LinkedHashMap<>();
        BasicHandlers.addTo(handlers);
        StreamHandlers.addTo(handlers);
        ErrorHandlers.addTo(handlers);
        DispatchHandlers.addTo(handlers);
        NonBlockingHandlers.addTo(handlers);
        handlers.forEach((mapping, handler) -> {
            ServletRegistration.Dynamic servlet = context.addServlet("servlet " + mapping, new HandlerServlet(handler));
            servlet.addMapping(mapping);
            servlet.setAsyncSupported(true);
        });
        FilterRegistration.Dynamic filter = context.addFilter("filter", new AppFilter());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {}
}
