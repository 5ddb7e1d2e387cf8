package dev.rollcall.core.route;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A segment of a route that is neither a plain name nor one plain variable, such as <code>{id:\d+}</code> or {@code *.html}. */
final class SegmentPattern {
    static final SegmentPattern NONE = new SegmentPattern("", Pattern.compile("(?!)"));

    private static final int MAX_SEGMENT = 512;

    private final String source;
    private final Pattern pattern;

    private SegmentPattern(String source, Pattern pattern) {
        this.source = source;
        this.pattern = pattern;
    }

    /** Whether the segment of a route stands for itself. */
    static boolean isLiteral(String segment) {
        return segment.indexOf('{') < 0 && segment.indexOf('*') < 0 && segment.indexOf('?') < 0;
    }

    /** Whether the segment of a route is one variable without a regular expression. */
    static boolean isPlainVariable(String segment) {
        return segment.startsWith("{")
                && segment.indexOf('}') == segment.length() - 1
                && segment.indexOf(':') < 0
                && segment.indexOf('*') < 0;
    }

    /** Reads a segment; one with a broken regular expression matches what a variable would. */
    static SegmentPattern of(String segment) {
        try {
            return new SegmentPattern(segment, Pattern.compile(translated(segment)));
        } catch (PatternSyntaxException broken) {
            return new SegmentPattern(segment, Pattern.compile("[^/]+"));
        }
    }

    private static String translated(String segment) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < segment.length()) {
            char c = segment.charAt(i);
            if (c == '{') {
                int end = closingBrace(segment, i);
                int colon = segment.indexOf(':', i);
                boolean expression = colon > 0 && colon < end;
                regex.append("(?:")
                        .append(expression ? segment.substring(colon + 1, end) : ".+")
                        .append(')');
                i = end;
            } else if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
            i++;
        }
        return regex.toString();
    }

    private static int closingBrace(String segment, int open) {
        int depth = 0;
        for (int i = open; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return segment.length();
    }

    boolean isFor(String segment) {
        return source.equals(segment);
    }

    /** Whether the segment of a path matches; one that takes too long to tell does not. */
    boolean matches(String segment) {
        if (segment.length() > MAX_SEGMENT) {
            return false;
        }
        try {
            return pattern.matcher(new PatientText(segment, new int[1])).matches();
        } catch (PatienceLost | StackOverflowError hostile) {
            return false;
        }
    }

    /**
     * A text that may be looked at only so often. The expression is the application's and the path is a stranger's: one
     * that backtracks without end would otherwise hold the thread that all events pass through.
     */
    private static final class PatientText implements CharSequence {
        private static final int MAX_LOOKS = 50_000;

        private final CharSequence text;
        private final int[] looks;

        PatientText(CharSequence text, int[] looks) {
            this.text = text;
            this.looks = looks;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks[0] > MAX_LOOKS) {
                throw new PatienceLost();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new PatientText(text.subSequence(start, end), looks);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class PatienceLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        PatienceLost() {
            super(null, null, false, false);
        }
    }
}
