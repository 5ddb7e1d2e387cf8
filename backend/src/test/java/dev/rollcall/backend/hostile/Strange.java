package dev.rollcall.backend.hostile;

import static dev.rollcall.backend.hostile.TextField.json;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A text that wants to be something else: markup, a formula, a query, an event of a stream.
 *
 * @param text as it is sent
 * @param cell as a file for spreadsheets has it: whatever separates cells and lines there, none begins like a formula
 */
public record Strange(String text, String cell) {
    /** All of them. */
    public static final List<Strange> ALL = List.of(
            same("<img src=x onerror=alert(1)>"),
            same("\"><script>alert(1)</script>"),
            same("</title><svg onload=alert(1)>"),
            same("javascript:alert(1)//"),
            same("{{7*7}}${7*7}#{7*7}"),
            same("'; DROP TABLE event; --"),
            same("\u202egnp.exe"),
            same("%00%0d%0aSet-Cookie: x=1"),
            new Strange("=1+1", "'=1+1"),
            new Strange("=HYPERLINK(\"//x\",\"y\")", "'=HYPERLINK(\"//x\",\"y\")"),
            new Strange("+1+1", "'+1+1"),
            new Strange("-2+3", "'-2+3"),
            new Strange("@SUM(1+1)", "'@SUM(1+1)"),
            new Strange("a;=1+1;@b", "a;'=1+1;'@b"),
            new Strange("a;\"=1+1;b", "a;'\"=1+1;b"),
            // From here on with control characters, which no id may have.
            new Strange("\t=1+1", "'\t'=1+1"),
            new Strange("\r=1+1", "'\r'=1+1"),
            new Strange("\n=1+1", "\n'=1+1"),
            new Strange("a\n=1+1;b", "a\n'=1+1;b"),
            new Strange("a\r\n\"@b\",\"-c", "a\r\n'\"@b\",\"-c"),
            same("a\n\nevent: request\ndata: {}\n\n"),
            same("\u001b[31mred\u0007"));

    private static Strange same(String text) {
        return new Strange(text, text);
    }

    /** A request with it in every field, and in a property. */
    public String request(String id, String time) {
        return event(id, time, "\"event\":\"api_request\"");
    }

    /** Two requests that were counted together, with it in every field, and in a property. */
    public String rollupOfTwo(String id, String time) {
        return event(
                id,
                time,
                "\"event\":\"api_request_rollup\",\"count\":2,\"duration_us\":240,\"duration_buckets\":[70,2]");
    }

    private String event(String id, String time, String kind) {
        return "{\"event_id\":\"" + id + "\",\"ts\":\"" + time + "\",\"status\":500," + kind + ',' + fields(any -> true)
                + ",\"properties\":{" + json(key()) + ':' + json(value()) + "}}";
    }

    /** What an agent tells of itself, with it in every text that there is. */
    public String status(String id, String time) {
        return "{\"event_id\":\"" + id + "\",\"ts\":\"" + time + "\",\"event\":\"agent_status\","
                + fields(field -> TextField.OF_AGENTS.contains(field.name()))
                + ",\"properties\":{\"woven\":" + json(woven()) + ',' + json("lost_" + key()) + ":3}}";
    }

    private String fields(Predicate<TextField> wanted) {
        return TextField.ALL.stream()
                .filter(wanted)
                .map(field -> json(field.name()) + ':' + json(in(field)))
                .collect(Collectors.joining(","));
    }

    String key() {
        return text + " of a name";
    }

    String value() {
        return text + " of a value";
    }

    String woven() {
        return text + " of woven";
    }

    /** Its own text in each field, so that one in the place of another is found out. */
    String in(TextField field) {
        return isTakenBy(field) ? text + " of " + field.name() : "number " + ALL.indexOf(this) + " of " + field.name();
    }

    /** The cell of {@link #in}. */
    String cellOf(TextField field) {
        return isTakenBy(field) ? cell + " of " + field.name() : in(field);
    }

    private boolean isTakenBy(TextField field) {
        return !field.id() || text.chars().noneMatch(Character::isISOControl);
    }
}
