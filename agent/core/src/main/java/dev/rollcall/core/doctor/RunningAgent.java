package dev.rollcall.core.doctor;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An agent that has said in the journal's directory that it is there, as {@code doctor} sees it from outside. */
public final class RunningAgent {
    /**
     * A running agent touches its file once a minute. Its process is no sign: one in another container cannot be seen, and in a
     * container that was restarted process 1 is there again, and is another.
     */
    private static final long UNTOUCHED_MILLIS = 5 * 60_000L;

    private final Path file;
    private final long pid;
    private final String service;
    private final String version;
    private final long sinceMillis;
    private @Nullable Path question;

    private RunningAgent(Path file, Properties about) {
        this.file = file;
        this.pid = Long.parseLong(about.getProperty("pid", "0"));
        this.service = about.getProperty("service", "?");
        this.version = about.getProperty("version", "?");
        this.sinceMillis = Long.parseLong(about.getProperty("since", "0"));
    }

    /**
     * The agents that have said so, those of processes that are gone left out, by process number.
     *
     * @param root {@code rollcall.journal.dir}
     */
    public static List<RunningAgent> in(File root) {
        List<RunningAgent> agents = new ArrayList<>();
        File[] files = new File(root, Desk.FOLDER).listFiles((dir, name) -> name.endsWith(Desk.AGENT));
        if (files != null) {
            for (File file : files) {
                RunningAgent agent = read(file);
                if (agent != null && agent.isThere()) {
                    agents.add(agent);
                }
            }
        }
        agents.sort(Comparator.comparingLong(RunningAgent::pid));
        return agents;
    }

    private static @Nullable RunningAgent read(File file) {
        Properties about = new Properties();
        try (InputStream in = new FileInputStream(file)) {
            about.load(in);
            return new RunningAgent(file.toPath(), about);
        } catch (IOException | IllegalArgumentException notOne) {
            return null;
        }
    }

    private boolean isThere() {
        return System.currentTimeMillis() - file.toFile().lastModified() < UNTOUCHED_MILLIS;
    }

    /** Whether a process of its number can be seen; then it is worth waiting for. */
    public boolean isVisible() {
        return ProcessHandle.of(pid).isPresent();
    }

    public long pid() {
        return pid;
    }

    public String service() {
        return service;
    }

    /** The agent's version. */
    public String version() {
        return version;
    }

    /** When it found its server, in milliseconds since 1970. */
    public long sinceMillis() {
        return sinceMillis;
    }

    /** Puts the question; {@link #answer} has the answer a little later. */
    public void ask() throws IOException {
        Path asked = sibling(UUID.randomUUID().toString(), Desk.ASK);
        PrivateFile.write(asked, new byte[0]);
        question = asked;
    }

    /** Its report, or null as long as there is none. Once it was read it is gone. */
    public @Nullable String answer() throws IOException {
        Path asked = question;
        if (asked == null) {
            return null;
        }
        String name = asked.getFileName().toString();
        Path answer = asked.resolveSibling(name.substring(0, name.length() - Desk.ASK.length()) + Desk.ANSWER);
        if (!Files.exists(answer)) {
            return null;
        }
        String text = new String(Files.readAllBytes(answer), StandardCharsets.UTF_8);
        Files.deleteIfExists(answer);
        question = null;
        return text;
    }

    /** Takes a question back that was not answered. */
    public void giveUp() throws IOException {
        Path asked = question;
        if (asked != null) {
            Files.deleteIfExists(asked);
            question = null;
        }
    }

    private Path sibling(String word, String suffix) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - Desk.AGENT.length()) + '.' + word + suffix);
    }
}
