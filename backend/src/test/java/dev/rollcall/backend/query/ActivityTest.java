package dev.rollcall.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.query.Activity.Trend;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private static final long TODAY = World.TODAY.toEpochDay();

    @Test
    void growth_of_exactly_thirty_percent_is_not_told_and_a_request_more_is() {
        assertThat(of(days(30, 59, 100), days(0, 29, 130)).isGrowing()).isFalse();
        assertThat(of(days(30, 59, 100), days(0, 29, 130), Map.of(3, 1)).isGrowing())
                .isTrue();
        assertThat(of(days(0, 29, 130)).isGrowing()).as("nothing before").isFalse();
    }

    @Test
    void half_of_the_week_before_is_not_a_fall_and_a_request_less_is() {
        assertThat(of(days(7, 13, 100), days(0, 6, 50)).isFalling()).isFalse();
        assertThat(of(days(7, 13, 100), Map.of(8, 1), days(0, 6, 50)).isFalling())
                .isTrue();
        assertThat(of(days(0, 6, 50)).isFalling()).isFalse();
    }

    @Test
    void a_customer_who_was_active_28_days_and_is_silent_for_2_is_to_be_checked() {
        Activity activity = of(days(2, 29, 28));

        assertThat(activity.silentDays()).isEqualTo(2);
        assertThat(activity.activeDays()).isEqualTo(28);
        assertThat(activity.isCheckIn()).isTrue();
        assertThat(activity.trend()).isEqualTo(Trend.CHECK_IN);
        assertThat(of(days(1, 29, 29)).isCheckIn()).as("silent today alone").isFalse();
        assertThat(of(days(6, 29, 24)).isCheckIn()).as("24 of 30 days").isTrue();
        assertThat(of(days(6, 28, 23)).isCheckIn()).as("23 of 30 days").isFalse();
        assertThat(of(days(7, 59, 53)).isCheckIn()).as("that is dormant").isFalse();
    }

    @Test
    void a_customer_who_was_active_8_days_and_is_silent_for_12_is_dormant() {
        Activity activity = of(days(12, 19, 2_000));

        assertThat(activity.isDormant()).isTrue();
        assertThat(activity.trend()).isEqualTo(Trend.DORMANT);
        assertThat(of(days(6, 19, 14)).isDormant()).as("silent for 6 days").isFalse();
        assertThat(of(days(60, 80, 21)).isDormant()).as("gone for two months").isFalse();
    }

    @Test
    void a_trend_is_the_word_that_says_most() {
        assertThat(of(days(0, 59, 60)).trend()).isEqualTo(Trend.STEADY);
        assertThat(of(days(30, 59, 30), days(0, 29, 60)).trend()).isEqualTo(Trend.GROWING);
        assertThat(of(days(0, 5, 10)).trend()).isEqualTo(Trend.NEW);
        assertThat(of(days(7, 59, 100), days(0, 6, 7)).trend()).isEqualTo(Trend.FALLING);
        assertThat(of(days(0, 29, 30)).growth()).isNull();
        assertThat(of(days(30, 59, 30), days(0, 29, 60)).growth()).isEqualTo(1.0);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void signals_list_exactly_those_who_fit(@ForAll("events") List<ApiEvent> events) throws Exception {
        try (World world = World.of(events)) {
            for (Scope scope : World.scopes()) {
                Signals signals = world.ask(reader -> Signals.ask(reader, scope, World.TODAY));
                List<Activity> all = new ArrayList<>();
                new Oracle(events).of(scope).by(event -> event.customerId).forEach((id, of) -> {
                    if (id != null) {
                        all.add(naive(id, of));
                    }
                });

                assertSame(signals.growing(), all, Activity::isGrowing);
                assertSame(signals.falling(), all, Activity::isFalling);
                assertSame(signals.dormant(), all, Activity::isDormant);
                assertSame(signals.checkIn(), all, Activity::isCheckIn);
                List<Activity> told = world.ask(reader -> Activity.ask(reader, scope, World.TODAY));
                assertThat(told)
                        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("name", "kind")
                        .containsExactlyInAnyOrderElementsOf(all);
            }
        }
    }

    private static void assertSame(List<Activity> told, List<Activity> all, Predicate<Activity> wanted) {
        assertThat(told.stream().map(Activity::customerId))
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().filter(wanted).map(Activity::customerId).toList());
    }

    private static Activity naive(String id, Oracle of) {
        long lastDay = of.days().last();
        return new Activity(
                id,
                null,
                null,
                LocalDate.ofEpochDay(of.days().first()),
                LocalDate.ofEpochDay(lastDay),
                of.first(),
                of.last(),
                of.days().tailSet(lastDay - 29).size(),
                of.requestsIn((TODAY - 29) * World.DAY, Long.MAX_VALUE),
                of.requestsIn((TODAY - 59) * World.DAY, (TODAY - 29) * World.DAY),
                of.requestsIn((TODAY - 6) * World.DAY, Long.MAX_VALUE),
                of.requestsIn((TODAY - 13) * World.DAY, (TODAY - 6) * World.DAY),
                World.TODAY);
    }

    /** So many requests in all, at least one on each day from one to another, counted back from today, which is 0. */
    private static Map<Integer, Integer> days(int from, int to, int requests) {
        Map<Integer, Integer> days = new TreeMap<>();
        for (int day = from; day <= to; day++) {
            days.put(day, 1);
        }
        days.merge(from, requests - days.size(), Integer::sum);
        return days;
    }

    @SafeVarargs
    private static Activity of(Map<Integer, Integer>... parts) {
        List<ApiEvent> events = new ArrayList<>();
        for (Map<Integer, Integer> part : parts) {
            part.forEach((back, count) -> {
                for (int i = 0; i < count; i++) {
                    ApiEvent event = new ApiEvent();
                    event.customerId = "acme";
                    event.epochMicros = (TODAY - back) * World.DAY + i;
                    events.add(event);
                }
            });
        }
        return naive("acme", new Oracle(events));
    }

    @Provide
    Arbitrary<List<ApiEvent>> events() {
        return World.someEvents();
    }
}
