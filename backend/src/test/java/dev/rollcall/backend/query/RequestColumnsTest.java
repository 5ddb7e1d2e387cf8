package dev.rollcall.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.query.RequestList.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Each column of the history by itself: what stands in it, and whether the search looks there. */
class RequestColumnsTest {
    private record Column(String name, BiConsumer<ApiEvent, String> setter) {}

    private static final List<Column> SEARCHED = List.of(
            new Column("path", (event, text) -> event.path = text),
            new Column("route", (event, text) -> event.route = text),
            new Column("end user", (event, text) -> event.endUser = text),
            new Column("customer id", (event, text) -> event.customerId = text),
            new Column("customer name", (event, text) -> event.customerName = text),
            new Column("user agent", (event, text) -> event.userAgent = text),
            new Column("error type", (event, text) -> event.errorType = text));

    private static final List<Column> NOT_SEARCHED = List.of(
            new Column("host", (event, text) -> event.host = text),
            new Column("device", (event, text) -> event.device = text),
            new Column("ai agent", (event, text) -> event.aiAgent = text),
            new Column("threat", (event, text) -> event.threat = text),
            new Column("country", (event, text) -> event.country = text));

    @Test
    void a_text_is_found_in_each_column_that_is_searched_and_in_no_other() throws Exception {
        List<ApiEvent> events = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (Column column : SEARCHED) {
            ApiEvent event = event(events.size());
            column.setter.accept(event, "a Needle in " + column.name);
            events.add(event);
            wanted.add(column.name);
        }
        for (Column column : NOT_SEARCHED) {
            ApiEvent event = event(events.size());
            column.setter.accept(event, "a Needle in " + column.name);
            events.add(event);
        }

        try (World world = World.of(events)) {
            List<String> found = ask(world, "nEEDLE").stream()
                    .map(row -> SEARCHED.get(Integer.parseInt(row.api())).name)
                    .toList();

            assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    @Test
    void a_request_has_in_each_column_what_was_sent() throws Exception {
        ApiEvent event = event(0);
        event.method = "PATCH";
        event.route = "/the/{route}";
        event.path = "/the/path";
        event.status = 418;
        event.durationMicros = 11;
        event.requestBytes = 12;
        event.responseBytes = 13;
        event.outcome = "timeout";
        event.errorType = "the.Error";
        event.threat = "the threat";
        event.device = "the device";
        event.aiAgent = "the AI agent";
        event.country = "the country";
        event.customerId = "the id";
        event.customerName = "the name";
        event.userAgent = "the user agent";
        RequestRow expected = new RequestRow(
                0,
                event.id.toString(),
                "api_request",
                1,
                event.epochMicros,
                "PATCH",
                "/the/{route}",
                "/the/path",
                418,
                11,
                12,
                13,
                "timeout",
                "the.Error",
                "the threat",
                "the device",
                "the AI agent",
                "the country",
                "the id",
                "the name",
                "0");

        // As the live stream shows it, which asks no store.
        assertThat(RequestRow.of(event))
                .usingRecursiveComparison()
                .ignoringFields("sequence")
                .isEqualTo(expected);
        try (World world = World.of(List.of(event))) {
            assertThat(ask(world, null))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("sequence")
                    .containsExactly(expected);
            Optional<RequestDetail> detail =
                    world.ask(reader -> Optional.ofNullable(RequestDetail.ask(reader, event.id)));
            assertThat(detail.orElseThrow().fields())
                    .containsEntry("method", "PATCH")
                    .containsEntry("error_type", "the.Error")
                    .containsEntry("threat", "the threat")
                    .containsEntry("device", "the device")
                    .containsEntry("ai_agent", "the AI agent")
                    .containsEntry("country", "the country")
                    .containsEntry("user_agent", "the user agent");
        }
    }

    private static List<RequestRow> ask(World world, String search) {
        RequestList list = new RequestList(Sort.TIME, true, null, null, null, null, null, search, 500, null);
        TimeWindow window = world.windows(Scope.ALL).get(1);
        return world.ask(
                reader -> RequestHistory.ask(reader, window, Scope.ALL, list).rows());
    }

    /** One that has next to nothing, but its number as its API. */
    private static ApiEvent event(int number) {
        ApiEvent event = new ApiEvent();
        event.id = new UUID(7, number);
        event.api = Integer.toString(number);
        event.epochMicros = World.NOW_MICROS - World.HOUR;
        return event;
    }
}
