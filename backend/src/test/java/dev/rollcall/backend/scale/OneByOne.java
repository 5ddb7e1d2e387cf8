package dev.rollcall.backend.scale;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Senders as Agentry's recipe has them: one event a request without a time and without the name of a batch, and the next one when it is
 * answered. With an id of the sender's or without.
 */
final class OneByOne {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;
    private final String token;
    private final Ledger ledger;
    private final int customers;
    private final boolean ids;
    /** Of these alone. */
    private final Ledger answers = new Ledger(0);

    /**
     * Keeps what is to be sent.
     *
     * @param ledger is told what was stored
     * @param ids whether the events have ids
     */
    OneByOne(URI base, String api, String token, Ledger ledger, int customers, boolean ids) {
        this.endpoint = base.resolve("/v1/analytics/" + api + '/');
        this.token = token;
        this.ledger = ledger;
        this.customers = customers;
        this.ids = ids;
    }

    /** Sends so many events from each of so many senders, and waits until all are stored or somebody has failed. */
    void send(int senders, int events) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            SplittableRandom random = new SplittableRandom(i);
            Thread thread = new Thread(() -> run(events, random), "one-by-one-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** How long an answer took, in milliseconds; {@code share} of them took less. */
    double answerMillis(double share) {
        return answers.answerMillis(share);
    }

    private void run(int events, SplittableRandom random) {
        try {
            for (int i = 0; i < events && ledger.isFine(); i++) {
                int customer = random.nextInt(customers);
                String id = ids ? "\"event_id\":\"" + UUID.randomUUID() + "\"," : "";
                send("{\"event\":\"api_request\",\"distinct_id\":\"" + Load.customerId(customer) + "\",\"properties\":{"
                        + id
                        + "\"plan\":\"pro\",\"endpoint\":\"/v1/resource" + random.nextInt(20)
                        + "/{id}\",\"method\":\"GET\",\"status\":200,\"duration_ms\":" + random.nextInt(1, 500)
                        + ",\"sdk_version\":\"1.2\",\"ip_country\":\"DE\"}}");
                Ledger.Page page = ledger.page();
                page.event(customer);
                ledger.stored(page);
            }
        } catch (IOException | RuntimeException problem) {
            ledger.failed(problem.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(String event) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "myapi-edge/1.0")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(event))
                .build();
        long before = System.nanoTime();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains("\"accepted\":1,\"duplicates\":0")) {
            throw new IOException("an event was answered with " + answer.statusCode() + ": " + answer.body());
        }
        answers.answered(System.nanoTime() - before, event.length());
    }
}
