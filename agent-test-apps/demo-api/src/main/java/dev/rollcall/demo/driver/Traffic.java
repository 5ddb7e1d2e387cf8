package dev.rollcall.demo.driver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** The customers at work: a few connections, uneven shares, some calls that fail and some that are slow. */
final class Traffic {
    private static final int THREADS = 12;
    /** Enough for a table that looks like a morning's, and little enough for any laptop. */
    private static final int PAUSE_MILLIS = 12;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String base;
    private final List<Customer> customers = Customers.all();
    private final AtomicIntegerArray answered = new AtomicIntegerArray(customers.size());
    private final AtomicInteger newcomers = new AtomicInteger();
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final int weights = customers.stream().mapToInt(Customer::weight).sum();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Traffic(int port) {
        base = "http://127.0.0.1:" + port;
    }

    /** Begins, or goes on. */
    void start() {
        stopped = false;
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            Thread thread = new Thread(() -> run(random), "customer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Lets every call under way come to its end. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /** How many calls were answered so far. */
    long total() {
        return total.get();
    }

    /** Calls that got no answer at all. */
    long failed() {
        return failed.get();
    }

    /** Customers heard of so far. */
    int heardOf() {
        int heard = 0;
        for (int i = 0; i < customers.size(); i++) {
            heard += answered.get(i) > 0 ? 1 : 0;
        }
        return heard;
    }

    /** Answered calls by the name that the table must show; those with a hashed key one after another. */
    Map<String, List<Integer>> tally() {
        Map<String, List<Integer>> tally = new TreeMap<>();
        for (int i = 0; i < customers.size(); i++) {
            if (answered.get(i) > 0) {
                tally.computeIfAbsent(customers.get(i).name(), name -> new ArrayList<>())
                        .add(answered.get(i));
            }
        }
        return tally;
    }

    private void run(Random random) {
        while (!stopped) {
            int who = pick(random);
            try {
                client.send(call(customers.get(who), random), BodyHandlers.discarding());
                answered.incrementAndGet(who);
                total.incrementAndGet();
                Thread.sleep(random.nextInt(PAUSE_MILLIS * 2));
            } catch (IOException e) {
                failed.incrementAndGet();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private int pick(Random random) {
        // Everybody once, so that the table has them all however slow the machine is.
        int newcomer = newcomers.getAndIncrement();
        if (newcomer < customers.size()) {
            return newcomer;
        }
        int left = random.nextInt(weights);
        int who = 0;
        while (left >= customers.get(who).weight()) {
            left -= customers.get(who).weight();
            who++;
        }
        return who;
    }

    private HttpRequest call(Customer customer, Random random) {
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(30));
        int what = random.nextInt(1000);
        if (what < 400) {
            request.uri(at("/orders/" + (1 + random.nextInt(9000))));
        } else if (what < 430) {
            request.uri(at("/orders/" + (9001 + random.nextInt(999))));
        } else if (what < 600) {
            request.uri(at("/orders"));
        } else if (what < 700) {
            request.uri(at("/payments/pay_" + random.nextInt(1000)));
        } else if (what < 900) {
            json(request.uri(at("/payments")), "{\"amount\":" + (random.nextInt(1040) - 15) + ",\"currency\":\"EUR\"}");
        } else if (what < 960) {
            json(request.uri(at("/orders")), "{\"article\":\"A-17\",\"pieces\":2}");
        } else if (what < 975) {
            json(request.uri(at("/payments/pay_" + random.nextInt(1000) + "/refund")), "{}");
        } else if (what < 990) {
            request.uri(at("/reports/" + (1 + random.nextInt(12))));
        } else if (what < 995) {
            request.uri(at("/orders")).header("X-Rate", "burst");
        } else {
            request.uri(at("/favicon.ico"));
        }
        Map<String, String> headers =
                customer.headers().get(random.nextInt(customer.headers().size()));
        headers.forEach(request::header);
        return request.build();
    }

    private static void json(HttpRequest.Builder request, String body) {
        request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private URI at(String path) {
        return URI.create(base + path);
    }
}
