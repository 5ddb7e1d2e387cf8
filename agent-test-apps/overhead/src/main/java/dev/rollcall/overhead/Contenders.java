package dev.rollcall.overhead;

import dev.rollcall.conformance.process.App;
import dev.rollcall.overhead.receiver.Nobody;
import dev.rollcall.overhead.receiver.RollcallBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All contenders. Everything is left as it comes, but for where to report to. */
final class Contenders {
    /** What all others are compared with. */
    static final String NONE_TITLE = "no agent";

    /** The one that loses nothing. */
    static final String ROLLCALL = "rollcall";

    /** Rollcall and what it is compared with most closely: these differ so little that they need more rounds. */
    static final Set<String> CLOSEST = Set.of("none", "none-again", ROLLCALL);

    private static final Set<ServerApp> ALL = EnumSet.allOf(ServerApp.class);

    private Contenders() {}

    /**
     * All of them, in the order of the tables.
     *
     * @param otherJar another build of Rollcall to compare with, if any
     */
    static List<Contender> all(@Nullable Path otherJar) {
        List<Contender> all = new ArrayList<>();
        all.add(new Contender("none", NONE_TITLE, null, "", (address, directory) -> List.of(), Nobody::new, "", ALL));
        // How far this one is from the first is how far any of them is by chance.
        all.add(new Contender(
                "none-again", "no agent, again", null, "", (address, directory) -> List.of(), Nobody::new, "", ALL));
        all.add(rollcall(ROLLCALL, "Rollcall", App.agentJar()));
        if (otherJar != null) {
            all.add(rollcall("rollcall-other", "Rollcall, " + otherJar, otherJar));
        }
        all.addAll(Rivals.found());
        return all;
    }

    private static Contender rollcall(String key, String title, Path jar) {
        return new Contender(
                key,
                title,
                jar,
                "",
                (address, directory) -> List.of(
                        "-javaagent:" + jar,
                        "-Drollcall.endpoint=" + address + "/v1/events",
                        // At the end all that is left is to arrive, however busy the machine is.
                        "-Drollcall.shutdown.timeout=60s",
                        // Its own: what another process left in the shared one would be delivered, and counted, here.
                        "-Drollcall.journal.dir=" + directory.resolve("journal")),
                RollcallBackend::new,
                "rollcall",
                ALL);
    }
}
