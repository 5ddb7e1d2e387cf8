package dev.rollcall.core.identity;

import dev.rollcall.core.journal.OwnerOnly;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key that API keys are hashed with: {@code rollcall.secret}, else a random one in a file of the owner's beside the
 * journal, made at the first start and shared by all processes of the user. Where no file can be had, one that lives as
 * long as the process; hashes then differ from one start to the next, which is said once.
 *
 * <p>Asked on the drain thread, with the first API key that is seen. Request threads may not touch a disk; they get what is
 * known, and ask for what is not.
 */
final class InstallSecret {
    static final String FILE = "secret";

    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final File directory;
    private final AgentLog log;
    private volatile byte @Nullable [] known;
    private volatile boolean wanted;

    InstallSecret(Options options, AgentLog log) {
        this.directory = options.journalDirectory();
        this.log = log;
        String configured = options.text(Option.SECRET);
        this.known = configured == null ? null : configured.getBytes(StandardCharsets.UTF_8);
    }

    /** The secret, as the bytes of a text: so {@code openssl dgst -sha256 -hmac} computes the same hashes. */
    byte[] bytes() {
        byte[] bytes = known;
        if (bytes == null) {
            bytes = made().getBytes(StandardCharsets.UTF_8);
            known = bytes;
        }
        return bytes;
    }

    /**
     * The secret, for a thread that may not wait for a disk.
     *
     * @throws SecretNotReady when the drain thread has to be asked first
     */
    byte[] knownBytes() {
        byte[] bytes = known;
        if (bytes == null) {
            wanted = true;
            throw new SecretNotReady();
        }
        return bytes;
    }

    /** Fetches the secret when another thread has asked for it in vain. */
    void fetchIfWanted() {
        if (wanted && known == null) {
            bytes();
        }
    }

    private String made() {
        try {
            return ofFile();
        } catch (IOException | RuntimeException problem) {
            log.error("The secret for hashing API keys cannot be kept in " + directory + " (" + problem
                    + "); hashes will differ after a restart. Set rollcall.secret or rollcall.journal.dir.");
            return random();
        }
    }

    private String ofFile() throws IOException {
        OwnerOnly.root(directory);
        Path file = directory.toPath().resolve(FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            create(file);
        }
        return read(file);
    }

    /** Written whole under another name first: a process that starts beside us must not read half of it. */
    private void create(Path file) throws IOException {
        Path parent = directory.toPath();
        boolean posix = parent.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownersFile = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Path draft = Files.createTempFile(parent, FILE, ".new", ownersFile);
        try {
            Files.write(draft, random().getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException otherProcess) {
            // It was faster; its secret is as good.
        } catch (UnsupportedOperationException noLinks) {
            Files.move(draft, file);
            return;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > 1000) {
            throw new IOException(file + " is not a file of ours");
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
            throw new IOException(file + " can be read by others");
        }
        String secret = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip();
        if (secret.length() < BYTES) {
            throw new IOException(file + " is too short");
        }
        return secret;
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        StringBuilder hex = new StringBuilder(2 * BYTES);
        for (byte b : bytes) {
            hex.append(Character.forDigit((b >> 4) & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
        }
        return hex.toString();
    }
}
