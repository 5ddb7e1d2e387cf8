package dev.rollcall.core.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Through a real little proxy, by {@code rollcall.proxy} alone. */
@Timeout(120)
class ProxyTest {
    /** {@code me:p@ss+word} */
    private static final String CREDENTIALS = "Proxy-Authorization: Basic bWU6cEBzcyt3b3Jk\r\n";

    private final List<String> seenByProxy = new CopyOnWriteArrayList<>();
    private final List<String> seenByBackend = new CopyOnWriteArrayList<>();
    private String refusal = "";
    private LittleServer backend;
    private LittleServer proxy;

    @BeforeEach
    void start() throws IOException {
        backend = new LittleServer(socket -> {
            seenByBackend.add(LittleServer.readRequest(socket.getInputStream()));
            LittleServer.write(socket, "HTTP/1.1 202 OK\r\nContent-Length: 0\r\n\r\n");
        });
        proxy = new LittleServer(this::pass);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        backend.close();
    }

    @Test
    void an_http_endpoint_is_asked_for_by_its_whole_address() throws IOException {
        Answer answer = sender("http://127.0.0.1:" + proxy.port(), "http://backend.invalid:8080/in?k=v")
                .post("X: y\r\n", new byte[3]);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(seenByProxy)
                .containsExactly("POST http://backend.invalid:8080/in?k=v HTTP/1.1\r\n"
                        + "Host: backend.invalid:8080\r\nX: y\r\nContent-Length: 3\r\n\r\n");
    }

    @Test
    void an_https_endpoint_is_reached_by_a_tunnel_and_the_proxy_sees_nothing_but_its_name() throws Exception {
        Authority authority = new Authority("test");
        try (TlsServer secure = new TlsServer(authority.forLocalhost(), null)) {
            Route route = new Route(
                    TlsTest.trusting(authority),
                    HttpProxy.of("http://me:p%40ss+word@127.0.0.1:" + proxy.port()),
                    60_000,
                    60_000,
                    new Watchdog());
            HttpSender sender = new HttpSender(secure.endpoint("localhost"), route);

            assertThat(sender.post("Authorization: Bearer t\r\n", new byte[3]).status())
                    .isEqualTo(200);
            assertThat(sender.post("Authorization: Bearer t\r\n", new byte[3]).status())
                    .isEqualTo(200);
        }
        assertThat(seenByProxy)
                .hasSize(2)
                .allMatch(head -> head.startsWith("CONNECT localhost:")
                        && head.contains("\r\nHost: localhost:")
                        && head.contains(CREDENTIALS)
                        && !head.contains("Bearer"));
    }

    @Test
    void the_credentials_are_for_the_proxy_alone() throws IOException {
        sender("http://me:p%40ss+word@127.0.0.1:" + proxy.port(), "http://backend.invalid/in")
                .post("", new byte[3]);

        assertThat(seenByProxy).singleElement().asString().contains(CREDENTIALS);
        assertThat(seenByBackend).singleElement().asString().doesNotContain("Proxy-Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://backend.invalid/in", "https://backend.invalid/in"})
    void a_proxy_that_wants_credentials_is_one_sentence_and_a_failure_to_try_again(String endpoint) {
        refusal = "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic\r\nContent-Length: 4\r\n\r\nwho?";

        assertThatThrownBy(() ->
                        sender("http://127.0.0.1:" + proxy.port(), endpoint).post("", new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage("the proxy http://127.0.0.1:" + proxy.port() + " wants a user name and password (407);"
                        + " write rollcall.proxy=http://user:password@host:port");
        assertThatThrownBy(() -> sender("http://me:s3cret@127.0.0.1:" + proxy.port(), endpoint)
                        .post("", new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage("the proxy http://127.0.0.1:" + proxy.port() + " wants another user name or password (407);"
                        + " write rollcall.proxy=http://user:password@host:port");
    }

    @Test
    void a_proxy_that_refuses_a_tunnel_is_one_sentence() {
        refusal = "HTTP/1.1 403 Forbidden\r\n\r\n";

        assertThatThrownBy(() -> sender("http://127.0.0.1:" + proxy.port(), "https://backend.invalid/in")
                        .post("", new byte[1]))
                .hasMessage("the proxy http://127.0.0.1:" + proxy.port()
                        + " refuses a tunnel to backend.invalid:443 with status 403");
    }

    @Test
    void a_proxy_that_is_not_there_is_named() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> sender("http://me:s3cret@127.0.0.1:" + free, "http://backend.invalid/in")
                        .post("", new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the proxy http://127.0.0.1:" + free + " cannot be reached: ")
                .message()
                .doesNotContain("s3cret");
        assertThatThrownBy(() -> sender("http://proxy.invalid:" + free, "http://backend.invalid/in")
                        .post("", new byte[1]))
                .hasMessage("the proxy http://proxy.invalid:" + free + " cannot be reached: its name is not known");
    }

    @Test
    void without_the_option_there_is_no_proxy_whatever_the_application_uses() throws IOException {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
        System.setProperty("http.nonProxyHosts", "");
        System.setProperty("socksProxyHost", "127.0.0.1");
        System.setProperty("socksProxyPort", Integer.toString(proxy.port()));
        try {
            assertThat(sender("none", "http://127.0.0.1:" + backend.port() + "/in")
                            .post("", new byte[1])
                            .status())
                    .isEqualTo(202);
            assertThat(seenByProxy).isEmpty();
        } finally {
            for (String name : List.of(
                    "http.proxyHost", "http.proxyPort", "http.nonProxyHosts", "socksProxyHost", "socksProxyPort")) {
                System.clearProperty(name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy:3128,                     http://proxy:3128",
        "HTTP://proxy:3128/,                    HTTP://proxy:3128/",
        "http://[::1]:3128,                     http://[::1]:3128",
        "http://me:s3cret@proxy:3128,           http://***@proxy:3128",
        "http://me:s3%40cret@proxy:3128,        http://***@proxy:3128",
        "none,                                  none",
        "NONE,                                  NONE",
    })
    void an_address_of_a_proxy_is_taken_and_shown_without_its_password(String address, String shown) {
        Options options = options(address);

        assertThat(options.problems()).isEmpty();
        assertThat(options.shown(Option.PROXY)).isEqualTo(shown);
        assertThat(Transport.of(options)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "proxy:3128,                  rollcall.proxy=proxy:3128",
        "http://proxy,                rollcall.proxy=http://proxy",
        "https://proxy:3128,          rollcall.proxy=https://proxy:3128",
        "http://proxy:3128/path,      rollcall.proxy=http://proxy:3128/path",
        "http://proxy:99999,          rollcall.proxy=http://proxy:99999",
        "me:s3cret@proxy:3128,        rollcall.proxy=http://***@proxy:3128",
        "http://me:s3@cret@proxy:80,  rollcall.proxy=http://***@proxy:80",
        "http://me:s3/cret@proxy:80,  rollcall.proxy=http://***@proxy:80",
    })
    void what_is_no_address_of_a_proxy_is_one_line_without_a_password(String address, String shown) {
        assertThat(options(address).problems())
                .containsExactly(shown
                        + " is not the address of a proxy; write http://user:password@host:port, or none. Using none.");
    }

    private static HttpSender sender(String proxy, String endpoint) {
        return Transport.of(options(proxy)).to(Endpoint.of(endpoint));
    }

    private static Options options(String proxy) {
        Properties system = new Properties();
        system.setProperty("rollcall.proxy", proxy);
        return Options.load(null, system, Map.of());
    }

    /** Tunnels to where it is asked for; whatever else it is asked for comes from the one backend. */
    private void pass(Socket client) throws IOException, InterruptedException {
        String head = LittleServer.readHead(client.getInputStream());
        seenByProxy.add(head);
        if (!refusal.isEmpty()) {
            LittleServer.write(client, refusal);
            return;
        }
        boolean tunnel = head.startsWith("CONNECT ");
        int port = tunnel
                ? Integer.parseInt(head.substring(head.indexOf(':') + 1, head.indexOf(" HTTP")))
                : backend.port();
        try (Socket server = new Socket("127.0.0.1", port)) {
            if (tunnel) {
                LittleServer.write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            } else {
                LittleServer.write(server, head.replaceFirst("Proxy-Authorization: .*\r\n", ""));
            }
            Thread there = new Thread(() -> transfer(client, server));
            there.setDaemon(true);
            there.start();
            transfer(server, client);
        }
    }

    private static void transfer(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException closed) {
            return;
        }
    }
}
