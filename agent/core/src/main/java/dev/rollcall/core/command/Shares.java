package dev.rollcall.core.command;

/** Parts of a whole in tenths of a percent that add up to exactly 100.0. */
final class Shares {
    private static final int WHOLE = 1000;

    private Shares() {}

    /**
     * Rounds by largest remainder: everyone gets what is certain, and the tenths that are left go to those who were cut the
     * most. All zero when there is nothing to share.
     *
     * @param counts not negative
     * @return tenths of a percent, in the order of the counts
     */
    static int[] tenths(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        int[] tenths = new int[counts.length];
        if (sum == 0) {
            return tenths;
        }
        double[] rests = new double[counts.length];
        int given = 0;
        for (int i = 0; i < counts.length; i++) {
            double exact = (double) counts[i] * WHOLE / sum;
            tenths[i] = (int) exact;
            rests[i] = exact - tenths[i];
            given += tenths[i];
        }
        for (; given < WHOLE; given++) {
            int next = 0;
            for (int i = 1; i < rests.length; i++) {
                if (rests[i] > rests[next]) {
                    next = i;
                }
            }
            tenths[next]++;
            rests[next] = -1;
        }
        return tenths;
    }
}
