package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Customers whom somebody should talk to; the thresholds are those of {@link Activity}. A customer may be in several lists. Each is
 * sorted by what is at stake, and has at most {@value #MOST} customers.
 *
 * @param growing by requests of the last month
 * @param falling by requests of the week before
 * @param dormant by requests of the last two months
 * @param checkIn by requests of the last month
 */
public record Signals(List<Activity> growing, List<Activity> falling, List<Activity> dormant, List<Activity> checkIn) {
    /** How long a list may get. */
    public static final int MOST = 200;

    /** Asks for those of an API, or of the workspace. */
    public static Signals ask(Reader reader, Scope scope, LocalDate today) throws SQLException {
        List<Activity> all = Activity.ask(reader, scope, today);
        return new Signals(
                some(all, Activity::isGrowing, Activity::month),
                some(all, Activity::isFalling, Activity::weekBefore),
                some(all, Activity::isDormant, activity -> activity.month() + activity.monthBefore()),
                some(all, Activity::isCheckIn, Activity::month));
    }

    private static List<Activity> some(List<Activity> all, Predicate<Activity> wanted, ToLongFunction<Activity> stake) {
        return all.stream()
                .filter(wanted)
                .sorted(Comparator.comparingLong(stake)
                        .reversed()
                        .thenComparing(activity -> String.valueOf(activity.customerId())))
                .limit(MOST)
                .toList();
    }
}
