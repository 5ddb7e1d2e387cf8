package dev.rollcall.core.options;

import java.util.List;

/** How far two words are apart, to name the one that was meant. */
public final class Spelling {
    private Spelling() {}

    /** The word that is nearest to what was written; there must be at least one. */
    public static String nearest(String written, List<String> words) {
        String nearest = words.get(0);
        int least = Integer.MAX_VALUE;
        for (String word : words) {
            int distance = distance(written.length() > 60 ? written.substring(0, 60) : written, word);
            if (distance < least) {
                least = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** How many letters have to be changed, added, left out or swapped with their neighbour. */
    public static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int least = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, before[j - 2] + 1);
                }
                row[j] = least;
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[b.length()];
    }
}
