package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The blocks of a PEM file (RFC 7468): {@code -----BEGIN label-----}, Base64, {@code -----END label-----}. What stands
 * between blocks is commentary, as {@code openssl} writes it.
 */
final class Pem {
    private static final int MAX_BYTES = 4 << 20;

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private Pem() {}

    /** One block; its content may be a secret. */
    static final class Block {
        private final String label;
        private final byte[] content;

        Block(String label, byte[] content) {
            this.label = label;
            this.content = content;
        }

        /** For example {@code CERTIFICATE}. */
        String label() {
            return label;
        }

        /** Not to be changed. */
        byte[] content() {
            return content;
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read, or is longer than 4 MB; the message is the reason alone
     */
    static List<Block> read(File file) throws IOException {
        byte[] bytes;
        try (InputStream in = new FileInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("it is longer than 4MB");
        }
        return blocks(new String(bytes, ISO_8859_1));
    }

    /** The blocks of a text, in order. One that does not end, or is no Base64, is left out; an unreadable key is no key. */
    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        int from = text.indexOf(BEGIN);
        while (from >= 0) {
            int labelEnd = text.indexOf(DASHES, from + BEGIN.length());
            if (labelEnd < 0) {
                break;
            }
            String label = text.substring(from + BEGIN.length(), labelEnd);
            int end = text.indexOf(END + label + DASHES, labelEnd);
            if (end < 0) {
                break;
            }
            byte[] content = content(text.substring(labelEnd + DASHES.length(), end));
            if (content.length > 0) {
                blocks.add(new Block(label, content));
            }
            from = text.indexOf(BEGIN, end);
        }
        return blocks;
    }

    private static byte[] content(String base64) {
        // An encrypted key of old begins with "Proc-Type: 4,ENCRYPTED" and an empty line; the decoder passes over what
        // is no
        // Base64, so its content is rubbish, but only the label of such a block is looked at.
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
