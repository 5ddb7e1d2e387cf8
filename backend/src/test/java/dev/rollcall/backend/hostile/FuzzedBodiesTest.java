package dev.rollcall.backend.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.hostile.Mutations.Attempt;
import dev.rollcall.backend.lab.BackendJvm;
import dev.rollcall.backend.lab.Client;
import dev.rollcall.backend.lab.Tree;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzedBodiesTest {
    private static final int BODIES = 10_000;

    /** Many at a time: what is taken is answered when its transaction is done, a fifth of a second later. */
    private static final int AT_A_TIME = 80;

    private final AtomicLong stored = new AtomicLong();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    @Test
    void ten_thousand_bodies_that_are_nearly_good_are_answered_clearly_and_only_what_was_accepted_is_stored(
            @TempDir Path directory) throws Exception {
        try (BackendJvm backend = BackendJvm.fromClasses(directory, "-Xmx192m")) {
            Client client = new Client(backend);
            ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < BODIES; i++) {
                long seed = i;
                all.add(clients.submit(() -> {
                    attempt(client, seed);
                    return null;
                }));
            }
            try {
                for (Future<?> one : all) {
                    one.get();
                }
            } catch (ExecutionException failed) {
                throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
            } finally {
                clients.shutdownNow();
            }

            // None of the ways out was left untried.
            assertThat(statuses).containsOnlyKeys(200, 400, 415);
            assertThat(statuses.values()).allMatch(count -> count > 100);
            assertThat(stored.get()).isGreaterThan(1000);
            assertIdsAreClean(client);
            Harm.assertNone(backend, client, stored.get());
        }
    }

    private void attempt(Client client, long seed) throws Exception {
        Attempt attempt = new Mutations(seed).next();
        HttpResponse<String> answer = client.ingest(attempt.body(), attempt.headers());
        while (answer.statusCode() == 429) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            Thread.sleep(50);
            answer = client.ingest(attempt.body(), attempt.headers());
        }
        try {
            if (answer.statusCode() == 200) {
                accepted(answer);
            } else {
                Harm.assertClear(answer);
            }
        } catch (AssertionError wrong) {
            throw new AssertionError("body " + seed + ": " + answer.statusCode() + ' ' + answer.body(), wrong);
        }
        synchronized (statuses) {
            statuses.merge(answer.statusCode(), 1, Integer::sum);
        }
    }

    private void accepted(HttpResponse<String> answer) {
        Tree told = Tree.of(answer.body());
        long accepted = told.at("accepted").number();
        long duplicates = told.at("duplicates").number();
        assertThat(duplicates).isBetween(0L, accepted);
        List<Tree> rejected = told.at("rejected").items();
        long before = -1;
        for (Tree rejection : rejected) {
            long index = rejection.at("index").number();
            assertThat(index).isGreaterThan(before).isLessThan(accepted + rejected.size());
            before = index;
            assertThat(rejection.at("code").text()).matches("[a-z_]+");
            Harm.assertPlain(String.valueOf(rejection.at("message").text()));
        }
        stored.addAndGet(accepted - duplicates);
    }

    /** Of all that came through, no id acts on a terminal or is longer than ids are. */
    private static void assertIdsAreClean(Client client) throws Exception {
        for (Tree customer : client.json("/api/customers?window=all&limit=200")
                .at("customers")
                .items()) {
            String id = customer.at("customer_id").text();
            if (id != null) {
                assertThat(id).hasSizeLessThanOrEqualTo(256);
                assertThat(id.chars().noneMatch(Character::isISOControl)).as(id).isTrue();
            }
        }
    }
}
