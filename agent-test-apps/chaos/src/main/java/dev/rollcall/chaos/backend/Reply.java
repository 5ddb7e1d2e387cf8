package dev.rollcall.chaos.backend;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How one delivery is answered.
 *
 * @param ending how the answer goes out
 * @param status of the answer, if there is one
 * @param headers of the answer, as {@code Name: value}
 * @param body of the answer, JSON
 * @param stores which of the events are kept
 */
public record Reply(Ending ending, int status, List<String> headers, String body, Predicate<Told> stores) {
    /** How an answer goes out. */
    public enum Ending {
        WHOLE,
        /** Never: the connection stays open and silent. */
        SILENT,
        /** Not at all: the connection is reset. */
        RESET,
        /** Its first half, then the connection is closed. */
        CUT
    }

    private static final Predicate<Told> ALL = event -> true;
    private static final Predicate<Told> NONE = event -> false;

    /** All is stored. */
    public static Reply taken() {
        return new Reply(Ending.WHOLE, 202, List.of(), "{}", ALL);
    }

    /** Nothing is stored. */
    public static Reply refused(int status, String... headers) {
        return new Reply(Ending.WHOLE, status, List.of(headers), "{\"error\":\"status " + status + "\"}", NONE);
    }

    /** Nothing is stored, and nothing is ever said. */
    public static Reply silence() {
        return new Reply(Ending.SILENT, 0, List.of(), "", NONE);
    }

    /** Nothing is stored, and the connection is reset. */
    public static Reply reset() {
        return new Reply(Ending.RESET, 0, List.of(), "", NONE);
    }

    /** All is stored, but the sender cannot know it: only half of the answer comes. */
    public static Reply cut() {
        return new Reply(Ending.CUT, 202, List.of(), "{\"note\":\"the other half of this never comes\"}", ALL);
    }

    /** 200, but some events are refused for good and others are to be sent again. */
    public static Reply partly(Collection<Told> rejected, Collection<Told> retry) {
        String body = "{\"rejected\":["
                + rejected.stream()
                        .map(event -> "{\"event_id\":\"" + event.id() + "\",\"reason\":\"not of our world\"}")
                        .collect(Collectors.joining(","))
                + "],\"retry\":["
                + retry.stream().map(event -> "\"" + event.id() + "\"").collect(Collectors.joining(","))
                + "]}";
        Set<UUID> left = rejected.stream().map(Told::id).collect(Collectors.toSet());
        retry.forEach(event -> left.add(event.id()));
        return new Reply(Ending.WHOLE, 200, List.of(), body, event -> !left.contains(event.id()));
    }
}
