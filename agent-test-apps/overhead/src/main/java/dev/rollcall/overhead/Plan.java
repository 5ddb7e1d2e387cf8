package dev.rollcall.overhead;

import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be measured, and how: the command line, checked. */
final class Plan {
    private final Map<Option, String> values = new EnumMap<>(Option.class);
    private final List<Contender> contenders;
    private final Jdk jdk;

    /**
     * Reads a command line.
     *
     * @throws WrongOptionException in one sentence, for the person who wrote it
     */
    Plan(List<String> arguments) {
        List<String> left = new ArrayList<>(arguments);
        boolean brief = left.remove("brief");
        for (Option option : Option.values()) {
            values.put(option, option.byDefault(brief));
        }
        while (!left.isEmpty()) {
            Option option = option(left.remove(0));
            if (left.isEmpty()) {
                throw new WrongOptionException(option.flag() + " needs a value");
            }
            String value = left.remove(0);
            String wrong = option.wrong(value);
            if (wrong != null) {
                throw new WrongOptionException(option.flag() + " " + value + " " + wrong);
            }
            values.put(option, value);
        }
        contenders = chosen(Contenders.all(file(Option.OTHER_JAR)));
        jdk = findJdk();
    }

    /** An option that makes no sense. */
    static final class WrongOptionException extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongOptionException(String message) {
            super(message);
        }
    }

    private static Option option(String flag) {
        return Arrays.stream(Option.values())
                .filter(option -> option.flag().equals(flag))
                .findFirst()
                .orElseThrow(() -> new WrongOptionException("there is no option " + flag + "; --help shows all"));
    }

    private List<Contender> chosen(List<Contender> all) {
        String only = text(Option.ONLY);
        if (only.equals("all")) {
            return all;
        }
        List<Contender> found = new ArrayList<>();
        for (String key : only.split(",", -1)) {
            found.add(all.stream()
                    .filter(contender -> contender.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new WrongOptionException("--only has " + key + ", which is none of "
                            + String.join(", ", all.stream().map(Contender::key).toList())
                            + " (the agents of others are there when it was built with -Privals)")));
        }
        return found;
    }

    private Jdk findJdk() {
        String wanted = text(Option.JDK);
        if (wanted.equals(Option.JDK.byDefault(false))) {
            return Jdks.running();
        }
        return Jdks.toTest().stream()
                .filter(found -> Integer.toString(found.feature()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new WrongOptionException(
                        "--jdk " + wanted + " is not installed, or not 17 or 25; there are " + Jdks.toTest()));
    }

    private String text(Option option) {
        String value = values.get(option);
        if (value == null) {
            throw new IllegalStateException(option + " has no value");
        }
        return value;
    }

    int number(Option option) {
        return Integer.parseInt(text(option));
    }

    /** How many requests a server gets before anything is measured. */
    int warmUp(ServerApp server) {
        return text(Option.WARM_UP).equals(Option.BY_SERVER) ? server.warmUp() : number(Option.WARM_UP);
    }

    /** How many requests CPU and throughput of a server are measured with. */
    int requests(ServerApp server) {
        return text(Option.REQUESTS).equals(Option.BY_SERVER) ? server.requests() : number(Option.REQUESTS);
    }

    boolean isVerbose() {
        return text(Option.VERBOSE).equals("yes");
    }

    /** The file an option names, if it names one. */
    @Nullable
    Path file(Option option) {
        String value = text(option);
        if (value.equals("none")) {
            return null;
        }
        Path path = Path.of(value).toAbsolutePath();
        if (option == Option.OTHER_JAR && !Files.isRegularFile(path)) {
            throw new WrongOptionException(option.flag() + " " + value + " is not there");
        }
        return path;
    }

    List<ServerApp> servers() {
        List<String> keys = Arrays.asList(text(Option.SERVER).split(",", -1));
        return Arrays.stream(ServerApp.values())
                .filter(server -> keys.contains(server.key()))
                .toList();
    }

    /** In the order of the tables. */
    List<Contender> contenders() {
        return contenders;
    }

    Jdk jdk() {
        return jdk;
    }

    /** All options with their values, as they would be written. */
    Map<String, String> described() {
        Map<String, String> described = new java.util.LinkedHashMap<>();
        values.forEach((option, value) -> described.put(option.flag().substring(2), value));
        return described;
    }
}
