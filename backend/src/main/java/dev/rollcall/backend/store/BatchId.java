package dev.rollcall.backend.store;

/**
 * What a sender calls a batch, in the header {@code Rollcall-Batch}: which of its events these are, so that the same ones are taken
 * once, however they are cut into batches.
 *
 * @param instance the sending process
 * @param first the number of the first event in that process, from 0
 * @param count how many events, at least 1
 */
public record BatchId(String instance, long first, int count) {
    private static final int MAX_INSTANCE = 64;
    private static final int MAX_COUNT = 1 << 24;
    private static final long MAX_SEQUENCE = 1L << 53;

    /**
     * Reads the header.
     *
     * @throws IllegalArgumentException with a sentence for the sender when it is none
     */
    public static BatchId parse(String header) {
        int second = header.lastIndexOf(':');
        int first = second < 0 ? -1 : header.lastIndexOf(':', second - 1);
        if (first > 0 && first <= MAX_INSTANCE && isPlain(header, first)) {
            try {
                BatchId id = new BatchId(
                        header.substring(0, first),
                        Long.parseLong(header, first + 1, second, 10),
                        Integer.parseInt(header, second + 1, header.length(), 10));
                if (id.first >= 0 && id.first <= MAX_SEQUENCE && id.count >= 1 && id.count <= MAX_COUNT) {
                    return id;
                }
            } catch (NumberFormatException notNumbers) {
                throw bad();
            }
        }
        throw bad();
    }

    private static boolean isPlain(String text, int length) {
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException bad() {
        return new IllegalArgumentException(
                "Rollcall-Batch is not <instance>:<first sequence>:<count>, for example 8c1f0e5a7d42b1e1a6b3:2000:1000.");
    }

    /** The number after the last one. */
    public long end() {
        return first + count;
    }
}
