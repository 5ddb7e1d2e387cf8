package dev.rollcall.overhead.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The results as Markdown: a section for each server, a table for each group of metrics, a row for each contender. */
public final class Table {
    private final Results results;
    private final List<String> order;
    private final String base;

    /**
     * A view of results.
     *
     * @param order the titles of the contenders
     * @param base the one of them that all are compared with; when it was not measured, there are no ratios
     */
    public Table(Results results, List<String> order, String base) {
        this.results = results;
        this.order = order;
        this.base = base;
    }

    /** All of it. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        for (String server : results.servers()) {
            for (Metric.Group group : Metric.Group.values()) {
                List<Metric> metrics = Arrays.stream(Metric.values())
                        .filter(metric -> metric.group() == group && isMeasured(server, metric))
                        .toList();
                if (!metrics.isEmpty()) {
                    text.append("### ").append(server).append(": ").append(lowerFirst(group.title()));
                    text.append("\n\n").append(table(server, metrics)).append('\n');
                }
            }
        }
        return text.toString();
    }

    private boolean isMeasured(String server, Metric metric) {
        return order.stream()
                .anyMatch(
                        contender -> !results.series(server, contender, metric).isEmpty());
    }

    private String table(String server, List<Metric> metrics) {
        StringBuilder text = new StringBuilder("|  |");
        metrics.forEach(metric -> text.append(' ').append(metric.title()).append(" |"));
        text.append("\n| :--- |").append(" ---: |".repeat(metrics.size())).append('\n');
        for (String contender : order) {
            if (results.contenders(server).contains(contender)) {
                List<String> cells = new ArrayList<>();
                metrics.forEach(metric -> cells.add(cell(server, contender, metric)));
                text.append("| ").append(contender).append(" | ").append(String.join(" | ", cells));
                text.append(" |\n");
            }
        }
        return text.toString();
    }

    /** For example {@code 4.61 (4.55-4.70) x1.024}: median, least and most, ratio of the median to that of the base. */
    private String cell(String server, String contender, Metric metric) {
        Series series = results.series(server, contender, metric);
        if (series.isEmpty()) {
            return "";
        }
        String text = number(series.median(), metric);
        if (series.least() < series.most()) {
            text += " (" + number(series.least(), metric) + "-" + number(series.most(), metric) + ")";
        }
        Series bases = results.series(server, base, metric);
        // What the compilers still have to do is chance, and a ratio of it says nothing.
        boolean comparable = metric != Metric.CPU_COMPILERS && !contender.equals(base);
        if (comparable && !bases.isEmpty() && bases.median() > 0) {
            double ratio = series.median() / bases.median();
            text += String.format(Locale.ROOT, ratio < 2 ? " **x%.3f**" : " **x%.1f**", ratio);
        }
        return text;
    }

    private static String number(double value, Metric metric) {
        return String.format(Locale.ROOT, "%,." + metric.decimals() + "f", value);
    }

    private static String lowerFirst(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
