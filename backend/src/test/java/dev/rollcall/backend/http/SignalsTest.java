package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.query.Signals;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalsTest extends ApiFixture {
    @Test
    void a_list_that_is_cut_says_how_many_there_are() throws Exception {
        int silent = Signals.MOST + 7;
        ApiEvent[] events = new ApiEvent[silent];
        for (int i = 0; i < silent; i++) {
            events[i] = request("silent-" + i, 24 * 10);
            events[i].api = "silent";
        }
        store(events);

        Object signals = get("/api/signals?api=silent");

        assertThat((List<?>) at(signals, "dormant")).hasSize(Signals.MOST);
        assertThat(at(signals, "counts", "dormant")).isEqualTo(silent);
        assertThat((List<?>) at(signals, "growing")).isEmpty();
        assertThat(at(signals, "counts", "growing")).isEqualTo(0);
    }
}
