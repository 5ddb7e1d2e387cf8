package dev.rollcall.app.servlet;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;

/** The second web application of the same server: one servlet, no filter. */
public final class ShopListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletRegistration.Dynamic servlet = event.getServletContext()
                .addServlet(
                        "shop",
                        new HandlerServlet((request, response) ->
                                Answers.text(response, "shop item " + Answers.segment(request, 0))));
        servlet.addMapping("/items/*");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {}
}
