package dev.rollcall.backend.sql;

import dev.rollcall.backend.ingest.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the engine's own syntax tree of a question, and lets through what is known to be harmless: one query, of the views of
 * the console, with functions that are listed. Whatever is not known is refused, also what a later engine adds.
 *
 * <p>A name of a common table expression counts only where SQL has it in scope: elsewhere the same name would be that of a table.
 */
final class SqlCheck {
    /** The views of the console. */
    static final Set<String> TABLES = Set.of("events", "requests", "customer_days");

    /** They give rows one by one; as functions of one row, the first two would make lists of any length. */
    private static final Set<String> TABLE_FUNCTIONS = Set.of("range", "generate_series", "unnest");

    private static final Set<String> FUNCTIONS = functions();

    private static final Set<String> EXPRESSIONS = Set.of(
            "BETWEEN",
            "CASE",
            "CAST",
            "COLLATE",
            "COLUMN_REF",
            "COMPARISON",
            "CONJUNCTION",
            "CONSTANT",
            "FUNCTION",
            "OPERATOR",
            "POSITIONAL_REFERENCE",
            "STAR",
            "SUBQUERY",
            "TYPE",
            "WINDOW");

    /** Nodes of queries, tables and what changes a result; and the directions of an order. */
    private static final Set<String> NODES = Set.of(
            "SELECT_NODE",
            "SET_OPERATION_NODE",
            "CTE_NODE",
            "BASE_TABLE",
            "JOIN",
            "SUBQUERY",
            "EXPRESSION_LIST",
            "EMPTY",
            "EMPTY_FROM",
            "TABLE_FUNCTION",
            "ORDER_MODIFIER",
            "LIMIT_MODIFIER",
            "LIMIT_PERCENT_MODIFIER",
            "DISTINCT_MODIFIER",
            "ORDER_DEFAULT",
            "ASCENDING",
            "DESCENDING",
            "DEFAULT");

    /** They make longer texts of texts: one over the other, a few of them fill any memory. */
    private static final Set<String> GROWING =
            Set.of("||", "concat", "concat_ws", "replace", "regexp_replace", "string_agg", "group_concat", "listagg");

    private static final Pattern OWN_NAME =
            Pattern.compile("(?!duckdb_|pg_|sqlite_|information_schema|pragma_)[a-z_][a-z0-9_]*");

    /** They hold what they are given: one in the other, each doubles what the one before holds. */
    private static final Set<String> HOLDING = Set.of("list_value", "row", "struct_pack");

    private static final int MOST_GROWING_ARGUMENTS = 12;
    private static final int MOST_HELD = 20;
    private static final int MOST_REPLACEMENT = 8;

    private int growingArguments;
    private int held;

    private SqlCheck() {}

    /**
     * Checks the tree of a text.
     *
     * @param tree what {@code json_serialize_sql} made, as {@link JsonTree} reads it
     * @throws SqlRefused when it is not let through
     */
    static void check(@Nullable Object tree) throws SqlRefused {
        if (!Boolean.FALSE.equals(JsonTree.field(tree, "error"))) {
            String message = JsonTree.text(tree, "error_message");
            boolean isOther = JsonTree.text(tree, "error_type").equals("not implemented");
            throw new SqlRefused(isOther || message.isEmpty() ? "Only SELECT is taken here." : firstLine(message));
        }
        if (!(JsonTree.field(tree, "statements") instanceof List<?> statements) || statements.size() != 1) {
            throw new SqlRefused("One query at a time, please.");
        }
        Object statement = statements.get(0);
        if (JsonTree.field(statement, "named_param_map") instanceof List<?> parameters && !parameters.isEmpty()) {
            throw new SqlRefused("Parameters are not taken here; write the values into the query.");
        }
        new SqlCheck().check(JsonTree.field(statement, "node"), Set.of());
    }

    static String firstLine(String message) {
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.length() > 500 ? line.substring(0, 500) : line;
    }

    private void check(@Nullable Object value, Set<String> names) throws SqlRefused {
        if (value instanceof List<?> list) {
            for (Object element : list) {
                check(element, names);
            }
        } else if (value instanceof Map<?, ?> node) {
            checkNode(node, names);
        }
    }

    private void checkNode(Map<?, ?> node, Set<String> names) throws SqlRefused {
        Set<String> inScope = names;
        if (node.get("class") instanceof String expression) {
            if (!EXPRESSIONS.contains(expression)) {
                throw new SqlRefused("Expressions of the sort " + expression + " are not taken here.");
            }
            if (expression.equals("CONSTANT")) {
                return;
            }
            if (expression.equals("TYPE") && !isPlain(node, "type_name")) {
                throw new SqlRefused("Types are named without a schema here.");
            }
            if (expression.equals("FUNCTION") || expression.equals("WINDOW")) {
                checkFunction(node, FUNCTIONS);
            }
        } else if (node.get("type") instanceof String type) {
            if (!NODES.contains(type)) {
                throw new SqlRefused(type + " is not taken here.");
            }
            switch (type) {
                case "BASE_TABLE" -> checkTable(node, names);
                case "TABLE_FUNCTION" -> {
                    checkTableFunction(node, names);
                    return;
                }
                case "CTE_NODE" -> {
                    check(node.get("query"), names);
                    inScope = with(names, ownName(JsonTree.text(node, "cte_name")));
                }
                default -> {
                    // Nothing beside what is in it.
                }
            }
        }
        if (node.get("cte_map") instanceof Map<?, ?> expressions) {
            inScope = checkCommonTables(expressions, inScope);
        }
        for (Map.Entry<?, ?> field : node.entrySet()) {
            Object name = field.getKey();
            // The tables in front were looked at above, with fewer names in scope.
            if (!"cte_map".equals(name)) {
                check(field.getValue(), inScope);
            }
        }
    }

    private Set<String> checkCommonTables(Map<?, ?> expressions, Set<String> names) throws SqlRefused {
        Set<String> inScope = names;
        if (expressions.get("map") instanceof List<?> all) {
            for (Object one : all) {
                Object expression = JsonTree.field(one, "value");
                check(expression, inScope);
                inScope = with(inScope, ownName(JsonTree.text(one, "key")));
            }
        }
        return inScope;
    }

    private void checkTable(Map<?, ?> table, Set<String> names) throws SqlRefused {
        String name = name(JsonTree.text(table, "table_name"));
        if (!isPlain(table, "table_name") || !(names.contains(name) || TABLES.contains(name))) {
            throw new SqlRefused(
                    "There is no table " + Shown.of(name) + " here; there are events, requests and customer_days.");
        }
    }

    private void checkTableFunction(Map<?, ?> table, Set<String> names) throws SqlRefused {
        if (!(table.get("function") instanceof Map<?, ?> function)) {
            throw new SqlRefused("This table function is not taken here.");
        }
        checkFunction(function, TABLE_FUNCTIONS);
        for (Map.Entry<?, ?> field : function.entrySet()) {
            check(field.getValue(), names);
        }
        for (Map.Entry<?, ?> field : table.entrySet()) {
            if (!"function".equals(field.getKey())) {
                check(field.getValue(), names);
            }
        }
    }

    /** Whether a name stands alone, with no schema and no catalogue before it, in each of the forms that the tree has for that. */
    private static boolean isPlain(Map<?, ?> node, String field) {
        for (String before : new String[] {"schema", "catalog", "schema_name", "catalog_name"}) {
            if (!JsonTree.text(node, before).isEmpty()) {
                return false;
            }
        }
        return !(JsonTree.field(node.get("qualified_name"), "path") instanceof List<?> path)
                || path.equals(List.of(JsonTree.text(node, field)));
    }

    private void checkFunction(Map<?, ?> function, Set<String> known) throws SqlRefused {
        String name = name(JsonTree.text(function, "function_name"));
        if (!isPlain(function, "function_name") || !known.contains(name)) {
            throw new SqlRefused("The function " + Shown.of(name) + " is not known or not taken here.");
        }
        if (HOLDING.contains(name)) {
            held += function.get("arguments") instanceof List<?> list ? list.size() : 0;
            if (held > MOST_HELD) {
                throw new SqlRefused(
                        "Lists and rows in one query can have at most " + MOST_HELD + " values altogether.");
            }
        }
        if (GROWING.contains(name)) {
            List<?> arguments = function.get("arguments") instanceof List<?> list ? list : List.of();
            growingArguments += arguments.size();
            if (growingArguments > MOST_GROWING_ARGUMENTS) {
                throw new SqlRefused("At most " + MOST_GROWING_ARGUMENTS + " texts can be put together in one query.");
            }
            if (name.endsWith("replace") && (arguments.size() < 3 || !isShortText(arguments.get(2)))) {
                throw new SqlRefused("What " + name + " puts in must be a text of at most " + MOST_REPLACEMENT
                        + " characters, written into the query.");
            }
        }
    }

    private static boolean isShortText(@Nullable Object argument) {
        return JsonTree.field(argument, "expression") instanceof Map<?, ?> expression
                && "CONSTANT".equals(expression.get("class"))
                && JsonTree.field(expression.get("literal"), "text") instanceof String text
                && text.length() <= MOST_REPLACEMENT;
    }

    /** Names of the engine's own tables and of files are not taken, so that nothing depends on whose name comes first. */
    private static String ownName(String name) throws SqlRefused {
        String lower = name(name);
        if (!OWN_NAME.matcher(lower).matches()) {
            throw new SqlRefused("The name " + Shown.of(name) + " is not taken after WITH; use letters, digits and _.");
        }
        return lower;
    }

    private static String name(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Set<String> with(Set<String> names, String name) {
        Set<String> more = new HashSet<>(names);
        more.add(name);
        return more;
    }

    private static Set<String> functions() {
        try (InputStream file = SqlCheck.class.getResourceAsStream("functions.txt")) {
            if (file == null) {
                throw new IllegalStateException("functions.txt is missing in the jar");
            }
            Set<String> names = new HashSet<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> names.addAll(List.of(line.trim().split("\\s+", -1))));
            names.remove("");
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
