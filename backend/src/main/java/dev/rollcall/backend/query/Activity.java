package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How busy one customer was of late, whatever window a page shows: by days in UTC, today included.
 *
 * @param customerId null for the unidentified
 * @param firstDay the day of the first request ever
 * @param lastDay the day of the last one; by a sender's clock it may be tomorrow
 * @param firstMicros the first request ever, in microseconds since 1970
 * @param lastMicros the last one
 * @param activeDays days with requests among the {@link #MONTH} that end with {@code lastDay}
 * @param month requests of the last {@link #MONTH} days
 * @param monthBefore of as many days before
 * @param week requests of the last {@link #WEEK} days
 * @param weekBefore of as many days before
 * @param today the day on which this was asked
 */
public record Activity(
        @Nullable String customerId,
        @Nullable String name,
        @Nullable String kind,
        LocalDate firstDay,
        LocalDate lastDay,
        long firstMicros,
        long lastMicros,
        long activeDays,
        long month,
        long monthBefore,
        long week,
        long weekBefore,
        LocalDate today) {
    /** Growth is told of so many days, against as many before. */
    public static final int MONTH = 30;

    /** A fall is told of so many days, against as many before; and this long without a request is dormant. */
    public static final int WEEK = 7;

    /** Growing: more than so many percent of the month before. Exactly that much is not. */
    public static final int GROWING_PERCENT = 130;

    /** Falling: less than so many percent of the week before. Exactly that much is not. */
    public static final int FALLING_PERCENT = 50;

    /** Check in: this many days or more without a request (fewer than {@link #WEEK}), ... */
    public static final int CHECK_IN_SILENT_DAYS = 2;

    /** ... after requests on at least so many percent of the month before that. */
    public static final int CHECK_IN_ACTIVE_PERCENT = 80;

    private static final SqlFile SQL = new SqlFile("activity");

    /** What to think of a customer, in one word; the first that fits, in this order. */
    public enum Trend {
        DORMANT,
        CHECK_IN,
        FALLING,
        NEW,
        GROWING,
        STEADY
    }

    /** Asks for that of all customers with an id of an API, or of the workspace. */
    public static List<Activity> ask(Reader reader, Scope scope, LocalDate today) throws SQLException {
        return ask(reader, query(scope, today).put("customers", "customer_id IS NOT NULL"), today);
    }

    /** Asks for that of some customers, by their ids; null for the unidentified. */
    static Map<@Nullable String, Activity> ask(Reader reader, Scope scope, LocalDate today, List<@Nullable String> ids)
            throws SQLException {
        Map<@Nullable String, Activity> byId = new HashMap<>();
        for (Query query : Customers.queriesOf(ids, () -> query(scope, today))) {
            ask(reader, query, today).forEach(activity -> byId.put(activity.customerId, activity));
        }
        return byId;
    }

    private static Query query(Scope scope, LocalDate today) {
        Query query = new Query(SQL).set("today", today).set("month", MONTH).set("week", WEEK);
        scope.narrow(query);
        return query;
    }

    private static List<Activity> ask(Reader reader, Query query, LocalDate today) throws SQLException {
        return reader.all(
                query,
                row -> new Activity(
                        row.getString(1),
                        row.getString(2),
                        row.getString(12),
                        LocalDate.ofEpochDay(row.getLong(3)),
                        LocalDate.ofEpochDay(row.getLong(4)),
                        row.getLong(11),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        today));
    }

    /** Days since the last request: 0 when there was one today, 1 when there was one yesterday. */
    public long silentDays() {
        return Math.max(0, today.toEpochDay() - lastDay.toEpochDay());
    }

    /** None for a week or longer, and some in the month before or the one before that. */
    public boolean isDormant() {
        return silentDays() >= WEEK && month + monthBefore > 0;
    }

    /** Gone quiet, some days ago, after having been active nearly every day. */
    public boolean isCheckIn() {
        return silentDays() >= CHECK_IN_SILENT_DAYS
                && silentDays() < WEEK
                && activeDays * 100 >= (long) CHECK_IN_ACTIVE_PERCENT * MONTH;
    }

    /** More by month. */
    public boolean isGrowing() {
        return monthBefore > 0 && month * 100 > monthBefore * GROWING_PERCENT;
    }

    /** Less by week. */
    public boolean isFalling() {
        return week * 100 < weekBefore * FALLING_PERCENT;
    }

    /** First seen within the last month. */
    public boolean isNew() {
        return today.toEpochDay() - firstDay.toEpochDay() < MONTH;
    }

    /** The first word that fits. */
    public Trend trend() {
        if (silentDays() >= WEEK) {
            return Trend.DORMANT;
        }
        if (isCheckIn()) {
            return Trend.CHECK_IN;
        }
        if (isFalling()) {
            return Trend.FALLING;
        }
        if (isNew()) {
            return Trend.NEW;
        }
        return isGrowing() ? Trend.GROWING : Trend.STEADY;
    }

    /** How much more by month, as a part of the month before: 0.5 is half as much again. Null when there was nothing before. */
    public @Nullable Double growth() {
        return change(month, monthBefore);
    }

    /** How much more, as a part of what was before; null when there was nothing. */
    static @Nullable Double change(long now, long before) {
        return before == 0 ? null : (double) (now - before) / before;
    }
}
