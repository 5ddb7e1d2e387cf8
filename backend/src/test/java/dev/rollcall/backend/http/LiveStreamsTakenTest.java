package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By itself: whoever opens all streams there are leaves none to others for a while. */
class LiveStreamsTakenTest extends ApiFixture {
    private static final int MORE_THAN_THERE_ARE = 1000;

    @Test
    void whoever_finds_all_streams_taken_is_told_when_to_come_back() throws Exception {
        List<InputStream> open = new ArrayList<>();
        try {
            HttpResponse<InputStream> answer = stream();
            while (answer.statusCode() == 200) {
                open.add(answer.body());
                assertThat(open).hasSizeLessThan(MORE_THAN_THERE_ARE);
                answer = stream();
            }

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        } finally {
            for (InputStream stream : open) {
                stream.close();
            }
        }
    }

    private HttpResponse<InputStream> stream() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/live"))
                .header("Authorization", "Bearer key")
                .build();
        return client.send(request, BodyHandlers.ofInputStream());
    }
}
