package dev.rollcall.backend.scale;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the scale program is to do. */
record ScaleOptions(
        Path jar,
        long events,
        int customers,
        int routes,
        int days,
        int batch,
        int senders,
        int rate,
        int rounds,
        int unnamed,
        String heap,
        String memory,
        @Nullable Path data,
        @Nullable Path markdown) {

    private static final String HELP = """
            backend/scale/run [--NAME VALUE]...

              events     how many are sent as fast as they are taken          20000000
              customers  how many make them                                   10000
              routes     how many end points there are                        200
              days       over which they are spread, up to now                30
              batch      events in one request                                1000
              senders    how many send at a time, a batch each                16
              rate       events a second while pages are opened again; 0: no  5000
              rounds     how often each page is opened                        5
              unnamed    how many then send as Agentry's senders do, one event  0
                         a request: 80 each without ids, and 80 each with ids
              heap       the backend's -Xmx                                   512m
              memory     the backend's --memory                               1GB
              data       where the data goes, and stays                       a temporary directory
              markdown   a file for the tables""";

    private static final List<String> NAMES = List.of(
            "events",
            "customers",
            "routes",
            "days",
            "batch",
            "senders",
            "rate",
            "rounds",
            "unnamed",
            "heap",
            "memory",
            "data",
            "markdown");

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with what to tell
     */
    static ScaleOptions parse(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!NAMES.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(HELP);
            }
            given.put(name, arguments[i + 1]);
        }
        String data = given.get("data");
        String markdown = given.get("markdown");
        return new ScaleOptions(
                Path.of(System.getProperty("rollcall.root", "."), "backend", "target", "rollcall-backend.jar"),
                number(given, "events", 20_000_000),
                (int) number(given, "customers", 10_000),
                (int) number(given, "routes", 200),
                (int) number(given, "days", 30),
                (int) number(given, "batch", 1000),
                (int) number(given, "senders", 16),
                (int) number(given, "rate", 5000),
                (int) number(given, "rounds", 5),
                (int) number(given, "unnamed", 0),
                given.getOrDefault("heap", "512m"),
                given.getOrDefault("memory", "1GB"),
                data == null ? null : Path.of(data).toAbsolutePath(),
                markdown == null ? null : Path.of(markdown));
    }

    private static long number(Map<String, String> given, String name, long otherwise) {
        String text = given.get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("--" + name + ' ' + text + " is not a whole number.\n\n" + HELP, notOne);
        }
    }
}
