package dev.rollcall.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.pipeline.Loss;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own with a journal, for tests that kill it; and what such a JVM does. */
final class JournalProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    /** Starts one that does what {@link #main} says. */
    JournalProcess(Path root, String work) throws IOException {
        this(List.of(), root, work);
    }

    JournalProcess(List<String> before, Path root, String work) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                JournalProcess.class.getName(),
                root.toString(),
                work));
        process = new ProcessBuilder(command)
                .redirectError(Redirect.DISCARD)
                .redirectInput(Redirect.PIPE)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** The next line it printed, or null at its end. */
    String line() throws IOException {
        return out.readLine();
    }

    /** All that is still to come. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** Lets it end by itself. */
    void stop() throws IOException {
        process.getOutputStream().close();
    }

    /** As kill -9. */
    void kill() throws InterruptedException {
        // The handle leaves open what the process has printed.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        // The handle leaves open what the process has printed.
        process.toHandle().destroyForcibly();
    }

    /** Arguments: the root, and {@code write}, {@code adopt}, {@code cut} or {@code full}. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        switch (arguments[1]) {
            case "write":
                write(root);
                break;
            case "adopt":
                adopt(root);
                break;
            case "cut":
                cut(root);
                break;
            default:
                full(root);
                break;
        }
        System.exit(0);
    }

    /** Adds events and now and then prints how many there are. */
    private static void write(Path root) {
        Notebook notebook = new Notebook(Notebook.settings(root, 256 << 20, Notebook.DAY), "pay", Notebook.ENDPOINT);
        System.out.println(notebook.instance.text());
        for (int count = 0; ; count += 97) {
            notebook.requests(97, 300);
            notebook.round();
            System.out.println(count + 97);
            System.out.flush();
        }
    }

    /** Delivers what dead processes left, until standard input ends; prints a line for each batch. */
    private static void adopt(Path root) throws Exception {
        Notebook notebook = new Notebook(Notebook.settings(root, 1 << 20, Notebook.DAY), "pay", Notebook.ENDPOINT);
        Thread end = new Thread(() -> {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
                in.readLine();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            notebook.reader(0).wake();
        });
        end.setDaemon(true);
        end.start();
        System.out.println("ready");
        while (true) {
            JournalBatch batch = notebook.reader(0).next(600_000);
            if (batch == null) {
                break;
            }
            System.out.println(Notebook.ids(List.of(batch)).get(0));
            notebook.reader(0).done(batch);
        }
    }

    /** Cuts its own file short while it is mapped; prints the requests that were taken, delivered, damaged and that wait. */
    private static void cut(Path root) throws Exception {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        int taken = notebook.requests(100, 300);
        try (FileChannel file = FileChannel.open(notebook.segments().get(0), StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
        for (int i = 0; i < 2000; i++) {
            try {
                notebook.requests(1, 300);
                notebook.round();
            } catch (InternalError surfacesLate) {
                // The drain thread counts the event as lost, if it was in one, and goes on.
            }
        }
        taken = (int) (notebook.waiting(0));
        notebook.endBatch();
        long delivered =
                notebook.deliver(0).stream().mapToInt(JournalBatch::size).sum();
        System.out.println(taken + " " + delivered + " " + notebook.lost(0, Loss.DAMAGED) + " " + notebook.waiting(0));
        Files.writeString(root.resolve("said"), notebook.said());
        if (notebook.reader(0).lost(EventKind.ROLLUP, Loss.DAMAGED) != 0) {
            throw new IllegalStateException("no rollup was ever there");
        }
    }

    /** Adds and delivers; prints the requests that were delivered, and the size of the files. */
    private static void full(Path root) throws IOException {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(500, 300);
        notebook.endBatch();
        long delivered =
                notebook.deliver(0).stream().mapToInt(JournalBatch::size).sum();
        System.out.println(delivered + " " + notebook.segments().size());
        System.out.println(notebook.said().replace('\n', ' '));
    }
}
