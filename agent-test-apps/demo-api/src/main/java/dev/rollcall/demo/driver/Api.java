package dev.rollcall.demo.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The API in a JVM of its own, with the agent. It ends when its standard input does, so it cannot outlive the demo, however
 * the demo ends.
 */
final class Api {
    private static final String READY = "READY http=";
    private static final int STOP_SECONDS = 20;

    private final Process process;
    private int port;

    /**
     * Starts the JVM.
     *
     * @param files where all that is written goes
     * @param endpoint where the agent sends its events
     */
    Api(Path agentJar, Path files, String classPath, String mainClass, URI endpoint, String token) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                        Java.LAUNCHER,
                        "-javaagent:" + agentJar,
                        "-Drollcall.endpoint=" + endpoint,
                        "-Drollcall.journal.dir=" + files.resolve("journal"),
                        "-Drollcall.service=payments-api",
                        // Tomcat leaves a folder there.
                        "-Djava.io.tmpdir=" + files,
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        mainClass)
                .redirectError(Redirect.INHERIT);
        // Not on the command line, which everybody on the machine can read.
        command.environment().put("ROLLCALL_TOKEN", token);
        process = command.start();
    }

    /**
     * Waits until the API listens.
     *
     * @throws IOException when it ends before
     */
    void awaitReady() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                port = Integer.parseInt(line.substring(READY.length()));
                return;
            }
        }
        throw new IOException("the API did not start");
    }

    int port() {
        return port;
    }

    /** Completes when the process has ended. */
    CompletableFuture<?> ended() {
        return process.onExit();
    }

    /** Stops it as a deployment would, so that the agent can write down what it still holds. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException("the API had to be killed");
        }
    }

    /** Ends it at once, whatever it is doing. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
