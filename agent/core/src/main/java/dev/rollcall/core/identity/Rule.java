package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import org.jspecify.annotations.Nullable;

/** One way to find an id in what is known of an exchange. Confined to one thread at a time. */
abstract class Rule {
    private static final int NONE = -1;

    private final String text;
    private final CustomerKind kind;
    private @Nullable Rule nameRule;
    private int requestSlot = NONE;
    private int responseSlot = NONE;

    /**
     * Makes a rule.
     *
     * @param text as the user wrote it
     * @param kind what its ids usually name
     */
    Rule(String text, CustomerKind kind) {
        this.text = text;
        this.kind = kind;
    }

    /** Says that the rule finds nothing where a request header is absent. */
    final void needsRequestHeader(int slot) {
        requestSlot = slot;
    }

    /** Says that the rule finds nothing where a response header is absent. */
    final void needsResponseHeader(int slot) {
        responseSlot = slot;
    }

    /**
     * Whether the rule can find anything at all. Most rules look at a header that most calls do not have; not even asking
     * those is what keeps a long list cheap.
     */
    final boolean applies(Record record) {
        if (requestSlot != NONE) {
            return record.requestHeaderLength(requestSlot) > 0;
        }
        return responseSlot == NONE || record.responseHeaderLength(responseSlot) > 0;
    }

    /** The value as found, not yet checked; null when there is none, or when two differ. */
    abstract @Nullable String find(Record record);

    /** As the user wrote it; an event names its source so. */
    final String text() {
        return text;
    }

    /** What the id that was just found names. */
    CustomerKind kind(Record record) {
        return kind;
    }

    /** What its ids name as a rule. */
    final CustomerKind usualKind() {
        return kind;
    }

    /** Where what this rule finds has its name for people, if anywhere. */
    final void namedBy(Rule rule) {
        nameRule = rule;
    }

    /** The checked id with all that belongs to it, or null. */
    @Nullable
    Hit hit(Record record, Ids ids) {
        String id = ids.clean(find(record));
        return id == null ? null : new Hit(id, name(record, ids), kind(record), text);
    }

    /** The checked id as that of the user who acts, or null. */
    @Nullable
    String endUser(Record record, Ids ids) {
        return ids.clean(find(record));
    }

    private @Nullable String name(Record record, Ids ids) {
        Rule rule = nameRule;
        return rule == null || !rule.applies(record) ? null : ids.clean(rule.find(record));
    }
}
