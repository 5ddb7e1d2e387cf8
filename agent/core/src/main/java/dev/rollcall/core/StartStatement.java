package dev.rollcall.core;

import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.ship.DestinationOptions;
import dev.rollcall.core.ship.Destinations;
import java.io.File;
import java.net.URI;
import java.security.CodeSource;
import java.util.List;

/**
 * What the agent says when it starts: its version, by what it knows customers, where events go, how to see them, and what
 * is wrong with the options. Said before the application's {@code main}, so nothing but java.io and java.lang.
 */
final class StartStatement {
    /** The built-in list has more than twenty rules; these are its families, in its order. */
    private static final String DEFAULT_RULES =
            "what the application sets, X-Customer-ID, gateway headers, jwt:sub, principal, basic, api keys (hashed)";

    private StartStatement() {}

    static void print(Options options, List<String> ruleProblems, AgentLog log) {
        log.info("version " + Version.text() + " counts the requests of " + options.service() + " by customer");
        String rules = options.shown(Option.CUSTOMER);
        log.info("  customer from  " + ("default".equals(rules) ? DEFAULT_RULES : rules));
        Destinations destinations = Destinations.of(options);
        for (DestinationOptions destination : destinations.all()) {
            log.info((destination == destinations.all().get(0) ? "  events go to   " : "            and  ")
                    + destination);
        }
        if (destinations.all().isEmpty()) {
            log.info("  events stay in " + options.journalDirectory());
            log.info("  see them with  java -jar " + jar() + " top" + directory(options));
        }
        String detail = options.choice(Option.DETAIL);
        if (!detail.equals("all")) {
            log.info("  in detail      " + detail.replace("sampled:", "at most ")
                    + (detail.equals("none") ? "" : " requests a second") + "; the others are counted by customer");
        }
        tell(options.problems(), log);
        tell(destinations.problems(), log);
        tell(ruleProblems, log);
    }

    private static void tell(List<String> problems, AgentLog log) {
        for (String problem : problems) {
            log.error(problem);
        }
    }

    /** What {@code top} has to be told when it cannot find the directory by itself. */
    private static String directory(Options options) {
        return options.text(Option.JOURNAL_DIR) == null ? "" : " --dir " + options.journalDirectory();
    }

    private static String jar() {
        CodeSource source = StartStatement.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? "rollcall-agent.jar"
                    : new File(URI.create(source.getLocation().toString())).getPath();
        } catch (IllegalArgumentException notAFile) {
            return "rollcall-agent.jar";
        }
    }
}
