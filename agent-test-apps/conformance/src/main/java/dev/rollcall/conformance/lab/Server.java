package dev.rollcall.conformance.lab;

import dev.rollcall.conformance.process.App;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server under test: how to start it, and everywhere it differs from the others, by the number of the case and with the
 * reason. What is not declared here must pass; what is declared must still differ.
 */
public final class Server {
    /** Where the route of an event comes from. */
    public enum Routes {
        /** The framework knows the template. */
        TEMPLATES,
        /** Nobody knows; the agent infers one from the path, and says so. */
        INFERRED
    }

    private final String name;
    private final Routes routes;
    private final Supplier<App> app;
    private final Map<String, String> deviations = new LinkedHashMap<>();
    private final Map<String, String> exempt = new LinkedHashMap<>();
    private @Nullable String mayDropAConnection;
    private String port = "http";
    private List<String> jvmOptions = List.of();

    public Server(String name, Routes routes, Supplier<App> app) {
        this.name = name;
        this.routes = routes;
        this.app = app;
    }

    /** A server whose app is a module of the same name. */
    public static Server ofModule(String module, Routes routes, String... arguments) {
        return new Server(module, routes, () -> App.ofModule(module, arguments));
    }

    /** These cases do not come out here, and the reason stands in the documentation. */
    public Server deviates(String reason, String... cases) {
        for (String number : cases) {
            deviations.put(number, reason);
        }
        return this;
    }

    /** These cases make no sense here. */
    public Server doesNotApply(String reason, String... cases) {
        for (String number : cases) {
            exempt.put(number, reason);
        }
        return this;
    }

    /**
     * After a client has broken a connection off, this server may close one other connection instead of answering on it,
     * by itself, with the agent or without: a conversation that this happens to is held again.
     */
    public Server mayDropAConnection(String reason) {
        mayDropAConnection = reason;
        return this;
    }

    /** The cases talk to this port of the app. */
    public Server port(String portName) {
        port = portName;
        return this;
    }

    /** Options the server's JVM needs, with and without the agent. */
    public Server jvmOptions(String... options) {
        jvmOptions = List.of(options);
        return this;
    }

    public String name() {
        return name;
    }

    public boolean knowsTemplates() {
        return routes == Routes.TEMPLATES;
    }

    public App app() {
        return app.get();
    }

    public String port() {
        return port;
    }

    public List<String> jvmOptions() {
        return jvmOptions;
    }

    /** Why the case does not come out here; null when it must. */
    public @Nullable String deviation(String number) {
        return deviations.get(number);
    }

    /** Why the case is not run here; null when it is. */
    public @Nullable String exemption(String number) {
        return exempt.get(number);
    }

    /** Why the server may drop a connection after another was broken off; null when it must not. */
    public @Nullable String mayDropAConnection() {
        return mayDropAConnection;
    }

    /** The numbers of all declared cases: each must exist. */
    public List<String> declared() {
        return java.util.stream.Stream.concat(deviations.keySet().stream(), exempt.keySet().stream())
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
