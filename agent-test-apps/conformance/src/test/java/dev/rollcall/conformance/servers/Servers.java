package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.lab.Server;
import dev.rollcall.conformance.lab.Server.Routes;
import java.util.List;

/** Every server under test and everywhere one differs, in this one place. */
public final class Servers {
    private static final String[] SPRING_DISPATCHES = {"c42", "c42b", "c42c"};
    private static final String[] CONTAINER = {
        "c37", "c38", "c38b", "c39", "c43", "c43b", "c44", "c45", "c46", "c54", "c55", "c99b"
    };
    private static final String[] DISPATCHES = {
        "c33", "c34", "c35", "c36", "c37", "c38", "c38b", "c39", "c40", "c43", "c43b", "c44", "c45", "c46"
    };
    private static final String[] HTTP_2 = {"c59", "c59b", "c61", "c62", "c64"};
    private static final String[] NETTY = {
        "c16b", "c53c", "c65", "c66", "c70", "c71", "c72", "c73", "c74", "c75", "c76", "c77", "c78", "c79"
    };
    private static final String[] WEBFLUX = {"c81", "c81b", "c82", "c82b", "c83", "c84", "c88"};
    private static final String[] WEBFLUX_SECURITY = {"c87", "c87b"};

    static final Server TOMCAT_9 = tomcat("tomcat-9");
    static final Server TOMCAT_10 = tomcat("tomcat-10");
    public static final Server TOMCAT_11 = tomcat("tomcat-11");
    static final Server TOMCAT_9_STANDALONE = standalone("tomcat-9-standalone");
    static final Server TOMCAT_10_STANDALONE = standalone("tomcat-10-standalone");
    static final Server TOMCAT_11_STANDALONE = standalone("tomcat-11-standalone");
    static final Server SPRING_MVC_2 = springMvc("spring-mvc-2");
    static final Server SPRING_MVC_3 = springMvc("spring-mvc-3");
    static final Server SPRING_MVC_4 = springMvc("spring-mvc-4");
    static final Server NETTY_41_OLDEST = netty("netty-4.1-oldest")
            .doesNotApply("Netty 4.1.0 has no codec between streams and HTTP objects", HTTP_2)
            .doesNotApply("Netty 4.1.0 takes the request, by its first length", "c10c");
    static final Server NETTY_41 = netty("netty-4.1");
    public static final Server NETTY_42 = netty("netty-4.2");
    static final Server WEBFLUX_2 =
            reactorNetty("webflux-2").doesNotApply("the app has no Spring Security", WEBFLUX_SECURITY);
    static final Server WEBFLUX_3 = reactorNetty("webflux-3");
    static final Server WEBFLUX_4 = reactorNetty("webflux-4");
    static final Server WEBFLUX_TOMCAT_3 = onTomcat(webFlux("webflux-tomcat-3"))
            .doesNotApply("the app has no Spring Security", WEBFLUX_SECURITY)
            .doesNotApply("the app has no principal of the container", "c99b")
            .doesNotApply(
                    "Tomcat notices that the client of an asynchronous request has gone only when it writes again",
                    "c57c",
                    "c83")
            .doesNotApply(
                    "on a servlet container WebFlux still answers 500, because the first bytes are not on the wire yet",
                    "c24",
                    "c24b",
                    "c82b");

    static {
        all().stream()
                .filter(server -> server != NETTY_41)
                .forEach(server -> server.doesNotApply("about the agent's memory, shown on one server", "c102"));
    }

    private Servers() {}

    /** All of them, in the order of the table in docs/conformance.md. */
    public static List<Server> all() {
        return List.of(
                TOMCAT_9,
                TOMCAT_10,
                TOMCAT_11,
                TOMCAT_9_STANDALONE,
                TOMCAT_10_STANDALONE,
                TOMCAT_11_STANDALONE,
                SPRING_MVC_2,
                SPRING_MVC_3,
                SPRING_MVC_4,
                NETTY_41_OLDEST,
                NETTY_41,
                NETTY_42,
                WEBFLUX_2,
                WEBFLUX_3,
                WEBFLUX_4,
                WEBFLUX_TOMCAT_3);
    }

    /** One of each kind, for what need not be shown on every version. */
    public static List<Server> oneOfEachStack() {
        return List.of(TOMCAT_10, SPRING_MVC_3, NETTY_41, WEBFLUX_3);
    }

    private static Server tomcat(String module) {
        return servlets(Server.ofModule(module, Routes.INFERRED))
                .doesNotApply("return types of Spring MVC", SPRING_DISPATCHES);
    }

    private static Server standalone(String module) {
        return tomcat(module)
                .doesNotApply(
                        "the app has no such option, shown on the embedded Tomcat of the same version", "c44", "c46");
    }

    private static Server springMvc(String module) {
        return servlets(Server.ofModule(module, Routes.TEMPLATES))
                .doesNotApply("the container's own, shown on the Tomcat without a framework", CONTAINER);
    }

    private static Server servlets(Server server) {
        return onTomcat(server)
                .doesNotApply("about plain Netty pipelines", NETTY)
                .doesNotApply("about WebFlux", WEBFLUX)
                .doesNotApply("about WebFlux", WEBFLUX_SECURITY);
    }

    /**
     * What is Tomcat's own, whatever runs in it.
     *
     * <p>The dropped connection: when a thread of the application flushes to a client that has gone, {@code
     * AbstractProcessor.action(CLIENT_FLUSH)} first has a container thread end the exchange, and then keeps the exception
     * in the response. If the container thread was quicker, the response is in the pool again by then, and the first flush
     * of the exchange that gets it next throws that exception and closes the connection. Seen on 10.1.55 under WebFlux, in
     * up to 7 of 100 exchanges after a broken-off stream; 9.0.123, 10.1.61 and 11.0.24 have the same order.
     */
    private static Server onTomcat(Server server) {
        return server.deviates("Tomcat throws away what the application did not read after our end hook", "c02d")
                .mayDropAConnection("Tomcat keeps the failure of a broken-off exchange in the response it reuses");
    }

    private static Server netty(String module) {
        return Server.ofModule(module, Routes.INFERRED)
                .doesNotApply("Netty has no principals", "c99", "c99b")
                .doesNotApply("Netty has no servlets", DISPATCHES)
                .doesNotApply("return types of Spring MVC", SPRING_DISPATCHES)
                .doesNotApply("about WebFlux", WEBFLUX)
                .doesNotApply("about WebFlux", WEBFLUX_SECURITY);
    }

    private static Server reactorNetty(String module) {
        return webFlux(module).doesNotApply("Reactor Netty has no principals of its own", "c99b");
    }

    private static Server webFlux(String module) {
        return Server.ofModule(module, Routes.TEMPLATES)
                .doesNotApply("WebFlux has no servlets", DISPATCHES)
                .doesNotApply("WebFlux cannot send 103", "c54")
                .doesNotApply("return types of Spring MVC", SPRING_DISPATCHES)
                .doesNotApply("about plain Netty pipelines", NETTY);
    }
}
