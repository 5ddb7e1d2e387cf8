package dev.rollcall.backend;

import dev.rollcall.backend.http.Log;
import dev.rollcall.backend.store.DataDirectoryTaken;
import dev.rollcall.backend.store.EngineLibrary;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Starts the backend as a process of its own: {@code rollcall serve}, {@code java -jar rollcall-backend.jar}. */
public final class Main {
    /** The options make no sense. */
    static final int USAGE = 2;

    /** It cannot start: the directory is taken, the port is in use, the engine does not run here. */
    static final int CANNOT_START = 1;

    /** For whoever starts it again by itself. */
    static final int ENGINE_GAVE_UP = 3;

    private Main() {}

    /** Starts, and returns; the process ends when it is told to. */
    public static void main(String[] args) {
        int status = run(args, System.getProperties(), System.getenv(), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Does as it says; other sources of settings and other places to print are for tests. */
    static int run(
            String[] args, Properties properties, Map<String, String> environment, PrintStream out, PrintStream err) {
        String[] flags = args.length > 0 && args[0].equals("serve") ? Arrays.copyOfRange(args, 1, args.length) : args;
        Settings settings = new Settings();
        CommandLine line = new CommandLine(settings);
        try {
            SettingsSources sources = new SettingsSources(flags, properties, environment);
            line.setDefaultValueProvider(sources);
            line.parseArgs(flags);
            if (line.isUsageHelpRequested()) {
                line.usage(new PrintWriter(out, true, StandardCharsets.UTF_8));
                return 0;
            }
            if (line.isVersionHelpRequested()) {
                out.println("rollcall " + Backend.version());
                return 0;
            }
            Set<String> unknown =
                    sources.unknown(line.getCommandSpec().optionsMap().keySet());
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(String.join(", ", unknown)
                        + (unknown.size() == 1 ? " is not an option." : " are not options."));
            }
            settings.check();
        } catch (ParameterException | IllegalArgumentException | IOException bad) {
            err.println("rollcall: " + bad.getMessage()
                    + (bad instanceof IOException ? "" : " See rollcall serve --help."));
            return USAGE;
        }
        return start(settings, out, err);
    }

    private static int start(Settings settings, PrintStream out, PrintStream err) {
        String noEngine = EngineLibrary.whyNotLoaded();
        if (noEngine != null) {
            err.println("rollcall: " + noEngine);
            return CANNOT_START;
        }
        Backend backend;
        try {
            backend = Backend.start(settings);
        } catch (DataDirectoryTaken taken) {
            err.println("rollcall: " + taken.getMessage());
            return CANNOT_START;
        } catch (IOException | SQLException problem) {
            err.println("rollcall: " + reason(settings, problem));
            return CANNOT_START;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(backend), "rollcall-stop"));
        backend.onGivenUp(reason -> {
            err.println(
                    "rollcall: the engine has given up, and nothing works until the next start: " + reason
                            + "\nrollcall: everything that was accepted is stored; see that there is room on the disk, and start again.");
            // A thread of its own: the stop waits for the one that told us.
            new Thread(() -> System.exit(ENGINE_GAVE_UP), "rollcall-end").start();
        });
        StartStatement.print(backend, settings, out);
        return 0;
    }

    private static String reason(Settings settings, Exception problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "Port " + settings.port + " at " + settings.host
                        + " cannot be had: it is in use, or the address is not this machine's. Choose another with --port and"
                        + " --host.";
            }
        }
        return "Cannot start with " + settings.data.toAbsolutePath().normalize() + ": " + shown(problem.getMessage());
    }

    private static String shown(@Nullable String message) {
        return message == null ? "no reason is known" : message;
    }

    private static void stop(Backend backend) {
        Log.info("stopping");
        try {
            backend.close();
            Log.info("stopped; everything that was accepted is stored");
        } catch (Exception problem) {
            Log.error("the stop was not clean", problem);
        }
    }
}
