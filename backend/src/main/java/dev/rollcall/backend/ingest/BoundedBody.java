package dev.rollcall.backend.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a body, unpacked, and never more than allowed: a few bytes of gzip can unpack to gigabytes.
 *
 * @param bytes the body from 0 to before {@code length}
 * @param length how long it is
 */
public record BoundedBody(byte[] bytes, int length) {
    private static final int FIRST = 64 << 10;

    /**
     * Reads a body to its end.
     *
     * @param source what the client sends
     * @param encoding the header {@code Content-Encoding}, or null
     * @param maxBytes the most that is read, unpacked
     * @throws BadBody when it is larger, or cannot be unpacked
     * @throws IOException when the client breaks off
     */
    public static BoundedBody read(InputStream source, @Nullable String encoding, int maxBytes)
            throws IOException, BadBody {
        if (encoding == null || encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
            return read(source, maxBytes);
        }
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
            throw new BadBody(
                    415, "Content-Encoding " + Shown.of(encoding) + " is not known; send gzip, or nothing packed.");
        }
        try (InputStream unpacked = new GZIPInputStream(source, 8192)) {
            return read(unpacked, maxBytes);
        } catch (ZipException | EOFException notGzip) {
            throw new BadBody(400, "The body says it is gzip and cannot be unpacked; it may have been cut off.");
        }
    }

    private static BoundedBody read(InputStream source, int maxBytes) throws IOException, BadBody {
        byte[] bytes = new byte[Math.min(FIRST, maxBytes)];
        int length = 0;
        while (true) {
            int count = source.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return new BoundedBody(bytes, length);
            }
            length += count;
            if (length == bytes.length) {
                if (length == maxBytes) {
                    // Exactly as much as is allowed is allowed.
                    if (source.read() < 0) {
                        return new BoundedBody(bytes, length);
                    }
                    throw new BadBody(
                            413,
                            "The body is longer than " + maxBytes + " bytes unpacked; send fewer events at a time.");
                }
                bytes = Arrays.copyOf(bytes, (int) Math.min((long) length * 2, maxBytes));
            }
        }
    }
}
