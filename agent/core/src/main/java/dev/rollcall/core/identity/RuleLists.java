package dev.rollcall.core.identity;

import dev.rollcall.core.options.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the values of the options that hold rules; a rule that makes no sense is told and left out. */
final class RuleLists {
    /** A rule whose value becomes a property of every event. */
    static final class NamedRule {
        final String name;
        final Rule rule;

        NamedRule(String name, Rule rule) {
            this.name = name;
            this.rule = rule;
        }
    }

    private static final int MAX_PROPERTY_NAME = 64;
    private static final int MAX_SHOWN = 100;

    private final Needs needs;
    private final List<String> problems = new ArrayList<>();

    RuleLists(Needs needs) {
        this.needs = needs;
    }

    /** One sentence for every rule that was left out. */
    List<String> problems() {
        return problems;
    }

    /** The rules of a list, in which {@code default} stands for the given rules and {@code none} for nothing. A list
     * of nothing but mistakes is the default list, as a bad value of any option is its default. */
    List<Rule> rules(Option option, @Nullable String value, List<String> defaults) {
        List<Rule> rules = new ArrayList<>();
        int problemsBefore = problems.size();
        List<String> texts = split(value == null ? "default" : value);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (text.equals("default")) {
                addAll(rules, option, i, defaults);
            } else if (!text.equals("none")) {
                add(rules, option, i, text, false);
            }
        }
        if (rules.isEmpty() && problems.size() > problemsBefore) {
            // A slip must not make every customer unidentified.
            problems.add(option.propertyName() + " has no rule that can be used. Using default.");
            addAll(rules, option, 0, defaults);
        }
        return rules;
    }

    private void addAll(List<Rule> rules, Option option, int number, List<String> defaults) {
        for (String byDefault : defaults) {
            add(rules, option, number, byDefault, true);
        }
    }

    private void add(List<Rule> rules, Option option, int number, String text, boolean byDefault) {
        Rule rule = parse(option, number, text, 0, byDefault);
        if (rule != null) {
            rules.add(rule);
        }
    }

    /** The rules of {@code name=rule} pairs. */
    List<NamedRule> namedRules(Option option, @Nullable String value) {
        List<NamedRule> rules = new ArrayList<>();
        List<String> texts = split(value == null ? "" : value);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            int equals = text.indexOf('=');
            String name = equals < 0 ? "" : text.substring(0, equals).strip();
            if (!isPropertyName(name)) {
                problem(
                        option,
                        i,
                        text,
                        0,
                        "a property needs a name of letters, digits, dots, dashes and underscores; write name=rule");
                continue;
            }
            Rule rule = parse(option, i, text.substring(equals + 1).strip(), equals + 1, false);
            if (rule != null) {
                rules.add(new NamedRule(name, rule));
            }
        }
        return rules;
    }

    private @Nullable Rule parse(Option option, int number, String text, int offset, boolean byDefault) {
        try {
            return RuleParser.parse(text, needs, byDefault);
        } catch (RuleMistake mistake) {
            problem(option, number, text, offset + mistake.position(), String.valueOf(mistake.getMessage()));
            return null;
        }
    }

    private void problem(Option option, int number, String text, int position, String message) {
        String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
        problems.add(option.propertyName() + ", rule " + (number + 1) + " (" + shown + "), position " + (position + 1)
                + ": " + message + (message.endsWith("?") ? "" : ".") + " The rule is left out.");
    }

    static boolean isPropertyName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '-'
                    || c == '_';
            if (!fits) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= MAX_PROPERTY_NAME;
    }

    /** Splits at commas, but not at those in brackets or double quotes: {@code path:/a/(\d{1,3})} is one rule. */
    static List<String> split(String value) {
        List<String> texts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i <= value.length(); i++) {
            char c = i < value.length() ? value.charAt(i) : ',';
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            }
            if (i >= value.length() || (c == ',' && depth <= 0 && !quoted)) {
                String text = value.substring(from, Math.min(i, value.length())).strip();
                if (!text.isEmpty()) {
                    texts.add(text);
                }
                from = i + 1;
                depth = 0;
            }
        }
        return texts;
    }
}
