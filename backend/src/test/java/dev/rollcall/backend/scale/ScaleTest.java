package dev.rollcall.backend.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.lab.BackendJvm;
import dev.rollcall.backend.lab.Client;
import dev.rollcall.backend.lab.Tree;
import dev.rollcall.backend.scale.Load.Size;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program behind {@code backend/scale/run}, with a few thousand events. */
class ScaleTest {
    private static final int CUSTOMERS = 150;

    @Test
    void every_page_answers_and_every_customer_has_the_calls_that_were_sent(@TempDir Path directory) throws Exception {
        Instant to = Instant.now().truncatedTo(ChronoUnit.HOURS);
        Instant from = to.truncatedTo(ChronoUnit.DAYS).minus(29, ChronoUnit.DAYS);
        Load load = new Load(new Size(20_500, CUSTOMERS, 30, 1000, from, to), "small");
        Ledger ledger = new Ledger(CUSTOMERS);
        try (BackendJvm backend = BackendJvm.fromClasses(directory, "-Xmx256m");
                Visitor visitor = new Visitor(new Client(backend))) {
            new Senders(load, backend.base(), backend.token(), ledger, 0)
                    .start(4, 1)
                    .await();
            assertThat(ledger.failure()).isNull();
            assertThat(ledger.events()).isEqualTo(20_500);

            for (boolean ids : new boolean[] {false, true}) {
                new OneByOne(backend.base(), "small", backend.token(), ledger, CUSTOMERS, ids).send(10, 2);
            }
            assertThat(ledger.failure()).isNull();
            assertThat(ledger.events()).isEqualTo(20_540);

            Client client = new Client(backend);
            Tree month = client.json("/api/customers?api=small&window=30d&limit=200");
            assertThat(requestsByCustomer(month)).isEqualTo(sent(ledger));
            assertThat(month.at("totals").at("requests").number()).isEqualTo(20_540);
            assertThat(client.stored()).isEqualTo(20_540);

            List<Pages.Page> pages = Pages.of(client, "small", CUSTOMERS);
            visitor.visit(pages, true);
            assertThat(visitor.pages()).hasSameSizeAs(pages);
        }
    }

    private static Map<String, Long> requestsByCustomer(Tree answer) {
        Map<String, Long> requests = new HashMap<>();
        for (Tree customer : answer.at("customers").items()) {
            requests.put(
                    String.valueOf(customer.at("customer_id").text()),
                    customer.at("requests").number());
        }
        return requests;
    }

    private static Map<String, Long> sent(Ledger ledger) {
        Map<String, Long> sent = new HashMap<>();
        sent.put("null", ledger.unidentified());
        for (int rank = 0; rank < CUSTOMERS; rank++) {
            if (ledger.of(rank) > 0) {
                sent.put(Load.customerId(rank), ledger.of(rank));
            }
        }
        return sent;
    }
}
