package dev.rollcall.backend.scale;

import dev.rollcall.backend.lab.Client;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Somebody who opens pages one after another, as a browser does: all questions of a page at once. */
final class Visitor implements AutoCloseable {
    /** As many connections as browsers open to one host. */
    private static final int CONNECTIONS = 6;

    private final Client client;
    private final ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS, task -> {
        Thread thread = new Thread(task, "visitor");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Times> pages = new LinkedHashMap<>();
    private final Map<String, Times> questions = new LinkedHashMap<>();

    Visitor(Client client) {
        this.client = client;
    }

    /** Durations in milliseconds. Safe for use by many threads. */
    static final class Times {
        private double[] millis = new double[16];
        private int count;

        private synchronized void add(long nanos) {
            if (count == millis.length) {
                millis = Arrays.copyOf(millis, count * 2);
            }
            millis[count++] = nanos / 1e6;
        }

        synchronized double median() {
            double[] sorted = Arrays.copyOf(millis, count);
            Arrays.sort(sorted);
            return count == 0 ? Double.NaN : sorted[count / 2];
        }

        synchronized double most() {
            return Arrays.stream(millis, 0, count).max().orElse(Double.NaN);
        }
    }

    /**
     * Opens each page once.
     *
     * @param measured whether it counts; the first round makes caches warm
     * @throws IOException when a question is not answered with 200
     */
    void visit(List<Pages.Page> all, boolean measured) throws IOException, InterruptedException {
        for (Pages.Page page : all) {
            long before = System.nanoTime();
            List<Future<Void>> answers = new ArrayList<>();
            for (Pages.Question question : page.questions()) {
                answers.add(connections.submit(() -> {
                    ask(question, measured);
                    return null;
                }));
            }
            for (Future<Void> answer : answers) {
                try {
                    answer.get();
                } catch (ExecutionException problem) {
                    throw new IOException(page.name() + ": " + problem.getCause(), problem);
                }
            }
            if (measured) {
                pages.computeIfAbsent(page.name(), name -> new Times()).add(System.nanoTime() - before);
            }
        }
    }

    private void ask(Pages.Question question, boolean measured) throws IOException, InterruptedException {
        long before = System.nanoTime();
        HttpResponse<String> answer =
                question.body().isEmpty() ? client.get(question.path()) : client.post(question.path(), question.body());
        if (answer.statusCode() != 200) {
            throw new IOException(question.path() + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        if (measured) {
            Times times;
            synchronized (questions) {
                times = questions.computeIfAbsent(question.path(), path -> new Times());
            }
            times.add(System.nanoTime() - before);
        }
    }

    /** By page, in the order in which they were opened. */
    Map<String, Times> pages() {
        return pages;
    }

    /** By path, in no particular order. */
    Map<String, Times> questions() {
        synchronized (questions) {
            return new LinkedHashMap<>(questions);
        }
    }

    @Override
    public void close() {
        connections.shutdownNow();
    }
}
