package dev.rollcall.core.doctor;

import dev.rollcall.core.journal.OwnerOnly;
import dev.rollcall.core.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the running agent can be asked how it is: a file {@code <journal.dir>/running/<name>.agent} says that it is there; a file
 * {@code <name>.<question>.ask} beside it is answered by {@code <name>.<question>.answer}. Only the owner can read and write
 * there.
 *
 * <p>Why files: {@code doctor} could attach to the JVM, but JDK 21 and later print four lines of warning into the application's
 * standard error for that, even for an agent that was there from the start, and a later JDK will refuse it.
 *
 * <p>A thread of its own, that looks twice a second: a disk that hangs, or an MBean server that does, holds nothing else up.
 */
public final class Desk implements Runnable {
    static final String FOLDER = "running";
    static final String AGENT = ".agent";
    static final String ASK = ".ask";
    static final String ANSWER = ".answer";

    private static final String UNFINISHED = ".new";
    /** The name of an agent, for a question the question's, and what it is. */
    private static final Pattern OURS =
            Pattern.compile("[0-9]+-[0-9a-f]+(\\.agent|\\.[0-9a-f-]+\\.(ask|answer|answer\\.new))");

    private static final long PAUSE_NANOS = 500_000_000;
    private static final int ROUNDS_BETWEEN_LOOKS = 10;
    private static final int ROUNDS_BETWEEN_TOUCHES = 120;
    /** What a killed process has left behind. */
    private static final long LEFT_BEHIND_MILLIS = 24 * 3_600_000L;

    private final File root;
    private final Path folder;
    private final String name;
    private final Properties about;
    private final Supplier<String> report;
    private final @Nullable Runnable chore;
    private final AgentLog log;
    private volatile boolean closed;
    private boolean open;

    /**
     * A desk that opens when its thread runs.
     *
     * @param root {@code rollcall.journal.dir}
     * @param service what the application is called
     * @param report writes the answer
     * @param chore something else to be done twice a second, or null
     */
    public Desk(
            File root,
            String service,
            String version,
            Supplier<String> report,
            @Nullable Runnable chore,
            AgentLog log) {
        long pid = ProcessHandle.current().pid();
        this.root = root;
        this.folder = root.toPath().resolve(FOLDER);
        // Two containers may share the directory, and both have a process 1.
        this.name = pid + "-" + Long.toHexString(System.nanoTime() ^ System.currentTimeMillis() << 20);
        this.report = report;
        this.chore = chore;
        this.log = log;
        this.about = new Properties();
        about.setProperty("pid", Long.toString(pid));
        about.setProperty("service", service);
        about.setProperty("version", version);
        about.setProperty("since", Long.toString(System.currentTimeMillis()));
    }

    @Override
    public void run() {
        for (int round = 0; !closed; round++) {
            boolean look = round % ROUNDS_BETWEEN_LOOKS == 0;
            boolean touch = round % ROUNDS_BETWEEN_TOUCHES == ROUNDS_BETWEEN_TOUCHES - 1;
            attempt(() -> round(look, touch));
            if (chore != null) {
                attempt(chore::run);
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
            // Whoever interrupts all threads does not mean this one, which could never park again.
            Thread.interrupted();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Nothing ends the desk: memory that was short for a moment, too, is there again later. */
    private void attempt(Step step) {
        try {
            step.run();
        } catch (Throwable problem) {
            try {
                log.debug("doctor cannot be answered through " + folder + ": " + problem);
            } catch (Throwable shortOfMemoryStill) {
                // The next round comes.
            }
        }
    }

    private Path agentFile() {
        return folder.resolve(name + AGENT);
    }

    /** Its files may be deleted, with the whole directory, while we run, or a disk may be writable only later. */
    private boolean isGone() {
        return !open || !Files.exists(agentFile(), LinkOption.NOFOLLOW_LINKS);
    }

    private void round(boolean look, boolean touch) throws IOException {
        if (look && isGone()) {
            open();
        }
        if (open) {
            answerAll();
        }
        if (open && touch) {
            // Whoever cannot see our process, in another container, sees by this that we are there.
            agentFile().toFile().setLastModified(System.currentTimeMillis());
        }
    }

    private synchronized void open() {
        open = false;
        try {
            OwnerOnly.root(root);
            OwnerOnly.folder(folder.toFile());
            tidy();
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            about.store(text, "A running Rollcall agent; doctor asks it here");
            PrivateFile.write(agentFile(), text.toByteArray());
            open = true;
            if (closed) {
                close();
            }
        } catch (IOException | RuntimeException problem) {
            log.debug("doctor has to attach, because " + folder + " cannot be used: " + problem);
        }
    }

    /** The folder may be one that the application has, too: only files that can be ours are deleted. */
    private void tidy() {
        long now = System.currentTimeMillis();
        File[] left = folder.toFile()
                .listFiles(file -> OURS.matcher(file.getName()).matches()
                        && Files.isRegularFile(file.toPath(), LinkOption.NOFOLLOW_LINKS)
                        && now - file.lastModified() > LEFT_BEHIND_MILLIS);
        if (left != null) {
            for (File file : left) {
                file.delete();
            }
        }
    }

    private void answerAll() throws IOException {
        String[] questions = folder.toFile().list((dir, file) -> file.startsWith(name + '.') && file.endsWith(ASK));
        if (questions == null) {
            return;
        }
        for (String question : questions) {
            Path answer = folder.resolve(question.substring(0, question.length() - ASK.length()) + ANSWER);
            Path unfinished = answer.resolveSibling(answer.getFileName() + UNFINISHED);
            Files.deleteIfExists(folder.resolve(question));
            PrivateFile.write(unfinished, report.get().getBytes(StandardCharsets.UTF_8));
            Files.move(unfinished, answer, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Takes its files away; the process is ending. Any thread. */
    public synchronized void close() {
        closed = true;
        File[] files = open ? folder.toFile().listFiles((dir, file) -> file.startsWith(name + '.')) : null;
        if (files != null) {
            for (File file : files) {
                file.delete();
            }
        }
    }
}
