package dev.rollcall.core.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The customers as a table for a terminal, a hundred columns wide. */
final class TopTable {
    static final String UNIDENTIFIED = "(unidentified)";
    static final String OVERFLOW = "(not told apart)";

    private static final int CUSTOMER_COLUMNS = 20;
    private static final int ROUTE_COLUMNS = 23;
    private static final int WIDTH = 100;
    private static final int TENTHS_OF_MANY_ERRORS = 50;

    private final CallTotals totals;
    private final Style style;
    private final Instant now;
    private final StringBuilder text = new StringBuilder();

    TopTable(CallTotals totals, Style style, Instant now) {
        this.totals = totals;
        this.style = style;
        this.now = now;
    }

    /** The table with at most so many customers, each line ended by a line break. */
    String render(String directory, int limit) {
        CustomerCalls total = totals.total();
        heading(directory, total);
        if (total.calls() == 0) {
            line("  No calls yet. They appear here as soon as an application with the agent answers a request.");
            return text.toString();
        }
        line(style.bold(columns("CUSTOMER", "CALLS", "SHARE", "ERRORS", "P50", "P95", "P99", "IN", "OUT", "LAST")
                + "  BUSIEST ROUTE"));
        List<CustomerCalls> rows = rows(limit);
        long[] calls = new long[rows.size()];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = rows.get(i).calls();
        }
        int[] shares = Shares.tenths(calls);
        for (int i = 0; i < calls.length; i++) {
            row(name(rows.get(i), limit), rows.get(i), shares[i]);
        }
        line(style.dim(" " + "-".repeat(WIDTH - 2)));
        row("total", total, 1000);
        if (totals.unreadable() > 0) {
            line(style.dim(" " + totals.unreadable() + " lines of the store could not be read and are not counted."));
        }
        return text.toString();
    }

    private void heading(String directory, CustomerCalls total) {
        int customers = totals.customers().size();
        StringBuilder heading = new StringBuilder(" Rollcall   ");
        if (total.calls() > 0) {
            heading.append(HumanUnits.count(total.calls()))
                    .append(total.calls() == 1 ? " call" : " calls")
                    .append(" of ")
                    .append(HumanUnits.count(customers))
                    .append(customers == 1 ? " customer" : " customers")
                    .append(" to ")
                    .append(services())
                    .append("   ");
        }
        line(style.bold(TerminalText.fit(heading.toString(), WIDTH).stripTrailing()));
        String since = totals.firstCall().isEmpty() ? "" : ", since " + clock(totals.firstCall());
        line(style.dim(TerminalText.fit(" " + TerminalText.safe(directory) + since, WIDTH)
                .stripTrailing()));
        line("");
    }

    private String services() {
        List<String> names = new ArrayList<>(totals.services());
        return names.size() > 3 ? names.size() + " services" : String.join(", ", names);
    }

    /** {@code 2026-08-01 12:30:00 UTC} of an RFC 3339 time. */
    private static String clock(String time) {
        return time.length() < 19 ? time : time.substring(0, 10) + ' ' + time.substring(11, 19) + " UTC";
    }

    /** Customers up to the limit, the others in one line, and those without a name, so that the shares add up. */
    private List<CustomerCalls> rows(int limit) {
        List<CustomerCalls> customers = totals.customers();
        List<CustomerCalls> rows = new ArrayList<>(customers.subList(0, Math.min(limit, customers.size())));
        if (customers.size() > limit) {
            rows.add(CallTotals.sum(customers.subList(limit, customers.size())));
        }
        if (totals.unidentified().calls() > 0) {
            rows.add(totals.unidentified());
        }
        if (totals.overflow().calls() > 0) {
            rows.add(totals.overflow());
        }
        return rows;
    }

    private String name(CustomerCalls row, int limit) {
        String id = row.id();
        if (id != null) {
            String name = row.name();
            return name == null || name.equals(id) ? id : name + " (" + id + ')';
        }
        if (row == totals.overflow()) {
            return OVERFLOW;
        }
        return row == totals.unidentified()
                ? UNIDENTIFIED
                : "(" + (totals.customers().size() - limit) + " others)";
    }

    private void row(String name, CustomerCalls row, int share) {
        int errors = row.calls() == 0 ? 0 : (int) Math.round(row.errors() * 1000.0 / row.calls());
        String shownErrors = row.errors() == 0 ? "-" : errors == 0 ? "<0.1%" : HumanUnits.percent(errors);
        String columns = columns(
                name,
                HumanUnits.count(row.calls()),
                HumanUnits.percent(share),
                shownErrors,
                HumanUnits.duration(row.percentileMicros(0.50)),
                HumanUnits.duration(row.percentileMicros(0.95)),
                HumanUnits.duration(row.percentileMicros(0.99)),
                HumanUnits.bytes(row.requestBytes()),
                HumanUnits.bytes(row.responseBytes()),
                ago(row.lastCall()));
        String route =
                "  " + TerminalText.fit(row.busiestRoute(), ROUTE_COLUMNS).stripTrailing();
        if (errors >= TENTHS_OF_MANY_ERRORS) {
            // The share before it may read the same; nothing behind it has a percent sign.
            int start = columns.lastIndexOf(shownErrors);
            int end = start + shownErrors.length();
            columns = columns.substring(0, start) + style.red(shownErrors) + columns.substring(end);
        }
        line(columns + style.dim(route));
    }

    private String ago(String time) {
        return time.isEmpty()
                ? ""
                : HumanUnits.ago(now.toEpochMilli() - Instant.parse(time).toEpochMilli());
    }

    private static String columns(
            String name,
            String calls,
            String share,
            String errors,
            String p50,
            String p95,
            String p99,
            String in,
            String out,
            String last) {
        return " " + TerminalText.fit(name, CUSTOMER_COLUMNS) + right(calls, 10) + right(share, 7) + right(errors, 7)
                + right(p50, 6) + right(p95, 6) + right(p99, 6) + right(in, 6) + right(out, 6) + right(last, 5);
    }

    private static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - text.length())) + text;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
