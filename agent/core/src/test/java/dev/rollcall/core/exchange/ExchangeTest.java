package dev.rollcall.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private final Recorder recorder =
            new Recorder(new Wanted(List.of(), List.of(), List.of(), true, false, false), List.of(), 16);

    @Test
    void of_many_threads_that_end_an_exchange_one_gets_the_record() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Exchange exchange = recorder.begin();
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    Record record = exchange.end();
                    if (record != null) {
                        recorder.submit(record);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(recorder.drain(record -> {}, 10)).isEqualTo(1);
        }
        assertThat(recorder.seen()).isEqualTo(200);
    }

    @Test
    void an_error_in_the_applications_principal_does_not_cost_the_count() {
        Exchange exchange = recorder.begin();
        exchange.link(new FailingView());

        Record record = exchange.end();

        assertThat(record).isNotNull();
        assertThat(recorder.failedViews()).isEqualTo(1);
    }

    @Test
    void an_exchange_that_is_discarded_is_not_counted() {
        Exchange exchange = recorder.begin();
        exchange.discard();

        assertThat(exchange.end()).isNull();
        assertThat(recorder.seen()).isZero();
    }

    private static final class FailingView implements ApplicationView {
        @Override
        public @Nullable String route() {
            return null;
        }

        @Override
        public @Nullable Object attribute(String name) {
            return null;
        }

        @Override
        public @Nullable String principal() {
            throw new AssertionError("of the application");
        }

        @Override
        public @Nullable RouteTable routes() {
            return null;
        }
    }
}
