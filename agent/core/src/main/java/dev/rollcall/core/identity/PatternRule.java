package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code path:REGEX} and {@code host:REGEX}: the first group of the first match, or all of it when the expression has no
 * group. The expression is the operator's, the text is a stranger's: both its length and the steps of a match are bounded.
 */
final class PatternRule extends Rule {
    private static final int MAX_LENGTH = 2048;
    private static final int MAX_STEPS = 100_000;

    private final Matcher matcher;
    private final boolean host;
    private final Ids ids;

    PatternRule(String text, Pattern pattern, boolean host, Ids ids) {
        super(text, CustomerKind.ORG);
        this.matcher = pattern.matcher("");
        this.host = host;
        this.ids = ids;
    }

    @Override
    @Nullable
    String find(Record record) {
        String text = host ? record.host() : record.path();
        if (text == null || text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            if (!matcher.reset(new Counted(text)).find()) {
                return null;
            }
            return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
        } catch (TooManySteps | StackOverflowError runaway) {
            ids.refuse();
            return null;
        } finally {
            matcher.reset("");
        }
    }

    /** A text that may be looked at only so often: the one way to stop a match that backtracks without end. */
    private static final class Counted implements CharSequence {
        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManySteps extends RuntimeException {
        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }
}
