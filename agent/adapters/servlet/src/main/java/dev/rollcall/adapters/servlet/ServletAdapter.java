package dev.rollcall.adapters.servlet;

import dev.rollcall.core.adapter.Adapter;
import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.Hook.At;
import java.util.List;

/**
 * Adds to a container's exchange the user whom the application's filters have authenticated: filters wrap the request, and
 * the container's own request, which the container's adapter reads, knows nothing of it.
 */
public final class ServletAdapter implements Adapter {
    private static final String HOOKS = "dev.rollcall.adapters.servlet.PrincipalHooks";

    @Override
    public String name() {
        return "servlets";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.of(
                        "jakarta.servlet.http.HttpServlet",
                        "service",
                        "(Ljakarta/servlet/ServletRequest;",
                        At.ENTER,
                        HOOKS,
                        "jakartaService"),
                Hook.of(
                        "javax.servlet.http.HttpServlet",
                        "service",
                        "(Ljavax/servlet/ServletRequest;",
                        At.ENTER,
                        HOOKS,
                        "javaxService"),
                Hook.of(
                                "org.springframework.web.servlet.FrameworkServlet",
                                "getUsernameForRequest",
                                null,
                                At.EXIT,
                                HOOKS,
                                "springUser")
                        .ofLibrary("Spring MVC"));
    }
}
