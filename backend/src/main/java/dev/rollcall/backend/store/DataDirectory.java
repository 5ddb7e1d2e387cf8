package dev.rollcall.backend.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The one directory in which a backend keeps everything. Held by a file lock, which the operating system lets go of when the process
 * dies, however it dies.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String OWNER_ONLY = "rwx------";

    private final Path path;
    private final RandomAccessFile lockFile;
    private final FileLock lock;

    private DataDirectory(Path path, RandomAccessFile lockFile, FileLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Takes a directory, and makes it when there is none.
     *
     * @throws DataDirectoryTaken when another process has it
     * @throws IOException when it cannot be made or written to
     */
    public static DataDirectory take(Path path) throws IOException, DataDirectoryTaken {
        Path directory = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            make(directory);
        }
        Path file = directory.resolve("lock");
        RandomAccessFile lockFile = new RandomAccessFile(file.toFile(), "rw");
        try {
            FileLock lock = tryLock(lockFile.getChannel());
            if (lock == null) {
                throw new DataDirectoryTaken(directory, Files.readString(file).trim());
            }
            lockFile.setLength(0);
            lockFile.write(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
            return new DataDirectory(directory, lockFile, lock);
        } catch (IOException | DataDirectoryTaken problem) {
            lockFile.close();
            throw problem;
        }
    }

    private static void make(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        } else {
            Files.createDirectories(directory);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ofThisProcess) {
            return null;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
