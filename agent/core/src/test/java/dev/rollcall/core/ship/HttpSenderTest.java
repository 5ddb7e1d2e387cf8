package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private volatile int connections;

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void one_connection_carries_many_requests_whatever_way_the_answers_are_framed() throws IOException {
        HttpSender sender = sender(
                "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\nTrailer: 1\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 503 \r\nretry-AFTER:  7 \r\ncontent-length: 0\r\n\r\n");

        assertThat(post(sender)).isEqualTo("202 {}");
        assertThat(post(sender)).isEqualTo("200 abc0123456789abcdef");
        assertThat(post(sender)).isEqualTo("204 ");
        Answer last = sender.post("", new byte[] {1});
        assertThat(last.status()).isEqualTo(503);
        assertThat(last.header("retry-after")).isEqualTo("7");
        assertThat(connections).isEqualTo(1);
        assertThat(requests).hasSize(4);
        assertThat(requests.get(0))
                .startsWith("POST /in HTTP/1.1\r\nHost: 127.0.0.1:")
                .endsWith("X: y\r\nContent-Length: 4\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n(closed)",
            })
    void a_connection_that_ends_with_its_answer_is_followed_by_another(String answer) throws IOException {
        HttpSender sender = sender(answer, answer);

        assertThat(post(sender)).startsWith("200");
        assertThat(post(sender)).startsWith("200");
        assertThat(connections).isEqualTo(2);
    }

    @Test
    void a_kept_connection_that_the_server_has_closed_is_no_failure() throws IOException {
        HttpSender sender = sender(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n(closed)", "HTTP/1.1 201 OK\r\nContent-Length: 0\r\n\r\n");

        assertThat(post(sender)).startsWith("200");
        assertThat(post(sender)).startsWith("201");
    }

    @Test
    void a_server_that_closes_without_an_answer_is_a_failure_at_the_first_request() throws IOException {
        HttpSender sender = sender("(closed)");

        assertThatThrownBy(() -> post(sender))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed without an answer");
    }

    @Test
    void a_silent_server_is_not_waited_for_beyond_the_time_out() throws IOException {
        HttpSender sender = sender("(silent)");

        assertThatThrownBy(() -> post(sender)).isInstanceOf(IOException.class).hasMessageContaining("timed out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
                "",
            })
    void what_is_no_whole_answer_is_an_io_failure(String bytes) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({"207, 2000000", "401, 8192"})
    void of_a_long_answer_as_much_is_kept_as_can_be_of_use(int status, int kept) throws IOException {
        String head = "HTTP/1.1 " + status + " -\r\nContent-Type: text/plain\r\nContent-Length: 2000000\r\n\r\n";

        assertThat(read(head + "a".repeat(2_000_000)).body().length()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 17000000", "Content-Length: 99999999999", "Transfer-Encoding: chunked", "X: y"})
    void an_answer_that_is_too_long_is_one_all_the_same_and_the_end_of_its_connection(String framing)
            throws IOException {
        String body = "{}" + " ".repeat(17_000_000);
        String chunk = framing.contains("chunked") ? Integer.toHexString(body.length()) + "\r\n" : "";
        AnswerReader reader = reader("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n" + chunk + body);
        Answer answer = reader.read();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{}");
        assertThat(answer.isCut()).isTrue();
        assertThat(reader.isReusable()).isFalse();
    }

    @Property
    void any_bytes_are_an_answer_or_an_io_failure(@ForAll byte[] bytes, @ForAll boolean begunWell) {
        byte[] begin = (begunWell ? "HTTP/1.1 200 OK\r\n" : "").getBytes(ISO_8859_1);
        byte[] all = new byte[begin.length + bytes.length];
        System.arraycopy(begin, 0, all, 0, begin.length);
        System.arraycopy(bytes, 0, all, begin.length, bytes.length);
        try {
            new AnswerReader(new ByteArrayInputStream(all)).read();
        } catch (IOException expected) {
            assertThat(expected).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost,                   localhost,      /,          http://localhost/",
        "HTTPS://api.example/v1/events?k=s,  api.example,    /v1/events?k=s, https://api.example/v1/events",
        "http://[::1]:8080/a%20b,            [::1]:8080,     /a%20b,     http://[::1]:8080/a%20b",
        "https://h:443/x,                    h,              /x,         https://h/x",
        "https://user:pass@h/x,              h,              /x,         https://h/x",
    })
    void an_address_is_taken_apart(String address, String host, String target, String shown) {
        Endpoint endpoint = Endpoint.of(address);

        assertThat(endpoint.hostHeader()).isEqualTo(host);
        assertThat(endpoint.target()).isEqualTo(target);
        assertThat(endpoint).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "120,                            120000",
        "0,                              0",
        "99999999999999,                 0",
        "999999,                         3600000",
        "'Sun, 06 Nov 1994 08:49:37 GMT', 37000",
        "'Sun, 06 Nov 1994 08:00:00 GMT', 0",
        "soon,                           0",
        ",                               0",
        "-5,                             0",
    })
    void retry_after_is_seconds_or_a_date(String header, long millis) {
        assertThat(RetryAfter.millis(header, Instant.parse("1994-11-06T08:49:00Z")))
                .isEqualTo(millis);
    }

    @Property
    void pauses_stay_within_a_bound_that_doubles(@ForAll Random random) {
        Backoff backoff = new Backoff(100, 5000, random);
        long bound = 100;
        for (int i = 0; i < 80; i++) {
            assertThat(backoff.failed()).isBetween(1L, Math.min(bound, 5000) + 1);
            bound = Math.min(bound * 2, 5000);
        }
        backoff.succeeded();
        assertThat(backoff.failed()).isBetween(1L, 101L);
    }

    // ---- a server that says what it is told to -------------------------------------------------------------------

    private HttpSender sender(String... answers) throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(answers));
        thread.setDaemon(true);
        thread.start();
        return new HttpSender(Endpoint.of("http://127.0.0.1:" + server.getLocalPort() + "/in"), null, 2000, 500);
    }

    private void serve(String... answers) {
        int next = 0;
        try {
            while (next < answers.length) {
                try (Socket socket = server.accept()) {
                    connections = connections + 1;
                    boolean open = true;
                    while (open && next < answers.length) {
                        requests.add(request(socket.getInputStream()));
                        String answer = answers[next++];
                        String text = answer.replace("(closed)", "").replace("(silent)", "");
                        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
                        open = !answer.contains("(closed)") && !answer.contains("1.0") && !answer.contains("Close");
                        if (answer.contains("(silent)")) {
                            socket.getInputStream().read();
                        }
                    }
                }
            }
        } catch (IOException closed) {
            requests.add("closed: " + closed);
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("closed by the client");
            }
            head.append((char) b);
        }
        String length = head.substring(head.indexOf("Content-Length: ") + 16, head.indexOf("\r\n\r\n"));
        in.readNBytes(Integer.parseInt(length));
        return head.substring(0, head.length() - 2);
    }

    private static String post(HttpSender sender) throws IOException {
        Answer answer = sender.post("X: y\r\n", new byte[] {1, 2, 3, 4});
        return answer.status() + " " + answer.body();
    }

    private static Answer read(String bytes) throws IOException {
        return reader(bytes).read();
    }

    private static AnswerReader reader(String bytes) {
        return new AnswerReader(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)));
    }
}
