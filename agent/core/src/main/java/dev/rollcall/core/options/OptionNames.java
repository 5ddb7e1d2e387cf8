package dev.rollcall.core.options;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds options by name, and the nearest one for a name that is none. */
final class OptionNames {
    private static final Option[] ALL = Option.values();

    private static final int MAX_COMPARED = 60;

    private OptionNames() {}

    /** The option of a short name ({@code batch.age}) or full name ({@code rollcall.batch.age}), or null. */
    static @Nullable Option find(String name) {
        String wanted = shortName(name);
        for (Option option : ALL) {
            if (option.shortName().equals(wanted)) {
                return option;
            }
        }
        return null;
    }

    private static String shortName(String name) {
        return name.startsWith(Option.PREFIX) ? name.substring(Option.PREFIX.length()) : name;
    }

    /** The option that is most likely meant; dots, dashes and underscores count as the same. */
    static Option nearest(String name) {
        String wanted = plain(shortName(name));
        wanted = wanted.length() > MAX_COMPARED ? wanted.substring(0, MAX_COMPARED) : wanted;
        Option nearest = ALL[0];
        int least = Integer.MAX_VALUE;
        for (Option option : ALL) {
            if (option.isHidden()) {
                continue;
            }
            int distance = Spelling.distance(wanted, plain(option.shortName()));
            if (distance < least) {
                least = distance;
                nearest = option;
            }
        }
        return nearest;
    }

    /** The option that is most likely meant by the name of an environment variable. */
    static Option nearestToVariable(String variable) {
        return nearest(variable.substring(Option.ENVIRONMENT_PREFIX.length()));
    }

    private static String plain(String name) {
        return name.replace('_', '.').replace('-', '.').toLowerCase(Locale.ROOT);
    }
}
