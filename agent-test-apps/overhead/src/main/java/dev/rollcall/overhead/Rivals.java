package dev.rollcall.overhead;

import dev.rollcall.conformance.process.App;
import dev.rollcall.overhead.receiver.DatadogBackend;
import dev.rollcall.overhead.receiver.ElasticBackend;
import dev.rollcall.overhead.receiver.MoesifBackend;
import dev.rollcall.overhead.receiver.OtlpBackend;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agents of others, from Maven Central, as the Maven profile {@code rivals} puts them into {@code target/rivals}. Each is
 * left as it comes, but for its backend's address and the name of the service.
 */
final class Rivals {
    private static final Set<ServerApp> ALL = EnumSet.allOf(ServerApp.class);

    private static final Path DIRECTORY = App.root().resolve("agent-test-apps/overhead/target/rivals");

    /** What OpenTelemetry needs to see a request on the servers here, and nothing else. */
    private static final List<String> HTTP_SERVER_INSTRUMENTATION =
            List.of("tomcat", "servlet", "spring-webmvc", "spring-webflux", "netty", "reactor-netty", "reactor");

    private final List<Contender> found = new ArrayList<>();

    private Rivals() {}

    /** Those whose jars are there. */
    static List<Contender> found() {
        Rivals rivals = new Rivals();
        rivals.addOpenTelemetry();
        rivals.addElastic();
        rivals.addDatadog();
        rivals.addMoesif();
        return rivals.found;
    }

    private void addOpenTelemetry() {
        Path jar = jar("opentelemetry-javaagent");
        if (jar == null) {
            return;
        }
        found.add(new Contender(
                "otel",
                "OpenTelemetry",
                jar,
                "",
                (address, directory) -> openTelemetry(jar, address),
                OtlpBackend::new,
                "",
                ALL));
        found.add(new Contender(
                "otel-http",
                "OpenTelemetry, HTTP servers only",
                jar,
                "",
                (address, directory) -> {
                    List<String> options = new ArrayList<>(openTelemetry(jar, address));
                    options.add("-Dotel.metrics.exporter=none");
                    options.add("-Dotel.logs.exporter=none");
                    options.add("-Dotel.instrumentation.common.default-enabled=false");
                    HTTP_SERVER_INSTRUMENTATION.forEach(
                            name -> options.add("-Dotel.instrumentation." + name + ".enabled=true"));
                    // Who called, which is what Rollcall tells.
                    options.add("-Dotel.instrumentation.http.server.capture-request-headers=X-Customer-ID");
                    return options;
                },
                OtlpBackend::new,
                "",
                ALL));
    }

    private static List<String> openTelemetry(Path jar, String address) {
        return List.of("-javaagent:" + jar, "-Dotel.exporter.otlp.endpoint=" + address, "-Dotel.service.name=overhead");
    }

    private void addElastic() {
        Path jar = jar("elastic-apm-agent");
        if (jar != null) {
            found.add(new Contender(
                    "elastic",
                    "Elastic APM",
                    jar,
                    "",
                    (address, directory) -> List.of(
                            "-javaagent:" + jar,
                            "-Delastic.apm.server_url=" + address,
                            "-Delastic.apm.service_name=overhead",
                            // There is no cloud here that could say who it is; asking would take until a timeout.
                            "-Delastic.apm.cloud_provider=NONE"),
                    ElasticBackend::new,
                    "",
                    // It does not see requests of Netty itself.
                    EnumSet.of(ServerApp.SPRING_MVC, ServerApp.WEBFLUX)));
        }
    }

    private void addDatadog() {
        Path jar = jar("dd-java-agent");
        if (jar != null) {
            found.add(new Contender(
                    "datadog",
                    "Datadog",
                    jar,
                    "",
                    (address, directory) ->
                            List.of("-javaagent:" + jar, "-Ddd.trace.agent.url=" + address, "-Ddd.service=overhead"),
                    DatadogBackend::new,
                    "",
                    ALL));
        }
    }

    /** Not an agent: a servlet filter that is built into the application, here with the customer it is to be told. */
    private void addMoesif() {
        Path classPath = DIRECTORY.resolve("moesif-classpath.txt");
        Path jar = jar("moesif-servlet-jakarta");
        if (jar == null || !Files.isRegularFile(classPath)) {
            return;
        }
        try {
            found.add(new Contender(
                    "moesif",
                    "Moesif's servlet filter",
                    jar,
                    App.root().resolve("agent-test-apps/overhead/target/classes")
                            + File.pathSeparator
                            + Files.readString(classPath).trim(),
                    (address, directory) -> List.of(
                            "-Dspring.main.sources=dev.rollcall.overhead.moesif.MoesifSetUp",
                            "-Doverhead.moesif=" + address),
                    MoesifBackend::new,
                    "",
                    EnumSet.of(ServerApp.SPRING_MVC)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Path jar(String name) {
        if (!Files.isDirectory(DIRECTORY)) {
            return null;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(DIRECTORY, name + "-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
