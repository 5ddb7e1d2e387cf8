package dev.rollcall.backend.described;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.RunningBackend;
import dev.rollcall.backend.described.ApiDescription.Operation;
import dev.rollcall.backend.lab.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Calls operations by the names that they have in the description, so that none can be called that is not there, and keeps what came. */
final class ApiCalls {
    /** Who asks. */
    enum Who {
        ADMIN,
        KEY,
        SENDER,
        NOBODY
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningBackend running;
    private final ApiDescription description;
    private final List<Exchange> all = new ArrayList<>();
    private String session = "";
    private String key = "";

    ApiCalls(RunningBackend running, ApiDescription description) {
        this.running = running;
        this.description = description;
    }

    /** All that was called, in order. */
    List<Exchange> all() {
        return List.copyOf(all);
    }

    /** The administrator is known by this cookie from now on. */
    void signedIn(Exchange answer) {
        session = String.valueOf(answer.header("set-cookie")).replaceFirst(";.*", "");
    }

    /** Programs have this key from now on. */
    void keyIs(String secret) {
        key = secret;
    }

    /** Calls an operation without a body; it must be answered with that status. */
    Exchange call(int status, Who who, String operation, String query) throws IOException, InterruptedException {
        return call(status, who, operation, query, null);
    }

    /**
     * Calls an operation; it must be answered with that status.
     *
     * @param headers names and values in turns, beside what says who asks and JSON's content type
     */
    Exchange call(int status, Who who, String operation, String query, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        return must(status, ask(who, operation, query, body, headers));
    }

    /** As {@link #call}, whatever the status is. */
    Exchange ask(Who who, String operation, String query, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(who, operation, query)
                .method(
                        description.operation(operation).method(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpRequest built = request.build();
        HttpResponse<String> answer = http.send(built, BodyHandlers.ofString());
        return keep(new Exchange(
                operation,
                values(query),
                built.headers().firstValue("Content-Type").orElse(null),
                body,
                answer.statusCode(),
                lowered(answer.headers()),
                answer.body()));
    }

    private HttpRequest.Builder request(Who who, String operation, String query) {
        String path = description.operation(operation).path().replace("{project}", "shop");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(running.backend.url() + path + (query.isEmpty() ? "" : '?' + query)));
        String[] credential = credential(who);
        if (credential.length > 0) {
            request.setHeader(credential[0], credential[1]);
        }
        return request.setHeader("Content-Type", "application/json");
    }

    private String[] credential(Who who) {
        return switch (who) {
            case ADMIN -> new String[] {"Cookie", session};
            case KEY -> new String[] {"Authorization", "Bearer " + key};
            case SENDER -> new String[] {"Authorization", "Bearer " + RunningBackend.TOKEN};
            case NOBODY -> new String[0];
        };
    }

    private Exchange keep(Exchange exchange) {
        all.add(exchange);
        return exchange;
    }

    private static Exchange must(int status, Exchange exchange) {
        assertThat(exchange.status()).as(exchange.toString()).isEqualTo(status);
        return exchange;
    }

    /** A stream that has begun, of which what was read is kept when it is closed. */
    final class Stream implements AutoCloseable {
        private final String operation;
        private final HttpResponse<InputStream> answer;
        private final BufferedReader lines;
        private final StringBuilder read = new StringBuilder();

        private Stream(String operation, HttpResponse<InputStream> answer) {
            this.operation = operation;
            this.answer = answer;
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        /** The next line; the stream must not have ended. */
        String line() throws IOException {
            String line = lines.readLine();
            assertThat(line).as("the stream has ended after %s", read).isNotNull();
            read.append(line).append('\n');
            return line;
        }

        @Override
        public void close() throws IOException {
            lines.close();
            keep(new Exchange(
                    operation, Map.of(), null, null, answer.statusCode(), lowered(answer.headers()), read.toString()));
        }
    }

    Stream stream(Who who, String operation) throws IOException, InterruptedException {
        HttpRequest request = request(who, operation, "").build();
        return new Stream(operation, http.send(request, BodyHandlers.ofInputStream()));
    }

    /**
     * Sends what no honest client would; it must be answered with that status, and is kept.
     *
     * @param line the first line of the request, if it is another than the operation's
     * @param more headers and body, as they go over the wire
     */
    Exchange raw(int status, Who who, String operation, @Nullable String line, String more) throws IOException {
        return must(status, keep(others(who, operation, line, more)));
    }

    /** As {@link #raw}, for what is no call of an operation: it is not kept. */
    Exchange others(Who who, String operation, @Nullable String line, String more) throws IOException {
        Operation called = description.operation(operation);
        String[] credential = credential(who);
        String answer = RawClient.exchange(
                URI.create(running.backend.url()),
                (line == null ? called.method() + ' ' + called.path().replace("{project}", "shop") : line)
                        + " HTTP/1.1\r\n"
                        + (credential.length > 0 ? credential[0] + ": " + credential[1] + "\r\n" : "")
                        + "Connection: close\r\n" + more);
        int blank = answer.indexOf("\r\n\r\n");
        assertThat(blank).as("an answer: %s", answer).isPositive();
        Map<String, String> headers = new TreeMap<>();
        for (String header : answer.substring(0, blank).split("\r\n", -1)) {
            int colon = header.indexOf(": ");
            if (colon > 0) {
                headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 2));
            }
        }
        return new Exchange(
                operation,
                Map.of(),
                null,
                null,
                Integer.parseInt(answer.substring(9, 12)),
                headers,
                answer.substring(blank + 4));
    }

    /** The parameters of a query. */
    static Map<String, String> values(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                values.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    private static Map<String, String> lowered(HttpHeaders headers) {
        Map<String, String> lowered = new TreeMap<>();
        headers.map().forEach((name, values) -> lowered.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return lowered;
    }
}
