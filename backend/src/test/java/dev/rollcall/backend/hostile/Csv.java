package dev.rollcall.backend.hostile;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV as spreadsheets do (RFC 4180), and refuses what they would guess at. */
final class Csv {
    private Csv() {}

    /**
     * The rows with their cells.
     *
     * @throws AssertionError when a quote stands where none may
     */
    static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        int at = 0;
        while (at < csv.length()) {
            if (csv.charAt(at) == '"') {
                at = quoted(csv, at + 1, cell);
            } else {
                while (at < csv.length() && ",\r\n".indexOf(csv.charAt(at)) < 0) {
                    if (csv.charAt(at) == '"') {
                        throw new AssertionError("a quote inside a cell without quotes, at " + at);
                    }
                    cell.append(csv.charAt(at++));
                }
            }
            row.add(cell.toString());
            cell.setLength(0);
            char end = at < csv.length() ? csv.charAt(at) : '\n';
            if (end == '\r' && at + 1 < csv.length() && csv.charAt(at + 1) == '\n') {
                at++;
                end = '\n';
            }
            if (end == '\n') {
                rows.add(row);
                row = new ArrayList<>();
            } else if (end != ',') {
                throw new AssertionError("behind a cell stands " + (int) end + ", at " + at);
            } else if (at + 1 == csv.length()) {
                row.add("");
            }
            at++;
        }
        if (!row.isEmpty()) {
            rows.add(row);
        }
        return rows;
    }

    private static int quoted(String csv, int from, StringBuilder cell) {
        int at = from;
        while (at < csv.length()) {
            char c = csv.charAt(at++);
            if (c != '"') {
                cell.append(c);
            } else if (at < csv.length() && csv.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else {
                return at;
            }
        }
        throw new AssertionError("a cell in quotes without an end, from " + from);
    }
}
