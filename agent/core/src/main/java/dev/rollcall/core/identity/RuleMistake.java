package dev.rollcall.core.identity;

/** A rule that makes no sense: where, why, and what would be right. */
final class RuleMistake extends Exception {
    private static final long serialVersionUID = 1;

    private final int position;

    /**
     * Tells a mistake.
     *
     * @param position where in the rule, from 0
     * @param message why, and behind a semicolon what would be right; without a full stop
     */
    RuleMistake(int position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    /** Where in the rule, from 0. */
    int position() {
        return position;
    }
}
