package dev.rollcall.chaos.experiments;

import dev.rollcall.chaos.Stand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Commands that start a server where the disk is not what it should be. A mount is made in a namespace of the server's own
 * (Linux, {@code unshare}), so that it is gone with the server, however that ends, and needs no root where users may have
 * namespaces.
 */
final class Launchers {
    private Launchers() {}

    /** With a tmpfs of its own on this directory; the options are those of {@code mount}. */
    static List<String> withMount(Path directory, String options) {
        return List.of(
                "unshare",
                "--mount",
                "--map-root-user",
                "sh",
                "-c",
                "mount -t tmpfs -o " + options + " rollcall-chaos '" + directory + "' && exec \"$@\"",
                "sh");
    }

    /** With a limit on the size of each of its files, in blocks of 512 bytes; anybody may have that. */
    static List<String> withFileLimit(int blocks) {
        return List.of("sh", "-c", "ulimit -f " + blocks + " && exec \"$@\"", "sh");
    }

    /** Whether a server can be given a mount of its own here. */
    static boolean canMount(Stand stand) {
        Path probe = stand.directory().resolve("probe");
        try {
            Files.createDirectories(probe);
            List<String> command = new java.util.ArrayList<>(withMount(probe, "size=1m"));
            command.add("true");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
