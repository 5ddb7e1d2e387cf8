package dev.rollcall.conformance.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a process prints, line by line; read by a thread of its own so that the process never waits for us. */
final class Output {
    /** A process that prints more than this is broken, and its first lines tell why. */
    private static final int MAX_LINES = 20_000;

    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    Output(String name, InputStream stream, Consumer<String> eachLine) {
        reader = new Thread(() -> read(stream, eachLine), name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream stream, Consumer<String> eachLine) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (lines) {
                    if (lines.size() < MAX_LINES) {
                        lines.add(line);
                    }
                }
                eachLine.accept(line);
            }
        } catch (IOException closed) {
            // The process is gone; what it printed before is kept.
        }
    }

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** To be called once the process is gone: what it printed last may not have been read yet. */
    void awaitEnd() throws InterruptedException {
        reader.join(60_000);
    }
}
