package dev.rollcall.core.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Paths that are not reported: {@code *} stands for anything within a segment, {@code **} for anything at all, {@code ?} for
 * one character, and a slash and two stars at the end also for the path before them: {@code /internal/**} covers {@code /internal}.
 */
public final class PathGlobs {
    private static final String EVERYTHING_BELOW = "/**";

    private final String[] globs;

    /** The globs as written in {@code rollcall.exclude}. */
    public PathGlobs(List<String> globs) {
        List<String> all = new ArrayList<>();
        for (String glob : globs) {
            all.add(glob);
            if (glob.endsWith(EVERYTHING_BELOW) && glob.length() > EVERYTHING_BELOW.length()) {
                all.add(glob.substring(0, glob.length() - EVERYTHING_BELOW.length()));
            }
        }
        this.globs = all.toArray(new String[0]);
    }

    /** Whether there is no glob, and so no path that is covered. */
    boolean isEmpty() {
        return globs.length == 0;
    }

    /** Whether any glob covers the path. Takes at most the product of both lengths in steps. */
    public boolean match(String path) {
        for (String glob : globs) {
            if (covers(glob, path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(String glob, String path) {
        // The classic walk with one mark to come back to, once for each kind of star; the wider star takes over from
        // the narrower one, since whatever the narrow one could still try, the wide one after it has tried.
        int g = 0;
        int p = 0;
        int starGlob = -1;
        int starPath = 0;
        int wideGlob = -1;
        int widePath = 0;
        while (p < path.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                if (g + 1 < glob.length() && glob.charAt(g + 1) == '*') {
                    g += 2;
                    wideGlob = g;
                    widePath = p;
                    starGlob = -1;
                } else {
                    g++;
                    starGlob = g;
                    starPath = p;
                }
            } else if (g < glob.length()
                    && (glob.charAt(g) == path.charAt(p) || (glob.charAt(g) == '?' && path.charAt(p) != '/'))) {
                g++;
                p++;
            } else if (starGlob >= 0 && path.charAt(starPath) != '/') {
                p = ++starPath;
                g = starGlob;
            } else if (wideGlob >= 0) {
                p = ++widePath;
                g = wideGlob;
                starGlob = -1;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
