package dev.rollcall.core.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and directories that only their owner can read, from their first moment on.
 *
 * <p>The one place of the journal that uses java.nio.file: java.io can neither see permissions nor make a file with them, and
 * would have to take the owner's own away for a moment to be rid of the others'. Runs at the first event, when the application
 * has long chosen its file system.
 */
final class OwnerOnly {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /**
     * Makes the directory that processes share, or checks the one that is there.
     *
     * @throws IOException when it cannot be made, or is somebody else's: the temporary directory is open to all, and another
     *     user may have put a directory or a link of that name there first
     */
    static void root(File directory) throws IOException {
        Path path = directory.toPath();
        if (!Files.isDirectory(path)) {
            try {
                Files.createDirectories(path, attributes(path, DIRECTORY));
            } catch (FileAlreadyExistsException taken) {
                throw new IOException(directory + " is not a directory and cannot be made one", taken);
            }
        } else if (isTemporary(directory)) {
            if (Files.isSymbolicLink(path)) {
                throw new IOException(directory + " is a link");
            }
            // Only its owner may change it, so that this fails when it is not ours. One that is right is not touched:
            // other
            // processes are at work in it.
            if (hasPermissions(path)
                    && !DIRECTORY.containsAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS))) {
                Files.setPosixFilePermissions(path, DIRECTORY);
            }
        }
    }

    /** A directory that the user has named and made stays as it is. */
    private static boolean isTemporary(File directory) throws IOException {
        File parent = directory.getAbsoluteFile().getParentFile();
        String temporary = System.getProperty("java.io.tmpdir");
        return parent != null
                && temporary != null
                && parent.getCanonicalFile().equals(new File(temporary).getCanonicalFile());
    }

    /** Makes a directory that is not there yet. */
    static void directory(File directory) throws IOException {
        Path path = directory.toPath();
        Files.createDirectory(path, attributes(path, DIRECTORY));
    }

    /** Makes an empty file that is not there yet. */
    static void file(File file) throws IOException {
        Path path = file.toPath();
        Files.createFile(path, attributes(path, FILE));
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return hasPermissions(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
