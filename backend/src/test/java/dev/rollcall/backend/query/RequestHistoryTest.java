package dev.rollcall.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.query.RequestList.Sort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class RequestHistoryTest {
    private static final RequestList ALL =
            new RequestList(Sort.TIME, true, null, null, null, null, null, null, 500, null);

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void the_history_has_every_request_of_the_window_and_of_nobody_else(@ForAll("events") List<ApiEvent> events)
            throws Exception {
        try (World world = World.of(events)) {
            List<Scope> scopes = new ArrayList<>(World.scopes());
            scopes.addAll(World.customers());
            for (Scope scope : scopes) {
                for (TimeWindow window : world.windows(scope)) {
                    List<RequestRow> expected = new ArrayList<>();
                    for (ApiEvent event : new Oracle(events).of(window, scope).events()) {
                        expected.add(RequestRow.of(event));
                    }

                    assertThat(all(world, window, scope, ALL, 500))
                            .usingRecursiveFieldByFieldElementComparatorIgnoringFields("sequence")
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void it_comes_in_every_order_and_in_pages_of_any_length(@ForAll("events") List<ApiEvent> events) throws Exception {
        try (World world = World.of(events)) {
            TimeWindow window = world.windows(Scope.ALL).get(3);
            for (Sort sort : Sort.values()) {
                for (boolean descending : new boolean[] {false, true}) {
                    for (String search : new String[] {null, "/P/"}) {
                        RequestList list =
                                new RequestList(sort, descending, null, null, null, null, null, search, 500, null);
                        List<ApiEvent> found = events.stream()
                                .filter(event -> search == null || texts(event).contains("/p/"))
                                .toList();
                        List<String> expected = sorted(found, window, sort, descending);

                        for (int length : new int[] {1, 7, 500}) {
                            assertThat(ids(all(world, window, Scope.ALL, list, length)))
                                    .as("%s %s %s %s", sort, descending, search, length)
                                    .containsExactlyElementsOf(expected);
                        }
                    }
                }
            }
        }
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void filters_together_leave_the_right_requests(@ForAll("events") List<ApiEvent> events) throws Exception {
        try (World world = World.of(events)) {
            check(world, events, filtered("GET", null, null, null, null, null), event -> "GET".equals(event.method));
            check(world, events, filtered(null, 4, null, null, null, null), event -> event.status / 100 == 4);
            check(
                    world,
                    events,
                    filtered("POST", 5, 503, "/r/1", "ok", null),
                    event -> "POST".equals(event.method) && event.status == 503 && "/r/1".equals(event.route));
            check(world, events, filtered(null, null, null, null, "aborted", null), event -> event.status == 0);
            for (String search : List.of("/P/3", "ACME", "user-1", "zeta</b>", "%", "it's", "agent/2", "failure-1")) {
                check(
                        world,
                        events,
                        filtered(null, null, null, null, null, search),
                        event -> texts(event).contains(search.toLowerCase(Locale.ROOT)));
            }
        }
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void a_request_is_told_with_all_its_fields(@ForAll("events") List<ApiEvent> events) throws Exception {
        try (World world = World.of(events)) {
            for (ApiEvent event : events.subList(0, Math.min(10, events.size()))) {
                Optional<RequestDetail> detail =
                        world.ask(reader -> Optional.ofNullable(RequestDetail.ask(reader, event.id)));

                assertThat(detail.isEmpty()).isEqualTo(event.kind == ApiEvent.Kind.STATUS);
                detail.ifPresent(found -> {
                    assertThat(found.fields())
                            .containsEntry("event_id", event.id.toString())
                            .containsEntry("event", event.kind.wireName())
                            .containsEntry("ts", event.epochMicros)
                            .containsEntry("duration_us", event.durationMicros)
                            .containsEntry("path", String.valueOf(event.path))
                            .doesNotContainKeys("sequence", "sdk_version");
                    assertThat(found.fields().containsKey("customer_id")).isEqualTo(event.customerId != null);
                    assertThat(found.fields().get("user_agent")).isEqualTo(event.userAgent);
                    assertThat(found.fields().get("error_type")).isEqualTo(event.errorType);
                });
            }
            assertThat(world.<Optional<RequestDetail>>ask(
                            reader -> Optional.ofNullable(RequestDetail.ask(reader, new UUID(1, 2)))))
                    .isEmpty();
        }
    }

    private static void check(World world, List<ApiEvent> events, RequestList list, Predicate<ApiEvent> wanted) {
        TimeWindow window = world.windows(Scope.ALL).get(4);
        List<String> expected = new Oracle(events)
                .of(window, Scope.ALL).events().stream()
                        .filter(wanted)
                        .map(event -> event.id.toString())
                        .toList();

        assertThat(ids(all(world, window, Scope.ALL, list, 11)))
                .as("%s", list)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String texts(ApiEvent event) {
        StringBuilder texts = new StringBuilder();
        for (String text : new String[] {
            event.path,
            event.route,
            event.endUser,
            event.customerId,
            event.customerName,
            event.userAgent,
            event.errorType
        }) {
            texts.append(text == null ? "" : text).append('\n');
        }
        return texts.toString().toLowerCase(Locale.ROOT);
    }

    private static RequestList filtered(
            String method, Integer statusClass, Integer status, String route, String outcome, String search) {
        return new RequestList(Sort.TIME, true, method, statusClass, status, route, outcome, search, 500, null);
    }

    private static List<RequestRow> all(World world, TimeWindow window, Scope scope, RequestList list, int length) {
        List<RequestRow> all = new ArrayList<>();
        RequestList page = list.withLimit(length);
        while (true) {
            RequestList asked = page;
            RequestHistory history = world.ask(reader -> RequestHistory.ask(reader, window, scope, asked));
            assertThat(history.rows()).hasSizeLessThanOrEqualTo(length);
            all.addAll(history.rows());
            if (history.next() == null) {
                return all;
            }
            page = page.from(history.next());
        }
    }

    private static List<String> ids(List<RequestRow> rows) {
        return rows.stream().map(RequestRow::eventId).toList();
    }

    /** Events arrive in the order of the list, which decides between those of the same value. */
    private static List<String> sorted(List<ApiEvent> events, TimeWindow window, Sort sort, boolean descending) {
        List<RequestRow> rows = new ArrayList<>();
        for (ApiEvent event : new Oracle(events).of(window, Scope.ALL).events()) {
            rows.add(RequestRow.of(event));
        }
        Comparator<RequestRow> order = switch (sort) {
            case TIME -> Comparator.comparingLong(RequestRow::tsMicros);
            case DURATION -> Comparator.comparingLong(RequestRow::durationMicros);
            case SIZE -> Comparator.comparingLong(RequestRow::responseBytes);
            case STATUS -> Comparator.comparingInt(RequestRow::status);
        };
        rows.sort(order.thenComparing(RequestRow::eventId));
        List<String> ids = new ArrayList<>(ids(rows));
        if (descending) {
            Collections.reverse(ids);
        }
        return ids;
    }

    @Provide
    Arbitrary<List<ApiEvent>> events() {
        return World.someEvents();
    }
}
