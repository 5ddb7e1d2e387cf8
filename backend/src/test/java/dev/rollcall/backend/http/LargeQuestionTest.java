package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.store.Database;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeQuestionTest {
    @Test
    void a_question_that_needs_more_memory_than_there_is_can_be_asked_again_and_harms_no_other(@TempDir Path directory)
            throws Exception {
        try (Database database =
                Database.open(directory.resolve("events.duckdb"), directory.resolve("exports"), "50MB", 1)) {
            Router router = new Router(request -> null)
                    .add("GET", "/large", Access.PUBLIC, call -> tell(call, length(database, 100_000_000)))
                    .add("GET", "/small", Access.PUBLIC, call -> tell(call, length(database, 7)));
            try (HttpServer server = HttpServer.start("127.0.0.1", 0, null, Limits.ofThisMachine(), List.of(router))) {
                HttpResponse<String> large = get(server, "/large");
                HttpResponse<String> small = get(server, "/small");

                assertThat(large.statusCode()).as(large.body()).isEqualTo(503);
                assertThat(large.headers().firstValue("Retry-After")).isPresent();
                assertThat(large.body()).contains("\"code\":\"out_of_memory\"", "--memory");
                assertThat(small.body()).isEqualTo("7");
            }
        }
    }

    /** A list has to be in memory as a whole, however little is asked of it. */
    private static long length(Database database, long numbers) throws SQLException {
        return database.read(reader -> {
            try (Statement statement = reader.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT len(list(n)) FROM range(" + numbers + ") numbers(n)")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static void tell(Call call, long number) {
        call.text(200, "text/plain", Long.toString(number));
    }

    private static HttpResponse<String> get(HttpServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}
