package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten requests of 10 ms that came as one event, and one of 21 ms by itself: on average 11 ms. */
class AveragesTest extends ApiFixture {
    private static final String WHERE = "api=averages&window=30d";

    @Test
    void averages_are_of_requests_however_they_came() throws Exception {
        ApiEvent ten = ten("avery", "averages");
        ApiEvent one = request("avery", 6);
        one.api = "averages";
        one.durationMicros = 21_000;
        one.responseBytes = 210;
        store(ten, one);

        Object customers = get("/api/customers?" + WHERE);
        assertThat(at(customers, "totals", "avg_us")).isEqualTo(11_000);
        assertThat(at(customers, "customers", 0, "avg_us")).isEqualTo(11_000);
        assertThat(at(get("/api/customer?customer=avery&" + WHERE), "customer", "avg_us"))
                .isEqualTo(11_000);
        assertThat(at(get("/api/endpoints?" + WHERE), "endpoints", 0, "avg_us")).isEqualTo(11_000);

        Object points = at(get("/api/series?" + WHERE), "points");
        Object today = at(points, ((List<?>) points).size() - 1);
        assertThat(at(today, "requests")).isEqualTo(11);
        assertThat(at(today, "avg_us")).isEqualTo(11_000);
        assertThat(at(today, "avg_response_bytes")).isEqualTo(110);
    }

    @Test
    void a_row_of_the_history_tells_the_average_of_the_requests_that_it_stands_for() throws Exception {
        store(ten("rollo", "history"));

        Object row = at(get("/api/requests?api=history&window=30d"), "requests", 0);
        assertThat(at(row, "kind")).isEqualTo("api_request_rollup");
        assertThat(at(row, "count")).isEqualTo(10);
        assertThat(at(row, "duration_us")).isEqualTo(10_000);
        assertThat(at(row, "response_bytes")).isEqualTo(100);
    }

    private ApiEvent ten(String customer, String api) {
        ApiEvent ten = rollup(customer, 6);
        ten.api = api;
        ten.durationMicros = 100_000;
        ten.responseBytes = 1000;
        return ten;
    }
}
