package dev.rollcall.backend.lab;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Somebody who knows the ingest token, and has signed in as the administrator. Safe for use by many threads. */
public final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final URI base;
    private final String token;
    private final String cookie;

    /** Signs in. */
    public Client(BackendJvm backend) throws IOException, InterruptedException {
        base = backend.base();
        token = backend.token();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(at("/api/login"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"user\":\"admin\",\"password\":\"" + backend.password() + "\"}"))
                        .build(),
                BodyHandlers.ofString());
        String setCookie = answer.headers().firstValue("Set-Cookie").orElse("");
        if (answer.statusCode() >= 300 || setCookie.isEmpty()) {
            throw new IOException("could not sign in: " + answer.statusCode() + ' ' + answer.body());
        }
        int end = setCookie.indexOf(';');
        cookie = end < 0 ? setCookie : setCookie.substring(0, end);
    }

    /** The session's cookie, as name and value. */
    public String cookie() {
        return cookie;
    }

    /** An address of the backend, path and query. */
    public URI at(String path) {
        return base.resolve(path);
    }

    /** A value as it stands in a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /**
     * Sends events, and does nothing about any answer.
     *
     * @param headers names and values in turns, beside the token and JSON's content type
     */
    public HttpResponse<String> ingest(byte[] body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at("/v1/events"))
                .timeout(PATIENCE)
                .setHeader("Authorization", "Bearer " + token)
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Asks for an address as the one who has signed in, whatever the answer is. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(at(path))
                        .timeout(PATIENCE)
                        .header("Cookie", cookie)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Posts JSON as the one who has signed in, whatever the answer is. */
    public HttpResponse<String> post(String path, String json, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path))
                .timeout(PATIENCE)
                .setHeader("Cookie", cookie)
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** The JSON of an address that answers 200. */
    public Tree json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return Tree.of(answer.body());
    }

    /** Requests that are stored, of all times. */
    public long stored() throws IOException, InterruptedException {
        return json("/api/workspace?window=all").at("totals").at("requests").number();
    }
}
