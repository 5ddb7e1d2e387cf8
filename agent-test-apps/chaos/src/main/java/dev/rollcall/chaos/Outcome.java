package dev.rollcall.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an experiment showed: figures for the table, and what should not have been. */
public final class Outcome {
    private static final int SHOWN = 3;

    private final String title;
    private final List<String[]> figures = new ArrayList<>();
    private final List<String> wrongs = new ArrayList<>();

    public Outcome(String title) {
        this.title = title;
    }

    /** One line of the table; {@code value} is a format of {@link String#format}. */
    public Outcome figure(String name, String value, Object... arguments) {
        figures.add(new String[] {name, String.format(Locale.ROOT, value, arguments)});
        return this;
    }

    /** What must hold; if it does not, the experiment failed. */
    public Outcome expect(boolean holds, String otherwise, Object... arguments) {
        if (!holds) {
            wrongs.add(String.format(Locale.ROOT, otherwise, arguments));
        }
        return this;
    }

    /** All of these must not be. */
    public Outcome expectNone(List<String> found) {
        wrongs.addAll(found.subList(0, Math.min(found.size(), SHOWN)));
        if (found.size() > SHOWN) {
            wrongs.add("and " + (found.size() - SHOWN) + " more of these");
        }
        return this;
    }

    public String title() {
        return title;
    }

    /** What should not have been, in words; empty when all is well. */
    public List<String> wrongs() {
        return List.copyOf(wrongs);
    }

    /** The outcome as rows of a Markdown table of three columns. */
    public String rows() {
        StringBuilder rows = new StringBuilder();
        row(rows, "**" + title + "**", "", wrongs.isEmpty() ? "as it should be" : "**FAILED**");
        for (String[] figure : figures) {
            row(rows, "", figure[0], figure[1]);
        }
        for (String wrong : wrongs) {
            row(rows, "", "wrong", wrong.replace('\n', ' '));
        }
        return rows.toString();
    }

    private static void row(StringBuilder rows, String first, String second, String third) {
        rows.append("| ")
                .append(first)
                .append(" | ")
                .append(second)
                .append(" | ")
                .append(third)
                .append(" |\n");
    }

    @Override
    public String toString() {
        return rows();
    }
}
