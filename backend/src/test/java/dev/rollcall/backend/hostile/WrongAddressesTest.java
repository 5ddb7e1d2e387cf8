package dev.rollcall.backend.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.lab.BackendJvm;
import dev.rollcall.backend.lab.Client;
import dev.rollcall.backend.lab.RawClient;
import dev.rollcall.backend.lab.Tree;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for what is not there to be asked for, and requests that are none. */
class WrongAddressesTest {
    private static final String SECRET = "what-only-the-disk-knows";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");

    /** May be asked by everybody, because nothing that is answered tells of data. */
    private static final Set<String> PUBLIC =
            Set.of("/api/login", "/signin", "/openapi.json", "/healthz", "/v1/events", "/v1/analytics/{project}/");

    @TempDir
    static Path directory;

    private static BackendJvm backend;
    private static Client client;
    private static String page;

    @BeforeAll
    static void start() throws Exception {
        backend = BackendJvm.fromClasses(directory, "-Xmx256m");
        client = new Client(backend);
        // As bytes, one character each, as raw answers are read.
        page = new String(client.get("/").body().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Files.writeString(directory.resolve("secret.txt"), SECRET);
        Files.writeString(directory.resolve("data").resolve("secret.txt"), SECRET);
    }

    @AfterAll
    static void stop() {
        try {
            Harm.assertQuiet(backend);
        } finally {
            backend.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../../../../../etc/passwd",
                "/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
                "/%252e%252e%252fetc%252fpasswd",
                "/..%c0%afetc/passwd",
                "/..%ef%bc%8fetc/passwd",
                "/....//....//etc/passwd",
                "/..;/..;/etc/passwd",
                "/.;/secret.txt",
                "//etc/passwd",
                "///etc/passwd",
                "/\\..\\..\\etc\\passwd",
                "/..%5c..%5cetc%5cpasswd",
                "/%00/etc/passwd",
                "/index.html%00.txt",
                "/index.html/../secret.txt",
                "/secret.txt",
                "/data/secret.txt",
                "/lock",
                "/events.duckdb",
                "/accounts.duckdb",
                "/../accounts.duckdb",
                "/../store/v1.sql",
                "/..%2fstore%2fv1.sql",
                "/%2e%2e/store/v1.sql",
                "/../Main.class",
                "/dev/rollcall/backend/Main.class",
                "/META-INF/MANIFEST.MF",
                "/..%2f..%2f..%2f..%2fMETA-INF/MANIFEST.MF",
                "/WEB-INF/web.xml",
                "/file:///etc/passwd",
                "/jar:file:/etc/passwd!/",
                "/.git/config",
                "/~root/",
                "/css/../../store/v1.sql",
                "/css/..%2f..%2fstore%2fv1.sql",
                "/exports/../events.duckdb",
                "/exports/",
                "/backups/",
                "/css/",
                "/css",
                "/."
            })
    void no_path_leads_to_a_file_that_is_no_page(String path) throws Exception {
        String answer = exchange("GET " + path + " HTTP/1.1", "");

        assertNothingIsTold(answer);
        assertThat(status(answer)).isIn(200, 301, 302, 303, 307, 308, 400, 401, 404, 405);
        if (status(answer) == 200) {
            // The pages' own program finds its way; there is one page for all of them.
            assertThat(answer).endsWith(page);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../etc/passwd",
                "/etc/passwd",
                "..\\..\\secret.txt",
                "../secret.txt",
                "secret.txt",
                "./../data/secret.txt",
                "*",
                "**/*.parquet",
                "s3://bucket/x.parquet",
                "http://127.0.0.1:1/x.parquet",
                "x.parquet'); ATTACH '/tmp/x",
                "\u0000",
                ""
            })
    void no_import_reads_what_is_no_export(String file) throws Exception {
        HttpResponse<String> answer = client.post("/api/admin/import", "{\"file\":" + quoted(file) + "}");

        Harm.assertClear(answer);
        assertNothingIsTold(answer.body());
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            json.append(c == '"' || c == '\\' ? "\\" + c : c < ' ' ? String.format("\\u%04x", (int) c) : "" + c);
        }
        return json.append('"').toString();
    }

    private static void assertNothingIsTold(String answer) {
        assertThat(answer)
                .doesNotContain(
                        "root:x:", SECRET, "CREATE TABLE", "Manifest-Version", "DUCK", "\u00ca\u00fe\u00ba\u00be");
        assertThat(answer).doesNotContain(directory.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /\r\n",
                "get / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Secret: s3cret\r\n\r\n",
                "CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "\u0000\u0000\u0000\u0000\r\n\r\n",
                "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n[]  ",
                "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n[]",
                "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999999999\r\n\r\n[]",
                "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
                "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n folded: header\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nBad Name: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\u0000b\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /api/customers?window=%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "GET /api/customers?window=%ff%fe HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            })
    void what_is_no_request_is_refused_and_harms_nobody(String request) throws Exception {
        String answer;
        try (RawClient stranger = new RawClient(backend.base())) {
            stranger.sendSparingly(request.getBytes(StandardCharsets.ISO_8859_1));
            stranger.finish();
            answer = stranger.answer();
        }

        Matcher statuses = STATUS.matcher(answer);
        while (statuses.find()) {
            int status = Integer.parseInt(statuses.group(1));
            assertThat(status == 501 || status == 505 || (status >= 400 && status < 500))
                    .as(answer)
                    .isTrue();
        }
        assertThat(answer).doesNotContain("s3cret", "Exception", "\tat ", "Jetty");
        assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
    }

    /** RFC 9110, section 15.6.2; and named, as whoever hears it meant another one. */
    @ParameterizedTest
    @ValueSource(strings = {"GETX", "ET", "get", "PROPFIND"})
    void a_method_that_is_not_known_is_named(String method) throws Exception {
        for (String path : List.of("/", "/api/me", "/v1/events", "/healthz")) {
            String answer = RawClient.exchange(
                    backend.base(), method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

            assertThat(status(answer)).as(path).isEqualTo(501);
            assertThat(answer).contains("unknown_method", "\\\"" + method + "\\\"");
        }
    }

    /** A page of a stranger whose name leads to this machine must not be served as ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:7070",
                "127.0.0.1.evil.example",
                "[::ffff:8.8.8.8]",
                "localhost.evil.example"
            })
    void a_name_that_is_not_ours_is_refused(String host) throws Exception {
        for (String path : List.of("/", "/api/customers?window=all", "/v1/events", "/signin?code=x")) {
            assertThat(status(RawClient.exchange(
                            backend.base(),
                            "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nCookie: "
                                    + client.cookie() + "\r\n\r\n")))
                    .as(path)
                    .isEqualTo(421);
        }
    }

    @Test
    void our_own_names_are_taken() throws Exception {
        int port = backend.base().getPort();
        for (String host : List.of("127.0.0.1:" + port, "localhost:" + port)) {
            assertThat(status(RawClient.exchange(
                            backend.base(),
                            "GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")))
                    .isEqualTo(200);
        }
    }

    /** A form or a script on another site that a signed in person looks at: the browser sends the cookie, and that is not enough. */
    @Test
    void another_site_cannot_act_for_who_has_signed_in() throws Exception {
        HttpResponse<String> other =
                client.post("/api/tokens", "{\"kind\":\"api\",\"name\":\"x\"}", "Sec-Fetch-Site", "cross-site");
        HttpResponse<String> form =
                client.post("/api/tokens", "{\"kind\":\"api\",\"name\":\"x\"}", "Content-Type", "text/plain");

        assertThat(other.statusCode()).isEqualTo(403);
        Harm.assertClear(other);
        assertThat(form.statusCode()).isIn(403, 415);
        Harm.assertClear(form);
        HttpResponse<String> read = exchangeWithOrigin("/api/customers?window=all");
        assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(read.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    private static HttpResponse<String> exchangeWithOrigin(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(client.at(path))
                                .header("Origin", "https://evil.example")
                                .header("Cookie", client.cookie())
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void nothing_that_tells_of_data_is_told_to_whoever_has_not_signed_in() throws Exception {
        Tree description = Tree.of(client.get("/openapi.json").body());
        int asked = 0;
        for (String path : description.at("paths").names()) {
            for (String method : description.at("paths").at(path).names()) {
                if (PUBLIC.contains(path) || !method.matches("get|put|post|delete")) {
                    continue;
                }
                for (String credential : List.of("", "Bearer x", "Bearer " + backend.token(), "Basic YWRtaW46")) {
                    String answer = RawClient.exchange(
                            backend.base(),
                            method.toUpperCase(Locale.ROOT) + ' ' + path
                                    + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: rollcall_session=x\r\n"
                                    + (credential.isEmpty() ? "" : "Authorization: " + credential + "\r\n")
                                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
                    assertThat(status(answer)).as(method + ' ' + path).isEqualTo(401);
                    Harm.assertClear(401, answer.substring(answer.indexOf("\r\n\r\n") + 4));
                    asked++;
                }
            }
        }
        assertThat(asked).isGreaterThan(80);
    }

    private static String exchange(String line, String headers) throws IOException {
        return RawClient.exchange(
                backend.base(),
                line + "\r\nHost: 127.0.0.1:" + backend.base().getPort() + "\r\nCookie: " + client.cookie()
                        + "\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }
}
