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
import java.nio.file.attribute.UserPrincipal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Makes files and directories that only their owner can read, from their first moment on.
 *
 * <p>The one place of the journal that uses java.nio.file, also for the secret and the desk beside it: java.io can neither see permissions nor make a file with them, and
 * would have to take the owner's own away for a moment to be rid of the others'. Runs at the first event, when the application
 * has long chosen its file system.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private OwnerOnly() {}

    /**
     * Makes the directory that processes share, or checks the one that is there.
     *
     * @throws IOException when it cannot be made, or is somebody else's: the temporary directory is open to all, and another
     *     user may have put a directory or a link of that name there first
     */
    public static void root(File directory) throws IOException {
        Path path = directory.toPath();
        if (!Files.isDirectory(path)) {
            try {
                Files.createDirectories(path, attributes(path, DIRECTORY));
            } catch (FileAlreadyExistsException taken) {
                throw new IOException(directory + " is not a directory and cannot be made one", taken);
            }
        }
        if (isTemporary(directory)) {
            refuseWhatIsNotOurs(path);
            // One that is right is not touched: other processes are at work in it.
            if (hasPermissions(path) && !DIRECTORY.containsAll(permissions(path))) {
                Files.setPosixFilePermissions(path, DIRECTORY);
            }
        }
    }

    /**
     * Makes a folder in a directory that {@link #root} has found good, or checks the one that is there; that one is left as it
     * is, because it may be the application's.
     *
     * @throws IOException when it cannot be made, is a link or somebody else's, or others may write to it
     */
    public static void folder(File folder) throws IOException {
        Path path = folder.toPath();
        try {
            Files.createDirectory(path, attributes(path, DIRECTORY));
        } catch (FileAlreadyExistsException there) {
            refuseWhatIsNotOurs(path);
            if (hasPermissions(path) && !Collections.disjoint(permissions(path), OTHERS_WRITE)) {
                throw new IOException(folder + " can be written to by others");
            }
        }
    }

    private static void refuseWhatIsNotOurs(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException(path + " is a link");
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is not a directory");
        }
        if (!path.getFileSystem().supportedFileAttributeViews().contains("owner")) {
            return;
        }
        UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
        UserPrincipal we;
        try {
            we = ownerOfNewFile(path);
        } catch (IOException cannotBeWritten) {
            // Nobody but its owner may do this, though it changes nothing; unless we are root, and even root cannot
            // write
            // there: then no stranger can have put it there either.
            if (hasPermissions(path)) {
                Files.setPosixFilePermissions(path, permissions(path));
            }
            return;
        }
        if (!owner.equals(we)) {
            throw new IOException(path + " belongs to " + owner + ", and this process is " + we);
        }
    }

    /**
     * Who we are. The name of the user that Java knows need not be that of the owner of our files; and root may do everything,
     * so that trying whether we may change a directory says nothing about whose it is. The file is made beside the directory:
     * within it, its owner could put another one in its place.
     */
    private static UserPrincipal ownerOfNewFile(Path path) throws IOException {
        Path beside = path.toAbsolutePath().getParent();
        Path probe = Files.createTempFile(beside == null ? path : beside, ".rollcall", null);
        try {
            return Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static Set<PosixFilePermission> permissions(Path path) throws IOException {
        return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** A directory that the user has named and made stays as it is. */
    private static boolean isTemporary(File directory) throws IOException {
        File parent = directory.getAbsoluteFile().getParentFile();
        String temporary = System.getProperty("java.io.tmpdir");
        return parent != null
                && temporary != null
                && parent.getCanonicalFile().equals(new File(temporary).getCanonicalFile());
    }

    /** Whether it is a directory itself, and not a link to one. */
    static boolean isDirectory(File directory) {
        return Files.isDirectory(directory.toPath(), LinkOption.NOFOLLOW_LINKS);
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
