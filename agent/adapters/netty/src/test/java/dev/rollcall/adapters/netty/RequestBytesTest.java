package dev.rollcall.adapters.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rollcall.core.exchange.Record;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a request allocates on its event loop, to the byte. */
class RequestBytesTest {
    private static final int REQUESTS = 10_000;
    /** So many are under way before the drain thread looks. */
    private static final int WAITING = 50;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Line line = new Line();
    private final List<Object> request = List.of(
            Line.head(
                    "GET",
                    "/orders/1001",
                    "Host",
                    "api.example.com",
                    "User-Agent",
                    "acme-sdk/4",
                    "Authorization",
                    "Bearer " + "t".repeat(800),
                    "X-Customer-ID",
                    "acme"),
            LastHttpContent.EMPTY_LAST_CONTENT);
    private final HttpResponse response = Line.full(200, 10);
    private final ChannelFutureListener listener = write -> {};
    private final Consumer<Record> drain = record -> {};

    @Test
    void a_request_on_netty_keeps_its_budget() throws IOException {
        long own = bytesEach(() -> {
            line.exchanges.seen(0);
            line.exchanges.read(request);
            line.exchanges.write(response, line.channel.newPromise(), true).setSuccess();
        });
        // The application's promise, and that somebody listens.
        long promise = bytesEach(() -> {
            ChannelPromise written = line.channel.newPromise();
            written.addListener(listener);
            written.setSuccess();
        });

        assertThat(line.recorder.seen()).isEqualTo(2 * REQUESTS);
        long seen = own - promise;
        System.out.println("budget hook.bytes.netty: " + seen);
        assertThat(seen).isBetween(1L, budget("hook.bytes.netty"));
    }

    /** The second time, when there are records to be used again, and nothing is loaded any more. */
    private long bytesEach(Runnable call) {
        run(call);
        return run(call);
    }

    private long run(Runnable call) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < REQUESTS; i++) {
            call.run();
            if (i % WAITING == 0) {
                line.recorder.drain(drain, Integer.MAX_VALUE);
            }
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / REQUESTS;
    }

    private static long budget(String name) throws IOException {
        Properties budgets = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("..", "..", "budgets.properties"))) {
            budgets.load(in);
        }
        return Long.parseLong(budgets.getProperty(name));
    }
}
