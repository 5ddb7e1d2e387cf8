package dev.rollcall.core.options;

import org.jspecify.annotations.Nullable;

/** The table of options as text for a terminal and as Markdown for a page. */
public final class OptionsHelp {
    private static final int COLUMN = 36;

    private OptionsHelp() {}

    /** What {@code --help} prints about options; ends in a line break. */
    public static String text() {
        StringBuilder text = new StringBuilder(4096);
        text.append("Options, each as a system property, an environment variable (ROLLCALL_BATCH_AGE),\n")
                .append("an agent argument (batch.age=2s) or a line in the file named by rollcall.config;\n")
                .append("the first of these places that has one wins.\n");
        for (Option.Group group : Option.Group.values()) {
            if (group == Option.Group.HIDDEN) {
                continue;
            }
            text.append('\n').append(group.title()).append('\n');
            for (Option option : Option.values()) {
                if (option.group() == group) {
                    appendLine(text, option);
                }
            }
        }
        return text.toString();
    }

    private static void appendLine(StringBuilder text, Option option) {
        int start = text.length();
        String defaultText = option.defaultText();
        text.append("  ").append(option.propertyName());
        if (defaultText != null) {
            text.append('=').append(defaultText);
        }
        do {
            text.append(' ');
        } while (text.length() - start < COLUMN);
        text.append(option.help().replace("`", "")).append('\n');
        if (!option.choices().isEmpty()) {
            text.append(" ".repeat(COLUMN))
                    .append(String.join(", ", option.choices()))
                    .append('\n');
        }
    }

    /** The tables of {@code docs/configuration.md}, one a group; ends in a line break. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(8192);
        for (Option.Group group : Option.Group.values()) {
            if (group == Option.Group.HIDDEN) {
                continue;
            }
            page.append("### ").append(group.title()).append("\n\n");
            page.append("| option | environment variable | takes | default | meaning |\n");
            page.append("| --- | --- | --- | --- | --- |\n");
            for (Option option : Option.values()) {
                if (option.group() == group) {
                    appendRow(page, option);
                }
            }
            page.append('\n');
        }
        page.setLength(page.length() - 1);
        return page.toString();
    }

    private static void appendRow(StringBuilder page, Option option) {
        page.append("| `")
                .append(option.propertyName())
                .append("` | `")
                .append(option.environmentName())
                .append("` | ")
                .append(takes(option))
                .append(" | ")
                .append(code(option.defaultText()))
                .append(" | ")
                .append(option.help())
                .append(" |\n");
    }

    private static String takes(Option option) {
        OptionType type = option.type();
        if (type == OptionType.CHOICE) {
            return "`" + String.join("`, `", option.choices()) + "`";
        }
        if (type == OptionType.CHOICES) {
            return "list of `" + String.join("`, `", option.choices()) + "`";
        }
        if (type == OptionType.NUMBER || type == OptionType.DURATION || type == OptionType.SIZE) {
            return type.noun() + ", " + OptionValue.written(type, option.min()) + " to "
                    + OptionValue.written(type, option.max());
        }
        return type.noun();
    }

    private static String code(@Nullable String text) {
        return text == null ? "none" : "`" + text + "`";
    }
}
