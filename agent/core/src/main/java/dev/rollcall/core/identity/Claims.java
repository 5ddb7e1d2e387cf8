package dev.rollcall.core.identity;

import org.jspecify.annotations.Nullable;

/**
 * The claims of one token, by the numbers of {@link Tokens#claim}, with what rules have made of them: both depend on nothing but
 * the token, and are remembered together. Confined to one thread at a time.
 */
final class Claims {
    /** Those of a text that is no token of ours. */
    static final Claims NONE = new Claims(new @Nullable String[0]);

    private final @Nullable String[] values;
    private final @Nullable Hit[] hits;

    /** The values are not copied. */
    Claims(@Nullable String[] values) {
        this.values = values;
        this.hits = new @Nullable Hit[values.length];
    }

    /** How many claims are asked for. */
    int size() {
        return values.length;
    }

    /** The value of a claim, or null. */
    @Nullable
    String get(int claim) {
        return values[claim];
    }

    /** What the rule of that text found in a claim before; null when that is not known. */
    @Nullable
    Hit hit(int claim, String rule) {
        Hit hit = hits[claim];
        return hit != null && hit.source().equals(rule) ? hit : null;
    }

    /** Keeps what a rule has found in a claim, instead of what another rule has. */
    void keep(int claim, Hit hit) {
        hits[claim] = hit;
    }
}
