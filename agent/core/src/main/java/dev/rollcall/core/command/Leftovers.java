package dev.rollcall.core.command;

import java.io.File;
import java.io.PrintStream;

/** What lies in the journal's directory, for when nobody can be asked. */
final class Leftovers {
    private static final String SET_ASIDE = "set-aside";
    private static final int DEEPEST = 3;

    private Leftovers() {}

    /** Two lines at most; nothing when there is nothing. */
    static void print(File directory, PrintStream to) {
        long bytes = bytes(directory, DEEPEST);
        if (bytes > 0) {
            to.println(directory + " holds " + HumanUnits.bytes(bytes) + " of events and what belongs to them;"
                    + " an agent that is started with the same directory delivers what is left.");
        }
        File aside = new File(directory, SET_ASIDE);
        long asideBytes = bytes(aside, 1);
        if (asideBytes > 0) {
            to.println(
                    aside + " holds " + HumanUnits.bytes(asideBytes) + " of events that an endpoint refused for good.");
        }
    }

    private static long bytes(File directory, int deep) {
        File[] files = deep == 0 ? null : directory.listFiles();
        long sum = 0;
        if (files != null) {
            for (File file : files) {
                sum += file.isDirectory() ? bytes(file, deep - 1) : file.length();
            }
        }
        return sum;
    }
}
