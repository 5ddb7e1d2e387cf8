package dev.rollcall.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The counters, seen from outside by a JMX connection to a real server. */
class JmxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Between so many answers of the desk it has looked at least once. */
    private static final int ANSWERS = 12;

    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.toTest();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void an_application_that_uses_jmx_shows_the_counters(Jdk jdk) throws Exception {
        // Embedded Tomcat makes the platform's MBean server when it starts.
        try (AppProcess server = start(jdk, "tomcat-10")) {
            talk(server);
            assertFigures(server);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void an_mbean_server_that_was_there_before_the_agent_shows_them_too(Jdk jdk) throws Exception {
        try (AppProcess server = start(jdk, "webflux-3", "-Dcom.sun.management.jmxremote")) {
            talk(server);
            assertFigures(server);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void without_jmx_in_the_application_none_of_its_classes_is_loaded_and_later_on_the_counters_are_there(Jdk jdk)
            throws Exception {
        Path classes = folder.resolve("classes.txt");
        try (AppProcess server = start(jdk, "webflux-3", "-Xlog:class+load:file=" + classes)) {
            talk(server);
            letTheDeskLook(server);
            try (Stream<String> lines = Files.lines(classes)) {
                assertThat(lines).noneMatch(line -> line.contains("] javax.management."));
            }
            assertFigures(server);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void switched_off_there_is_no_bean(Jdk jdk) throws Exception {
        try (AppProcess server = start(jdk, "tomcat-10", "-Drollcall.jmx=false")) {
            talk(server);
            letTheDeskLook(server);
            try (JMXConnector connector = connect(server)) {
                assertThat(connector.getMBeanServerConnection().isRegistered(name()))
                        .isFalse();
            }
        }
    }

    private static void assertFigures(AppProcess server) throws Exception {
        try (JMXConnector connector = connect(server)) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            await().atMost(PATIENCE).until(() -> beans.isRegistered(name()));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(beans.getAttribute(name(), "Delivered")).isEqualTo(3L));
            assertThat(beans.getAttribute(name(), "Seen")).isEqualTo(3L);
            assertThat(beans.getAttribute(name(), "Lost")).isEqualTo(0L);
            assertThat(beans.getAttribute(name(), "Service")).isEqualTo("shop");
            assertThat((CompositeData[]) beans.getAttribute(name(), "Destinations"))
                    .singleElement()
                    .satisfies(destination ->
                            assertThat(destination.get("delivered")).isEqualTo(3L));
        }
    }

    private static JMXConnector connect(AppProcess server) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(server.pid()));
        try {
            return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
    }

    /**
     * Waits until the desk has looked for an MBean server. It looks between two answers, though not each time; and doctor, which
     * attaches when nobody answers, could not tell that it was the desk that did.
     */
    private void letTheDeskLook(AppProcess server) throws IOException {
        Path running = folder.resolve("journal/running");
        await().atMost(PATIENCE).until(() -> nameIn(running, server) != null);
        String name = nameIn(running, server);
        for (int i = 0; i < ANSWERS; i++) {
            Path answer = running.resolve(name + ".look" + i + ".answer");
            Files.createFile(running.resolve(name + ".look" + i + ".ask"));
            await().atMost(PATIENCE).until(() -> Files.exists(answer));
        }
    }

    /** What the server's desk is called, or null before it is open. */
    private static @Nullable String nameIn(Path running, AppProcess server) throws IOException {
        if (!Files.isDirectory(running)) {
            return null;
        }
        try (Stream<Path> files = Files.list(running)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(server.pid() + "-") && file.endsWith(".agent"))
                    .map(file -> file.substring(0, file.length() - ".agent".length()))
                    .findAny()
                    .orElse(null);
        }
    }

    private AppProcess start(Jdk jdk, String module, String... options) {
        List<String> all = new ArrayList<>(
                List.of(Run.agent(), "-Drollcall.service=shop", "-Drollcall.journal.dir=" + folder.resolve("journal")));
        all.addAll(Arrays.asList(options));
        return AppProcess.start(App.ofModule(module), jdk, all);
    }

    private static void talk(AppProcess server) throws IOException {
        try (RawClient client = new RawClient(server.port("http"))) {
            for (int i = 0; i < 3; i++) {
                client.exchange(Request.get("/hello").customer("acme"));
            }
        }
    }

    private static ObjectName name() throws Exception {
        return new ObjectName("dev.rollcall:type=Agent");
    }
}
