package dev.rollcall.core.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a backend does, a post is over in time. Each of these would hang without the watchdog. */
@Timeout(120)
class DeadlineTest {
    private static final int TIMEOUT_MILLIS = 400;
    /** More than all buffers between two sockets of one machine hold. */
    private static final byte[] LARGE = new byte[64 << 20];

    private LittleServer server;

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void a_backend_that_trickles_its_headers_is_not_waited_for() throws IOException {
        server = new LittleServer(socket -> {
            LittleServer.readRequest(socket.getInputStream());
            LittleServer.write(socket, "HTTP/1.1 200 OK\r\nX: ");
            trickle(socket);
        });

        assertPostIsOver("http", new byte[1]);
    }

    @Test
    void a_backend_that_trickles_its_body_is_not_waited_for() throws IOException {
        server = new LittleServer(socket -> {
            LittleServer.readRequest(socket.getInputStream());
            LittleServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            trickle(socket);
        });

        assertPostIsOver("http", new byte[1]);
    }

    @Test
    void a_backend_that_never_reads_is_not_waited_for() throws IOException {
        server = new LittleServer(DeadlineTest::doNothing);

        assertPostIsOver("http", LARGE);
    }

    @Test
    void a_backend_that_never_shakes_hands_is_not_waited_for() throws IOException {
        server = new LittleServer(DeadlineTest::doNothing);

        assertPostIsOver("https", new byte[1]);
    }

    @Test
    void a_proxy_that_never_answers_is_not_waited_for() throws IOException {
        server = new LittleServer(DeadlineTest::doNothing);
        Route route = new Route(
                new Tls(), HttpProxy.of("http://127.0.0.1:" + server.port()), 5000, TIMEOUT_MILLIS, new Watchdog());

        assertThatThrownBy(() -> new HttpSender(Endpoint.of("https://backend.example/"), route).post("", new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage("timed out: no whole answer within 400ms (rollcall.timeout)");
    }

    @Test
    void a_backend_that_never_reads_beyond_its_handshake_is_not_waited_for() throws Exception {
        Authority authority = new Authority("test");
        CountDownLatch over = new CountDownLatch(1);
        try (TlsServer tls = new TlsServer(authority.forLocalhost(), null);
                LittleServer wire = new LittleServer(client -> {
                    // Carries the handshake to a server that is one, and stops when it becomes long.
                    try (Socket backend = new Socket("127.0.0.1", tls.port())) {
                        Thread back = new Thread(() -> copy(backend, client, Integer.MAX_VALUE));
                        back.setDaemon(true);
                        back.start();
                        copy(client, backend, 100_000);
                        over.await();
                    }
                })) {
            server = wire;
            HttpSender sender = new HttpSender(
                    Endpoint.of("https://localhost:" + wire.port() + "/in"),
                    TlsTest.trusting(authority),
                    5000,
                    TIMEOUT_MILLIS * 5);

            assertThatThrownBy(() -> sender.post("", LARGE)).hasMessageContaining("rollcall.timeout");
        } finally {
            over.countDown();
        }
    }

    @Test
    void after_a_post_that_was_given_up_the_next_one_has_a_connection_of_its_own() throws IOException {
        server = new LittleServer(socket -> {
            while (!LittleServer.readRequest(socket.getInputStream()).contains("X: slow")) {
                LittleServer.write(socket, "HTTP/1.1 201 OK\r\nContent-Length: 0\r\n\r\n");
            }
            doNothing(socket);
        });
        HttpSender sender = new HttpSender(server.endpoint(), null, 5000, 4000);

        assertThatThrownBy(() -> sender.post("X: slow\r\n", new byte[1])).hasMessageContaining("timed out");
        assertThat(sender.post("X: quick\r\n", new byte[1]).status()).isEqualTo(201);
        assertThat(sender.post("X: quick\r\n", new byte[1]).status()).isEqualTo(201);
    }

    @Test
    void a_post_can_be_aborted_while_the_handshake_hangs() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        server = new LittleServer(socket -> {
            connected.countDown();
            doNothing(socket);
        });
        HttpSender sender =
                new HttpSender(Endpoint.of("https://127.0.0.1:" + server.port() + "/"), null, 5000, 600_000);
        var thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> post = thread.submit(() -> sender.post("", new byte[1]));
            connected.await();

            sender.abort();

            assertThatThrownBy(post::get).hasCauseInstanceOf(IOException.class);
        } finally {
            thread.shutdownNow();
        }
    }

    private void assertPostIsOver(String scheme, byte[] body) {
        HttpSender sender = new HttpSender(
                Endpoint.of(scheme + "://127.0.0.1:" + server.port() + "/in"), null, 5000, TIMEOUT_MILLIS);

        assertThatThrownBy(() -> sender.post("", body))
                .isInstanceOf(IOException.class)
                .hasMessage("timed out: no whole answer within 400ms (rollcall.timeout)");
    }

    private static void trickle(Socket socket) throws IOException, InterruptedException {
        while (true) {
            LittleServer.write(socket, "a");
            Thread.sleep(20);
        }
    }

    /** Until the server is closed, and with it the test. */
    private static void doNothing(Socket socket) throws InterruptedException, IOException {
        // Not a byte is read: the client's writes must fill up. It would go unnoticed that the client has closed.
        new CountDownLatch(1).await();
        socket.close();
    }

    private static void copy(Socket from, Socket to, int most) {
        byte[] buffer = new byte[8192];
        try {
            int total = 0;
            for (int n = from.getInputStream().read(buffer);
                    n > 0 && total < most;
                    n = from.getInputStream().read(buffer)) {
                to.getOutputStream().write(buffer, 0, n);
                total += n;
            }
        } catch (IOException closed) {
            return;
        }
    }
}
