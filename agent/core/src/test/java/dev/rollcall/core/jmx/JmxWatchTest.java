package dev.rollcall.core.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.doctor.Shelf;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.pipeline.Pipeline;
import dev.rollcall.core.pipeline.Traffic;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JmxWatchTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final WeaveBook book = new WeaveBook();
    private final Traffic traffic = new Traffic();
    private final Pipeline pipeline = traffic.into(new Shelf());
    private final JmxWatch watch = new JmxWatch(book, "1.2.3", "shop", pipeline, traffic.log);

    @AfterEach
    void unregister() throws Exception {
        pipeline.stop();
        if (server.isRegistered(name())) {
            server.unregisterMBean(name());
        }
    }

    @Test
    void the_bean_shows_the_counters_of_this_moment() throws Exception {
        book.managementLoaded();
        watch.run();
        traffic.requests(3);
        traffic.request("acme", "/health");
        traffic.request("c".repeat(Record.MAX_VALUE + 1), "/health");
        Traffic.run(pipeline);

        await().untilAsserted(() -> assertThat(get("Excluded")).isEqualTo(2L));
        assertThat(get("Seen")).isEqualTo(5L);
        assertThat(get("HandedOver")).isEqualTo(0L);
        assertThat(get("HeadersTooLong")).isEqualTo(1L);
        assertThat(get("Delivered")).isEqualTo(3L);
        assertThat(get("Waiting")).isEqualTo(0L);
        assertThat(get("RolledUp")).isEqualTo(0L);
        assertThat(get("Lost")).isEqualTo(2L);
        assertThat(get("Version")).isEqualTo("1.2.3");
        assertThat(get("Service")).isEqualTo("shop");
        assertThat(((TabularData) get("LostByReason"))
                        .get(new Object[] {"set_aside"})
                        .get("value"))
                .isEqualTo(2L);
        CompositeData[] destinations = (CompositeData[]) get("Destinations");
        assertThat(destinations).singleElement().satisfies(destination -> {
            assertThat(destination.get("name")).isEqualTo("https://backend.example/in");
            assertThat(destination.get("state")).isEqualTo("delivering");
            assertThat(destination.get("delivered")).isEqualTo(3L);
        });
    }

    @Test
    void as_long_as_the_application_does_not_use_jmx_neither_do_we() throws Exception {
        for (int i = 0; i < 30; i++) {
            watch.run();
        }
        assertThat(server.isRegistered(name())).isFalse();
    }

    @Test
    void a_bean_of_that_name_that_is_there_already_is_left_there() throws Exception {
        new JmxWatch(alreadyUsed(), "0.9", "first", pipeline, traffic.log).run();
        book.managementLoaded();
        watch.run();

        assertThat(get("Service")).isEqualTo("first");
    }

    private static WeaveBook alreadyUsed() {
        WeaveBook used = new WeaveBook();
        used.managementLoaded();
        return used;
    }

    private Object get(String attribute) throws Exception {
        return server.getAttribute(name(), attribute);
    }

    private static ObjectName name() throws Exception {
        return new ObjectName("dev.rollcall:type=Agent");
    }
}
