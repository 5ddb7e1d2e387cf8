package dev.rollcall.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Lists of a page that shows ten customers, when there are more. */
class ListsOfManyTest {
    private static final int CUSTOMERS = 13;

    /** Whoever calls more often called first, and longer ago: no two lists have the same ten. */
    private static List<ApiEvent> events() {
        List<ApiEvent> events = new ArrayList<>();
        for (int customer = 1; customer <= CUSTOMERS; customer++) {
            for (int call = 0; call < customer; call++) {
                ApiEvent event = new ApiEvent();
                event.id = new UUID(customer, call);
                event.api = "pay";
                event.customerId = id(customer);
                event.epochMicros = World.NOW_MICROS - (customer + 1L) * World.HOUR;
                events.add(event);
            }
        }
        return events;
    }

    private static String id(int customer) {
        return String.format("c-%02d", customer);
    }

    private static List<String> from(int first, int last) {
        List<String> ids = new ArrayList<>();
        for (int customer = first; customer != last; customer += Integer.signum(last - first)) {
            ids.add(id(customer));
        }
        ids.add(id(last));
        return ids;
    }

    private static List<String> ids(List<CustomerRow> rows) {
        return rows.stream().map(CustomerRow::customerId).toList();
    }

    @Test
    void ten_are_listed_and_they_are_the_right_ones_whatever_the_list_is_of() throws Exception {
        Set<String> marked = new TreeSet<>(from(1, 12));
        try (World world = World.of(events())) {
            TimeWindow window = world.windows(Scope.ALL).get(1);
            Overview overview =
                    world.ask(reader -> Overview.ask(reader, window, Scope.ofApi("pay"), marked, World.TODAY));
            Workspace workspace = world.ask(reader -> Workspace.ask(reader, window, World.TODAY));

            assertThat(ids(overview.top())).isEqualTo(from(13, 4));
            assertThat(ids(workspace.topCustomers())).isEqualTo(from(13, 4));
            assertThat(ids(overview.recent())).isEqualTo(from(1, 10));
            // The ten that are newest, busiest first; the number is of all.
            assertThat(ids(overview.fresh())).isEqualTo(from(10, 1));
            assertThat(overview.newCustomers()).isEqualTo(CUSTOMERS);
            assertThat(overview.activeCustomers()).isEqualTo(CUSTOMERS);
            // Whoever marks more than ten wants to see more than ten.
            assertThat(ids(overview.favourites())).isEqualTo(from(12, 1));
        }
    }
}
