package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final String FOLDER = "dev/rollcall/backend/http/pagestest/";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        server = HttpServer.start("127.0.0.1", 0, null, Limits.ofThisMachine(), List.of(new Pages(FOLDER)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/customers",
                "/customer?id=../x",
                "/apis/pay/customers",
                "/customer/acme.com",
                "/index.html"
            })
    void every_address_of_the_page_gets_the_page(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(new String(answer.body())).contains("index of the tests");
    }

    @ParameterizedTest
    @CsvSource({"/app.js,text/javascript; charset=utf-8", "/large.css,text/css; charset=utf-8"})
    void files_have_their_type(String path, String type) throws Exception {
        assertThat(get(path).headers().firstValue("Content-Type")).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/none.js", "/.hidden.js", "/api/none", "/v1/none", "/./.js"})
    void what_is_no_file_is_not_found(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void a_file_the_browser_has_is_not_sent_again() throws Exception {
        String tag = get("/app.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> again = get("/app.js", "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/app.js", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void large_texts_are_packed_for_whoever_can_unpack_them() throws Exception {
        byte[] plain = get("/large.css").body();
        HttpResponse<byte[]> packed = get("/large.css", "Accept-Encoding", "gzip");

        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(plain.length);
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain);
        }
        assertThat(packed.headers().firstValue("ETag"))
                .isNotEqualTo(get("/large.css").headers().firstValue("ETag"));
    }

    @Test
    void head_is_answered_without_the_content() throws Exception {
        HttpResponse<byte[]> answer = HTTP.send(
                HttpRequest.newBuilder(address("/app.js"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(get("/app.js").body().length);
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
