package dev.rollcall.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The questions over many requests, each against a loop over the events. */
class AnalysisTest {
    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void totals_are_what_the_events_come_to(@ForAll("events") List<ApiEvent> events) throws Exception {
        everywhere(events, World.scopes(), (world, window, scope, in) -> {
            Totals totals = world.ask(reader -> Totals.ask(reader, window, scope));

            assertThat(totals.requests()).isEqualTo(in.requests());
            assertThat(totals.customers()).isEqualTo(in.customers());
            assertThat(totals.unidentifiedRequests())
                    .isEqualTo(in.of(new Scope(null, null, true)).requests());
            assertThat(totals.errors4xx()).isEqualTo(in.requests(4));
            assertThat(totals.errors5xx()).isEqualTo(in.requests(5));
            assertThat(World.shown(totals.errorRate())).isEqualTo(World.shown(in.errorRate()));
            assertThat(World.shown(totals.averageMicros())).isEqualTo(World.shown(in.averageMicros()));
            assertThat(totals.requestBytes()).isEqualTo(in.requestBytes());
            assertThat(totals.responseBytes()).isEqualTo(in.responseBytes());
            assertThat(Oracle.percentiles(totals.durations())).isEqualTo(in.percentiles());
        });
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void a_graph_has_a_point_for_each_hour_or_day_also_where_there_was_nothing(@ForAll("events") List<ApiEvent> events)
            throws Exception {
        everywhere(events, allScopes(), (world, window, scope, in) -> {
            Series series = world.ask(reader -> Series.ask(reader, window, scope));

            List<String> expected = new ArrayList<>();
            for (long at = window.fromMicros()
                            / window.bucket().micros()
                            * window.bucket().micros();
                    at < window.toMicros();
                    at += window.bucket().micros()) {
                long from = at;
                Oracle point = new Oracle(in.events().stream()
                        .filter(event -> event.epochMicros >= from
                                && event.epochMicros < from + window.bucket().micros())
                        .toList());
                long requests = point.requests();
                expected.add(at + " " + requests + " " + point.requests(4) + " " + point.requests(5) + " "
                        + mean(point.averageMicros() * requests, requests) + " " + mean(point.requestBytes(), requests)
                        + " " + mean(point.responseBytes(), requests) + " " + point.percentiles());
            }
            assertThat(series.points().stream()
                            .map(point -> point.atMicros() + " " + point.requests() + " " + point.errors4xx() + " "
                                    + point.errors5xx() + " " + World.shown(point.averageMicros()) + " "
                                    + World.shown(point.averageRequestBytes()) + " "
                                    + World.shown(point.averageResponseBytes()) + " "
                                    + Oracle.percentiles(point.durations())))
                    .containsExactlyElementsOf(expected);
        });
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void end_points_are_split_by_api_method_and_route(@ForAll("events") List<ApiEvent> events) throws Exception {
        everywhere(events, allScopes(), (world, window, scope, in) -> {
            Endpoints endpoints = world.ask(reader -> Endpoints.ask(reader, window, scope, 100, 1_000_000));

            List<String> expected = new ArrayList<>();
            in.by(event -> event.api + " " + event.method + " " + event.route)
                    .forEach((key, of) -> expected.add(key + " " + of.requests() + " "
                            + World.shown((double) of.requests() / in.requests()) + " " + of.requests(4) + " "
                            + of.requests(5) + " " + World.shown(of.averageMicros()) + " " + of.customers() + " "
                            + of.last() + " " + of.percentiles()));
            assertThat(endpoints.rows().stream()
                            .map(row -> row.api() + " " + row.method() + " " + row.route() + " " + row.requests() + " "
                                    + World.shown(row.share()) + " " + row.errors4xx() + " " + row.errors5xx() + " "
                                    + World.shown(row.averageMicros()) + " " + row.customers() + " " + row.lastMicros()
                                    + " " + Oracle.percentiles(row.durations())))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(endpoints.rows().stream().map(row -> -row.requests())).isSorted();

            Endpoints quick = world.ask(reader -> Endpoints.ask(reader, window, scope, 100, 0));
            assertThat(quick.rows())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("customers")
                    .isEqualTo(endpoints.rows());
            assertThat(quick.rows()).allMatch(row -> (row.customers() != null) == scope.isOneCustomer());
        });
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void hours_and_weekdays_are_those_of_utc(@ForAll("events") List<ApiEvent> events) throws Exception {
        everywhere(events, allScopes(), (world, window, scope, in) -> {
            Hours hours = world.ask(reader -> Hours.ask(reader, window, scope));

            long[] requests = new long[24];
            long[] errors = new long[24];
            long[] weekdays = new long[7];
            for (ApiEvent event : in.events()) {
                int hour = (int) (event.epochMicros / World.HOUR % 24);
                // 1970 began with a Thursday.
                int weekday = (int) ((event.epochMicros / World.DAY + 3) % 7);
                requests[hour] += event.count;
                errors[hour] += event.status >= 400 ? event.count : 0;
                weekdays[weekday] += event.count;
            }
            assertThat(hours.requests()).containsExactly(requests);
            assertThat(hours.errors()).containsExactly(errors);
            assertThat(hours.weekdays()).containsExactly(weekdays);
        });
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void errors_are_told_by_customer_and_by_status(@ForAll("events") List<ApiEvent> events) throws Exception {
        everywhere(events, allScopes(), (world, window, scope, in) -> {
            Errors errors = world.ask(reader -> Errors.ask(reader, window, scope));

            List<String> customers = new ArrayList<>();
            in.by(event -> event.customerId).forEach((id, of) -> {
                if (of.errors() > 0) {
                    customers.add(id + " " + of.requests() + " " + of.requests(4) + " " + of.requests(5) + " "
                            + World.shown(of.errorRate()));
                }
            });
            List<String> statuses = new ArrayList<>();
            in.by(event -> event.status).forEach((status, of) -> {
                if (status >= 400) {
                    statuses.add(status + " " + of.requests());
                }
            });
            assertThat(errors.customers().stream()
                            .map(row -> row.customerId() + " " + row.requests() + " " + row.errors4xx() + " "
                                    + row.errors5xx() + " " + World.shown(row.errorRate())))
                    .containsExactlyInAnyOrderElementsOf(customers);
            assertThat(errors.customers().stream().map(row -> -row.errors4xx() - row.errors5xx()))
                    .isSorted();
            assertThat(errors.statuses().stream().map(row -> row.status() + " " + row.requests()))
                    .containsExactlyInAnyOrderElementsOf(statuses);
        });
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void the_home_page_has_each_api(@ForAll("events") List<ApiEvent> events) throws Exception {
        everywhere(events, List.of(Scope.ALL), (world, window, scope, in) -> {
            Workspace workspace = world.ask(reader -> Workspace.ask(reader, window, World.TODAY));

            List<String> apis = new ArrayList<>();
            in.by(event -> event.api)
                    .forEach((api, of) -> apis.add(api + " " + of.requests() + " " + of.customers() + " "
                            + World.shown(of.errorRate()) + " " + of.percentile(95) + " " + of.last()));
            assertThat(workspace.apis().stream()
                            .map(api -> api.api() + " " + api.requests() + " " + api.customers() + " "
                                    + World.shown(api.errorRate()) + " "
                                    + api.durations().percentile(95) + " " + api.lastMicros()))
                    .containsExactlyInAnyOrderElementsOf(apis);
            assertThat(workspace.hasEvents())
                    .isEqualTo(!new Oracle(events).of(Scope.ALL).isEmpty());
            assertThat(workspace.totals().requests()).isEqualTo(in.requests());
            assertThat(ids(workspace.topCustomers()))
                    .containsExactlyElementsOf(first(in.identified(), Oracle::requests));
        });
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void widgets_show_who_is_new_active_busy_and_marked(@ForAll("events") List<ApiEvent> events) throws Exception {
        Set<String> marked = Set.of("acme", "nobody");
        everywhere(events, World.scopes(), (world, window, scope, in) -> {
            Overview overview = world.ask(reader -> Overview.ask(reader, window, scope, marked, World.TODAY));

            List<String> fresh = new ArrayList<>();
            new Oracle(events).of(scope).by(event -> event.customerId).forEach((id, of) -> {
                if (id != null && of.first() >= window.fromMicros() && of.first() < window.toMicros()) {
                    fresh.add(id);
                }
            });
            Oracle identified = in.identified();
            assertThat(overview.newCustomers()).isEqualTo(fresh.size());
            assertThat(ids(overview.fresh())).containsExactlyInAnyOrderElementsOf(fresh);
            assertThat(overview.activeCustomers()).isEqualTo(in.customers());
            assertThat(overview.averageRequests())
                    .isEqualTo(in.customers() == 0 ? 0 : (double) identified.requests() / in.customers());
            assertThat(ids(overview.top())).containsExactlyElementsOf(first(identified, Oracle::requests));
            assertThat(ids(overview.recent())).containsExactlyElementsOf(first(identified, Oracle::last));
            // Whoever ever called, silent or not in this window; nobody never did.
            assertThat(overview.favourites().stream().map(row -> row.customerId() + " " + row.requests()))
                    .containsExactlyElementsOf(new Oracle(events)
                            .of(scope).events().stream()
                                    .filter(event -> "acme".equals(event.customerId))
                                    .limit(1)
                                    .map(event -> "acme "
                                            + in.of(new Scope(null, "acme", false))
                                                    .requests())
                                    .toList());
            CustomerRow top = overview.topCustomer();
            assertThat(top == null ? 0 : top.requests())
                    .isEqualTo(identified.by(event -> event.customerId).values().stream()
                            .mapToLong(Oracle::requests)
                            .max()
                            .orElse(0));
        });
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void a_profile_has_its_people_plans_sources_and_apis(@ForAll("events") List<ApiEvent> events) throws Exception {
        everywhere(events, World.customers(), (world, window, scope, in) -> {
            CustomerProfile profile = world.<Optional<CustomerProfile>>ask(
                            reader -> Optional.ofNullable(CustomerProfile.ask(reader, window, scope, World.TODAY)))
                    .orElse(null);

            assertThat(profile == null).isEqualTo(new Oracle(events).of(scope).isEmpty());
            if (profile == null) {
                return;
            }
            Oracle all = new Oracle(events).of(window, scope.anyCustomer());
            assertThat(profile.customer().customerId()).isEqualTo(scope.customer());
            assertThat(profile.customer().requests()).isEqualTo(in.requests());
            assertThat(profile.customer().share())
                    .isEqualTo(in.isEmpty() ? 0 : (double) in.requests() / all.requests());
            assertThat(profile.customer().series().stream()
                            .mapToLong(CustomerRow.Point::requests)
                            .sum())
                    .isEqualTo(in.requests());
            assertThat(values(profile.endUsers()))
                    .containsExactlyInAnyOrderElementsOf(values(in, event -> event.endUser));
            assertThat(values(profile.plans())).containsExactlyInAnyOrderElementsOf(values(in, event -> event.plan));
            assertThat(values(profile.sources()))
                    .containsExactlyInAnyOrderElementsOf(values(in, event -> event.customerSource));
            assertThat(profile.apis().stream()
                            .map(api -> api.api() + " " + api.requests() + " " + api.errors() + " " + api.lastMicros()))
                    .containsExactlyInAnyOrderElementsOf(in.by(event -> event.api).entrySet().stream()
                            .map(api -> api.getKey() + " " + api.getValue().requests() + " "
                                    + api.getValue().errors() + " "
                                    + api.getValue().last())
                            .toList());
        });
    }

    private static List<String> values(List<CustomerProfile.Value> values) {
        return values.stream()
                .map(value -> value.value() + " " + value.requests() + " " + value.lastMicros())
                .toList();
    }

    private static List<String> values(Oracle in, Function<ApiEvent, String> field) {
        return in.by(field).entrySet().stream()
                .filter(entry -> Objects.nonNull(entry.getKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue().requests() + " "
                        + entry.getValue().last())
                .toList();
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void agents_are_told_with_their_last_status(@ForAll("events") List<ApiEvent> events) throws Exception {
        everywhere(events, List.of(Scope.ALL), (world, window, scope, in) -> {
            long alive = World.NOW_MICROS - World.HOUR;
            Agents agents = world.ask(reader -> Agents.ask(reader, window, alive));

            List<String> expected = new ArrayList<>();
            List<ApiEvent> told = events.stream()
                    .filter(event -> event.epochMicros >= window.fromMicros() && event.epochMicros < window.toMicros())
                    .toList();
            new Oracle(told).by(event -> event.instance).forEach((instance, of) -> {
                List<ApiEvent> statuses = of.events().stream()
                        .filter(event -> event.kind == ApiEvent.Kind.STATUS)
                        .toList();
                if (!statuses.isEmpty()) {
                    // What arrived last counts, whatever its time.
                    ApiEvent last = statuses.get(statuses.size() - 1);
                    long heard = events.stream()
                            .filter(event -> instance.equals(event.instance))
                            .filter(event -> event.epochMicros < window.toMicros()
                                    || event.kind == ApiEvent.Kind.STATUS
                                    || event.epochMicros > alive)
                            .mapToLong(event -> event.epochMicros)
                            .max()
                            .orElseThrow();
                    expected.add(instance + " {\"seen\":\"" + last.properties.get("seen") + "\"} " + of.first() + " "
                            + of.last() + " " + heard + " " + of.requests());
                }
            });
            assertThat(agents.agents().stream()
                            .map(agent -> agent.instance() + " " + agent.properties() + " " + agent.firstMicros() + " "
                                    + agent.lastMicros() + " " + agent.heardMicros() + " " + agent.storedRequests()))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(agents.total()).isEqualTo(expected.size());
        });
    }

    /** What is asked in a window and a scope, and the oracle of both. */
    private interface Check {
        void run(World world, TimeWindow window, Scope scope, Oracle in) throws Exception;
    }

    private static void everywhere(List<ApiEvent> events, List<Scope> scopes, Check check) throws Exception {
        try (World world = World.of(events)) {
            for (Scope scope : scopes) {
                for (TimeWindow window : world.windows(scope)) {
                    check.run(world, window, scope, new Oracle(events).of(window, scope));
                }
            }
        }
    }

    /** Who comes first by a figure; of those who have the same, in the order of ids. */
    private static List<String> first(Oracle identified, ToLongFunction<Oracle> figure) {
        return identified.by(event -> event.customerId).entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Oracle>>comparingLong(of -> -figure.applyAsLong(of.getValue()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(Overview.LENGTH)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> ids(List<CustomerRow> rows) {
        return rows.stream().map(CustomerRow::customerId).toList();
    }

    private static List<Scope> allScopes() {
        return Stream.concat(World.scopes().stream(), World.customers().stream())
                .toList();
    }

    private static String mean(double sum, long requests) {
        return requests == 0 ? "null" : World.shown(sum / requests);
    }

    @Provide
    Arbitrary<List<ApiEvent>> events() {
        return World.someEvents();
    }
}
