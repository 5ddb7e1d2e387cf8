package dev.rollcall.backend.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query on its way to the engine: a file, its pieces and its values. Texts are always sent as parameters. Numbers, times and
 * days are written into the SQL, because the engine passes over blocks of a table only for bounds that it knows when it plans.
 * Used by one thread, once.
 */
final class Query {
    private static final Pattern PIECE = Pattern.compile("\\$\\{([a-z_]+)}");
    private static final Pattern VALUE = Pattern.compile("(?<![:\\w]):([a-z_]+)");

    private final SqlFile file;
    private final Map<String, String> pieces = new HashMap<>();
    private final Map<String, Object> values = new HashMap<>();

    Query(SqlFile file) {
        this.file = file;
    }

    /** Puts a piece of SQL where the file has {@code ${name}}; pieces may have pieces and values of their own. */
    Query put(String name, String sql) {
        pieces.put(name, sql);
        return this;
    }

    /** Sets a text. */
    Query set(String name, String text) {
        values.put(name, text);
        return this;
    }

    /** Sets several texts, for {@code IN (:name)}; at least one. */
    Query set(String name, Collection<String> texts) {
        values.put(name, List.copyOf(texts));
        return this;
    }

    /** Sets a number. */
    Query set(String name, long number) {
        values.put(name, number);
        return this;
    }

    /** Sets a time, in microseconds since 1970. */
    Query setTime(String name, long micros) {
        values.put(name, new Time(micros));
        return this;
    }

    /** Sets a day. */
    Query set(String name, LocalDate day) {
        values.put(name, day);
        return this;
    }

    private record Time(long micros) {}

    /** What is sent. */
    record Prepared(String sql, List<String> parameters) {}

    Prepared prepared() {
        String sql = file.text();
        // A piece may hold another one, so look again until there is none.
        for (Matcher piece = PIECE.matcher(sql); piece.find(); piece = PIECE.matcher(sql)) {
            String name = piece.group(1);
            String text = pieces.get(name);
            if (text == null) {
                throw new IllegalStateException("${" + name + "} is not set");
            }
            sql = sql.replace("${" + name + "}", text);
        }
        List<String> parameters = new ArrayList<>();
        Matcher value = VALUE.matcher(sql);
        StringBuilder whole = new StringBuilder();
        while (value.find()) {
            value.appendReplacement(whole, Matcher.quoteReplacement(text(value.group(1), parameters)));
        }
        value.appendTail(whole);
        return new Prepared(whole.toString(), parameters);
    }

    private String text(String name, List<String> parameters) {
        Object value = values.get(name);
        if (value instanceof String text) {
            parameters.add(text);
            return "?";
        }
        if (value instanceof Long number) {
            return number.toString();
        }
        if (value instanceof Time time) {
            return "make_timestamp(" + time.micros + ")";
        }
        if (value instanceof LocalDate day) {
            return "DATE '" + day + "'";
        }
        if (value instanceof List<?> texts) {
            texts.forEach(text -> parameters.add(String.valueOf(text)));
            return "?" + ", ?".repeat(texts.size() - 1);
        }
        throw new IllegalStateException(":" + name + " is not set");
    }
}
