package dev.rollcall.core.journal;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.ship.DestinationOptions;
import dev.rollcall.core.ship.Destinations;
import dev.rollcall.core.ship.Shipper;
import dev.rollcall.core.ship.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process was sending, the next one sends again: the same bytes under the same batch id. */
class RedeliveryTest {
    @TempDir
    Path root;

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final AgentLog log = new AgentLog(new PrintStream(OutputStream.nullOutputStream()), AgentLog.Level.OFF);
    private volatile int answer = 503;
    private HttpServer backend;
    private Options options;
    private DestinationOptions destination;

    @BeforeEach
    void start() throws IOException {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            deliveries.add(new Delivery(
                    exchange.getRequestHeaders().getFirst("Rollcall-Batch"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        backend.start();
        options = Options.load(
                "endpoint=http://127.0.0.1:" + backend.getAddress().getPort() + "/,token=t",
                new Properties(),
                Map.of());
        destination = Destinations.of(options).all().get(0);
    }

    @AfterEach
    void stop() {
        backend.stop(0);
    }

    @Test
    void the_same_bytes_under_the_same_id_after_a_kill() throws InterruptedException {
        Notebook killed = notebook();
        killed.requests(25);
        killed.endBatch();
        Shipper first = shipper(killed);
        Thread thread = run(first);
        await().until(() -> !deliveries.isEmpty());
        first.stop();
        thread.join();
        assertThat(first.figures().waiting()).isEqualTo(25);
        killed.kill();
        Delivery tried = deliveries.get(0);
        deliveries.clear();

        answer = 200;
        Notebook next = notebook();
        Shipper second = shipper(next);
        run(second);
        await().atMost(60, TimeUnit.SECONDS).until(() -> deliveries.size() == 3);
        await().until(() -> second.figures().adoptedDelivered() == 25);
        second.stop();

        String instance = killed.instance.text();
        assertThat(deliveries.stream().map(delivery -> delivery.batch).collect(toList()))
                .containsExactly(instance + ":0:10", instance + ":10:10", instance + ":20:5");
        assertThat(deliveries.get(0).batch).isEqualTo(tried.batch);
        assertThat(deliveries.get(0).body).isEqualTo(tried.body);
        assertThat(second.figures().delivered()).isZero();
        assertThat(second.figures().isIdle()).isTrue();
    }

    private Notebook notebook() {
        return new Notebook(root, new DestinationKey(destination.key(), destination.tokenFingerprint()));
    }

    private Shipper shipper(Notebook notebook) {
        SetAside aside = new SetAside(root.toFile(), notebook.instance.text(), log);
        return Shipper.to(destination, notebook.reader(0), aside, Transport.of(options), "1.2.3", log);
    }

    private static Thread run(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static final class Delivery {
        final String batch;
        final byte[] body;

        Delivery(String batch, byte[] body) {
            this.batch = batch;
            this.body = body;
        }
    }
}
