package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class RequestsFileTest extends ApiFixture {
    private static final int MOST = 100_000;

    @Test
    void a_file_that_would_end_too_early_is_refused_and_one_that_just_fits_is_whole() throws Exception {
        ApiEvent[] events = new ApiEvent[MOST + 1];
        for (int i = 0; i < events.length; i++) {
            events[i] = request("busy", 2);
            events[i].api = "much";
            events[i].status = i == MOST ? 404 : 200;
        }
        store(events);

        HttpResponse<String> all = send("GET", "/api/requests.csv?api=much&window=7d", null);
        assertThat(all.statusCode()).isEqualTo(413);
        assertThat(at(tree(all), "error", "code")).isEqualTo("too_many_rows");

        HttpResponse<String> most = send("GET", "/api/requests.csv?api=much&window=7d&status=200", null);
        assertThat(most.statusCode()).isEqualTo(200);
        assertThat(most.body().lines().count()).isEqualTo(1 + MOST);

        HttpResponse<String> few = send("GET", "/api/requests.csv?api=much&window=7d&status=404", null);
        assertThat(few.body().lines().count()).isEqualTo(2);
    }
}
