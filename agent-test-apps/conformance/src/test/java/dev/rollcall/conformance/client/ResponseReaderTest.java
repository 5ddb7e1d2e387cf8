package dev.rollcall.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
    @Test
    void a_chunked_body_comes_without_its_framing_and_with_its_trailers() throws IOException {
        Response response = reader("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nX-Sum: 5\r\n\r\n")
                .read(false);
        assertThat(response.text()).isEqualTo("abcde");
        assertThat(response.trailers()).containsExactly("X-Sum: 5");
        assertThat(response.complete()).isTrue();
    }

    @Test
    void interim_answers_are_not_the_answer() throws IOException {
        Response response = reader("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")
                .read(false);
        assertThat(response.status()).isEqualTo(204);
        assertThat(response.interim()).containsExactly(103);
    }

    @Test
    void the_answer_to_a_head_request_ends_with_its_headers() throws IOException {
        ResponseReader reader = reader(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assertThat(reader.read(true).body()).isEmpty();
        assertThat(reader.read(false).status()).isEqualTo(404);
    }

    @Test
    void a_body_that_is_cut_off_is_kept_and_called_incomplete() throws IOException {
        Response response =
                reader("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").read(false);
        assertThat(response.text()).isEqualTo("abc");
        assertThat(response.complete()).isFalse();
        assertThat(reader("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
                        .read(false)
                        .complete())
                .isFalse();
    }

    @Test
    void a_body_without_a_length_ends_with_the_connection() throws IOException {
        Response response = reader("HTTP/1.0 200 OK\r\n\r\nabc").read(false);
        assertThat(response.text()).isEqualTo("abc");
        assertThat(response.complete()).isTrue();
    }

    @Test
    void a_connection_that_ends_before_an_answer_is_an_error() {
        assertThatThrownBy(() -> reader("HTTP/1.1 20").read(false)).isInstanceOf(EOFException.class);
    }

    private static ResponseReader reader(String bytes) {
        return new ResponseReader(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
