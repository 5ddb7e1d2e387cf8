package dev.rollcall.core.identity;

/** How many ids a rule has found. Immutable. */
public final class RuleHits {
    private final String rule;
    private final long hits;

    RuleHits(String rule, long hits) {
        this.rule = rule;
        this.hits = hits;
    }

    /** The rule as the user wrote it. */
    public String rule() {
        return rule;
    }

    public long hits() {
        return hits;
    }
}
