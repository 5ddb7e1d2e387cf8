package dev.rollcall.core.ship;

/**
 * The fixed codes of DEFLATE (RFC 1951, 3.2.6), ready to be written: in an {@code int}, how many bits in the lowest {@value
 * #COUNT_BITS} and the bits themselves above, the first one lowest.
 */
final class DeflateCodes {
    static final int COUNT_BITS = 5;
    static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

    /** The three bits before a block (3.2.3). */
    static final int LAST_BLOCK_WITH_FIXED_CODES = 0b011;

    /** For each byte. */
    static final int[] LITERALS = new int[256];

    static final int END_OF_BLOCK = code(0, 7);

    /** For each length of a repetition, from 3 to 258: its symbol and the extra bits. */
    static final int[] LENGTHS = new int[259];

    /** For each symbol of a distance, without the extra bits. */
    static final int[] DISTANCES = new int[30];

    private static final int LONGEST = 258;
    private static final int FIRST_LENGTH_SYMBOL = 257;

    static {
        for (int value = 0; value < LITERALS.length; value++) {
            LITERALS[value] = value < 144 ? code(0x30 + value, 8) : code(0x190 + value - 144, 9);
        }
        for (int length = 3; length < LONGEST; length++) {
            LENGTHS[length] = lengthCode(length);
        }
        // It has a symbol of its own, and could be written by another one too.
        LENGTHS[LONGEST] = symbolCode(285);
        for (int symbol = 0; symbol < DISTANCES.length; symbol++) {
            DISTANCES[symbol] = code(symbol, 5);
        }
    }

    private DeflateCodes() {}

    /** A Huffman code, which is written with its highest bit first (3.1.1). */
    private static int code(int code, int count) {
        return ((Integer.reverse(code) >>> (Integer.SIZE - count)) << COUNT_BITS) | count;
    }

    private static int symbolCode(int symbol) {
        return symbol < 280 ? code(symbol - 256, 7) : code(0xC0 + symbol - 280, 8);
    }

    /** Symbols come in fours: those of a four stand for twice as many lengths as those of the four before (3.2.5). */
    private static int lengthCode(int length) {
        int from3 = length - 3;
        int extraBits = from3 < 8 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(from3) - 3;
        int symbol = FIRST_LENGTH_SYMBOL + 4 * extraBits + (from3 >>> extraBits);
        int code = symbolCode(symbol);
        int extra = from3 & ((1 << extraBits) - 1);
        int count = code & COUNT_MASK;
        return (((extra << count) | (code >>> COUNT_BITS)) << COUNT_BITS) | (count + extraBits);
    }

    /** Symbols come in pairs: those of a pair stand for twice as many distances as those of the pair before (3.2.5). */
    static int distanceSymbol(int distance) {
        int from1 = distance - 1;
        if (from1 < 2) {
            return from1;
        }
        int highest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(from1);
        return 2 * highest + ((from1 >>> (highest - 1)) & 1);
    }

    static int distanceExtraBits(int symbol) {
        return symbol < 4 ? 0 : symbol / 2 - 1;
    }

    static int distanceExtra(int symbol, int distance) {
        return (distance - 1) & ((1 << distanceExtraBits(symbol)) - 1);
    }
}
