package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.client.Response;
import dev.rollcall.conformance.client.Tokens;
import dev.rollcall.conformance.lab.Lab;
import dev.rollcall.conformance.receiver.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many customers at once, and the totals of each to the last request. */
public interface LoadCases extends Cases {
    int CONNECTIONS = 50;
    int REQUESTS_PER_CONNECTION = 200;
    int CUSTOMERS = 500;

    @Test
    default void c17c_ten_thousand_requests_of_five_hundred_customers_over_fifty_connections_add_up() {
        Map<String, Integer> told = new HashMap<>();
        List<Event> events = lab().watch(CONNECTIONS * REQUESTS_PER_CONNECTION, () -> {
            drive().forEach((key, count) -> told.merge(key, count, Integer::sum));
            return told;
        });
        Map<String, Integer> counted = new HashMap<>();
        events.forEach(event -> counted.merge(key(event.customer(), event.path(), event.status()), 1, Integer::sum));
        assertThat(counted).isEqualTo(told);
        assertThat(events).extracting(Event::customer).doesNotContainNull();
        assertThat(events.stream().map(Event::customer).distinct()).hasSize(CUSTOMERS);
        assertThat(events.stream().map(Event::id).distinct()).hasSize(CONNECTIONS * REQUESTS_PER_CONNECTION);
    }

    @Test
    default void c102_a_hundred_thousand_customers_and_a_dead_backend_leave_the_application_its_memory(
            @TempDir Path journal) throws Exception {
        Lab small = Lab.withDeadBackend(lab().server(), lab().jdk(), journal.toString());
        try {
            try (RawClient client = new RawClient(small.woven().port("http")).forgetBytes()) {
                for (int batch = 0; batch < 1000; batch++) {
                    Request[] requests = new Request[100];
                    for (int i = 0; i < requests.length; i++) {
                        requests[i] = get("/hello").customer("customer-" + (batch * requests.length + i));
                    }
                    client.pipeline(requests);
                    for (int i = 0; i < requests.length; i++) {
                        assertThat(client.read().status()).isEqualTo(200);
                    }
                }
            }
            try (RawClient client = new RawClient(small.woven().port("http"))) {
                assertThat(client.exchange(get("/hello").close()).text()).isEqualTo("hello");
            }
        } finally {
            small.abandon();
        }
        assertThat(small.woven().exitCode()).isEqualTo(small.bare().exitCode());
        assertThat(small.woven().stderr())
                .as("the agent worked, and told no event")
                .anyMatch(line -> line.contains("cannot be delivered"))
                .noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    private Map<String, Integer> drive() throws Exception {
        int port = lab().woven().port(lab().server().port());
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Map<String, Integer>>> connections = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int connection = i;
                connections.add(() -> oneConnection(port, connection));
            }
            Map<String, Integer> told = new HashMap<>();
            for (Future<Map<String, Integer>> done : threads.invokeAll(connections)) {
                done.get().forEach((key, count) -> told.merge(key, count, Integer::sum));
            }
            return told;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, Integer> oneConnection(int port, int connection) throws Exception {
        Map<String, Integer> told = new HashMap<>();
        RawClient client = new RawClient(port).forgetBytes();
        try {
            for (int i = 0; i < REQUESTS_PER_CONNECTION; i++) {
                // Coprime to the number of customers, so that neighbours on a connection are never of the same
                // customer.
                int number = connection * REQUESTS_PER_CONNECTION + i * 7;
                String customer = "customer-" + number % CUSTOMERS;
                Request request = get(target(i));
                if (number % 2 == 0) {
                    request.customer(customer);
                } else {
                    request.bearer(Tokens.of(customer));
                }
                Response response = client.exchange(request);
                told.merge(key(customer, request.path(), response.status()), 1, Integer::sum);
                if ("close".equalsIgnoreCase(response.header("Connection"))) {
                    // Tomcat closes after 100 requests, and after each error.
                    client.close();
                    client = new RawClient(port).forgetBytes();
                }
            }
        } finally {
            client.close();
        }
        return told;
    }

    private static String target(int i) {
        return switch (i % 10) {
            case 0 -> "/no-such-path";
            case 1 -> "/error/handled";
            case 2 -> "/status/404";
            case 3 -> "/status/503";
            default -> "/users/" + i % 5;
        };
    }

    private static String key(@Nullable String customer, @Nullable String path, int status) {
        return customer + " " + path + " " + status;
    }
}
