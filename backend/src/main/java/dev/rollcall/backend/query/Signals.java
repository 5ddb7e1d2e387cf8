package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Customers whom somebody should talk to; the thresholds are those of {@link Activity}. A customer may be in several lists. Each is
 * sorted by what is at stake, and has at most {@value #MOST} customers; how many there are is told beside.
 *
 * @param growing by requests of the last month
 * @param falling by requests of the week before
 * @param dormant by requests of the last two months
 * @param checkIn by requests of the last month
 * @param counts how many customers each list would have if it could be as long as it liked
 */
public record Signals(
        List<Activity> growing, List<Activity> falling, List<Activity> dormant, List<Activity> checkIn, Counts counts) {
    /** How long a list may get. */
    public static final int MOST = 200;

    /** How many customers there are for each list. */
    public record Counts(int growing, int falling, int dormant, int checkIn) {}

    /** Asks for those of an API, or of the workspace. */
    public static Signals ask(Reader reader, Scope scope, LocalDate today) throws SQLException {
        List<Activity> all = Activity.ask(reader, scope, today);
        List<Activity> growing = some(all, Activity::isGrowing, Activity::month);
        List<Activity> falling = some(all, Activity::isFalling, Activity::weekBefore);
        List<Activity> dormant = some(all, Activity::isDormant, activity -> activity.month() + activity.monthBefore());
        List<Activity> checkIn = some(all, Activity::isCheckIn, Activity::month);
        return new Signals(
                first(growing),
                first(falling),
                first(dormant),
                first(checkIn),
                new Counts(growing.size(), falling.size(), dormant.size(), checkIn.size()));
    }

    private static List<Activity> some(List<Activity> all, Predicate<Activity> wanted, ToLongFunction<Activity> stake) {
        return all.stream()
                .filter(wanted)
                .sorted(Comparator.comparingLong(stake)
                        .reversed()
                        .thenComparing(activity -> String.valueOf(activity.customerId())))
                .toList();
    }

    private static List<Activity> first(List<Activity> all) {
        return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
    }
}
