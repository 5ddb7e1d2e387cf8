package dev.rollcall.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.query.CustomerList.Sort;
import dev.rollcall.core.event.DurationHistogram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomersTest {
    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void customers_have_the_figures_that_a_loop_over_their_events_gives(@ForAll("events") List<ApiEvent> events)
            throws Exception {
        try (World world = World.of(events)) {
            for (Scope scope : World.scopes()) {
                for (TimeWindow window : world.windows(scope)) {
                    Oracle in = new Oracle(events).of(window, scope);

                    assertThat(shown(all(world, window, scope, list(Sort.REQUESTS, true, null), 200)))
                            .as("%s %s", scope, window)
                            .containsExactlyElementsOf(
                                    expected(window, in, byRequests().reversed()));
                }
            }
        }
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void customers_come_in_every_order_and_in_pages_of_any_length(@ForAll("events") List<ApiEvent> events)
            throws Exception {
        try (World world = World.of(events)) {
            TimeWindow window = world.windows(Scope.ALL).get(3);
            Oracle in = new Oracle(events).of(window, Scope.ALL);
            for (Sort sort : Sort.values()) {
                for (boolean descending : new boolean[] {false, true}) {
                    for (int length : new int[] {1, 3, 200}) {
                        List<CustomerRow> rows = all(world, window, Scope.ALL, list(sort, descending, null), length);

                        assertThat(ids(rows))
                                .as("%s %s %s", sort, descending, length)
                                .containsExactlyElementsOf(idsInOrder(in, sort, descending));
                    }
                }
            }
        }
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void a_search_finds_parts_of_ids_and_names_in_whatever_case(@ForAll("events") List<ApiEvent> events)
            throws Exception {
        try (World world = World.of(events)) {
            TimeWindow window = world.windows(Scope.ALL).get(4);
            Oracle in = new Oracle(events).of(window, Scope.ALL);
            for (String search : List.of("ACME", "<B>zeta", "%", "'", "nobody", "\u00c4")) {
                List<String> expected = new ArrayList<>();
                in.by(event -> event.customerId).keySet().forEach(id -> {
                    String name = "zeta".equals(id) ? "The <b>Zeta</b> works" : "";
                    String wanted = search.toLowerCase(Locale.ROOT);
                    if (id != null
                            && (id + "\n" + name).toLowerCase(Locale.ROOT).contains(wanted)) {
                        expected.add(id);
                    }
                });
                CustomerList list = list(Sort.ID, false, search);

                assertThat(ids(all(world, window, Scope.ALL, list, 2)))
                        .as(search)
                        .containsExactlyInAnyOrderElementsOf(expected);
                assertThat(world.<Long>ask(reader -> Customers.count(reader, window, Scope.ALL, list)))
                        .isEqualTo(expected.size());
            }
        }
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void a_list_of_some_has_these_alone(@ForAll("events") List<ApiEvent> events) throws Exception {
        try (World world = World.of(events)) {
            TimeWindow window = world.windows(Scope.ALL).get(4);
            Set<String> known = new Oracle(events)
                    .of(window, Scope.ALL)
                    .by(event -> String.valueOf(event.customerId))
                    .keySet();
            for (Set<String> only : List.of(Set.of("acme", "zeta", "nobody"), Set.<String>of())) {
                CustomerList list = CustomerList.of(only, 10);

                assertThat(ids(all(world, window, Scope.ALL, list, 10)))
                        .containsExactlyInAnyOrderElementsOf(
                                only.stream().filter(known::contains).toList());
            }
        }
    }

    @Test
    void a_duration_of_any_size_falls_into_the_bucket_that_the_agent_has_for_it() throws Exception {
        List<ApiEvent> events = new ArrayList<>();
        for (int bits = 0; bits < 62; bits++) {
            for (int off = -1; off <= 1; off++) {
                ApiEvent event = new ApiEvent();
                event.durationMicros = (1L << bits) + off;
                event.id = new UUID(1, events.size());
                event.customerId = Long.toString(event.durationMicros);
                event.epochMicros = World.NOW_MICROS - 1;
                event.api = "api-0";
                events.add(event);
            }
        }
        try (World world = World.of(events)) {
            TimeWindow window = world.windows(Scope.ALL).get(0);

            assertThat(all(world, window, Scope.ALL, list(Sort.ID, false, null), 200))
                    .allSatisfy(row -> {
                        long duration = Long.parseLong(String.valueOf(row.customerId()));
                        assertThat(row.durations().percentile(50))
                                .as(row.customerId())
                                .isEqualTo(DurationHistogram.middle(DurationHistogram.bucket(duration)));
                    });
        }
    }

    private static CustomerList list(Sort sort, boolean descending, @Nullable String search) {
        return new CustomerList(sort, descending, search, null, false, 200, null);
    }

    /** All pages, of so many rows each. */
    private static List<CustomerRow> all(World world, TimeWindow window, Scope scope, CustomerList list, int length) {
        List<CustomerRow> all = new ArrayList<>();
        CustomerList page = list.withLimit(length);
        while (true) {
            CustomerList asked = page;
            Customers customers = world.ask(reader -> {
                long requests = Totals.ask(reader, window, scope).requests();
                return Customers.ask(reader, window, scope, asked, requests, World.TODAY);
            });
            assertThat(customers.rows()).hasSizeLessThanOrEqualTo(length);
            all.addAll(customers.rows());
            if (customers.next() == null) {
                return all;
            }
            page = page.from(customers.next());
        }
    }

    private static List<@Nullable String> ids(List<CustomerRow> rows) {
        List<@Nullable String> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.customerId()));
        return ids;
    }

    private static List<@Nullable String> idsInOrder(Oracle in, Sort sort, boolean descending) {
        List<Map.Entry<@Nullable String, Oracle>> entries =
                new ArrayList<>(in.by(event -> event.customerId).entrySet());
        Comparator<Map.Entry<@Nullable String, Oracle>> order = switch (sort) {
            case REQUESTS -> Comparator.comparingLong(entry -> entry.getValue().requests());
            case RECENT -> Comparator.comparingLong(entry -> entry.getValue().last());
            case ID ->
                Comparator.<Map.Entry<@Nullable String, Oracle>, String>comparing(
                                entry -> String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT))
                        .thenComparing(entry -> String.valueOf(entry.getKey()));
        };
        Comparator<Map.Entry<@Nullable String, Oracle>> directed = descending ? order.reversed() : order;
        if (sort == Sort.ID) {
            directed = Comparator.<Map.Entry<@Nullable String, Oracle>, Boolean>comparing(
                            entry -> entry.getKey() == null)
                    .thenComparing(directed);
        }
        entries.sort(directed.thenComparing(byId()));
        List<@Nullable String> ids = new ArrayList<>();
        entries.forEach(entry -> ids.add(entry.getKey()));
        return ids;
    }

    private static Comparator<Map.Entry<@Nullable String, Oracle>> byRequests() {
        return Comparator.comparingLong(entry -> entry.getValue().requests());
    }

    /** Ids in order, nobody last. */
    private static Comparator<Map.Entry<@Nullable String, Oracle>> byId() {
        return Comparator.comparing(Map.Entry::getKey, Comparator.nullsLast(Comparator.naturalOrder()));
    }

    private static List<String> expected(
            TimeWindow window, Oracle in, Comparator<Map.Entry<@Nullable String, Oracle>> order) {
        List<Map.Entry<@Nullable String, Oracle>> entries =
                new ArrayList<>(in.by(event -> event.customerId).entrySet());
        entries.sort(order.thenComparing(byId()));
        List<String> lines = new ArrayList<>();
        for (Map.Entry<@Nullable String, Oracle> entry : entries) {
            Oracle of = entry.getValue();
            List<String> series = new ArrayList<>();
            for (Long at : window.points(Customers.MOST_POINTS)) {
                // A first point may begin before the window, and then only has what is in the window.
                series.add(at + "=" + of.requestsIn(at, at + window.bucket().micros()));
            }
            lines.add(String.join(
                    " ",
                    String.valueOf(entry.getKey()),
                    "zeta".equals(entry.getKey()) ? "The <b>Zeta</b> works" : "null",
                    entry.getKey() == null ? "null" : "org",
                    of.apis().toString(),
                    Long.toString(of.requests()),
                    World.shown((double) of.requests() / in.requests()),
                    Integer.toString(of.days().size()),
                    Long.toString(of.first()),
                    Long.toString(of.last()),
                    of.requests(4) + "/" + of.requests(5) + "/" + World.shown(of.errorRate()),
                    World.shown(of.averageMicros()),
                    of.requestBytes() + "/" + of.responseBytes(),
                    of.percentiles(),
                    series.toString()));
        }
        return lines;
    }

    private static List<String> shown(List<CustomerRow> rows) {
        List<String> lines = new ArrayList<>();
        for (CustomerRow row : rows) {
            List<String> series = new ArrayList<>();
            row.series().forEach(point -> series.add(point.atMicros() + "=" + point.requests()));
            lines.add(String.join(
                    " ",
                    String.valueOf(row.customerId()),
                    String.valueOf(row.name()),
                    String.valueOf(row.kind()),
                    row.apis().toString(),
                    Long.toString(row.requests()),
                    World.shown(row.share()),
                    Long.toString(row.activeDays()),
                    String.valueOf(row.firstMicros()),
                    String.valueOf(row.lastMicros()),
                    row.errors4xx() + "/" + row.errors5xx() + "/" + World.shown(row.errorRate()),
                    World.shown(row.averageMicros()),
                    row.requestBytes() + "/" + row.responseBytes(),
                    Oracle.percentiles(row.durations()),
                    series.toString()));
        }
        return lines;
    }

    @Provide
    Arbitrary<List<ApiEvent>> events() {
        return World.someEvents();
    }
}
