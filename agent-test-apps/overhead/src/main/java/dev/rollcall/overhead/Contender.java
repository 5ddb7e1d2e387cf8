package dev.rollcall.overhead;

import dev.rollcall.conformance.process.App;
import dev.rollcall.overhead.receiver.Protocol;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A way to run a server: bare, or with an agent.
 *
 * @param key its name on the command line
 * @param title its name in tables
 * @param jar what is added to the server, for its size; null when nothing is
 * @param classPath what is added to the server's class path; empty when nothing is
 * @param setUp the options of the JVM
 * @param protocol makes the backend it reports to
 * @param threadPrefix how the names of its own threads begin; empty when they are not told apart
 * @param servers those it is for
 */
record Contender(
        String key,
        String title,
        @Nullable Path jar,
        String classPath,
        SetUp setUp,
        Supplier<Protocol> protocol,
        String threadPrefix,
        Set<ServerApp> servers) {

    /** The options of a JVM. */
    @FunctionalInterface
    interface SetUp {
        /**
         * The options.
         *
         * @param address where the backend listens, {@code http://127.0.0.1:port}
         * @param directory an empty one, for files
         */
        List<String> options(String address, Path directory);
    }

    /** The server with what this one adds to it. */
    App app(ServerApp server) {
        App app = server.app();
        return classPath.isEmpty()
                ? app
                : new App(
                        app.name(), app.classPath() + File.pathSeparator + classPath, app.mainClass(), app.arguments());
    }

    boolean isFor(ServerApp server) {
        return servers.contains(server);
    }
}
