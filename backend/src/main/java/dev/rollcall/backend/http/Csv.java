package dev.rollcall.backend.http;

import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV (RFC 4180). Texts come from strangers and are opened in spreadsheets: one that begins like a formula gets an apostrophe in front.
 */
final class Csv {
    /**
     * In much of Europe a semicolon separates cells, and a quote in the middle of a line does not quote: then a cell begins behind a line
     * break in a text as well, and quotes at its beginning are taken away.
     */
    private static final Pattern AFTER_SEPARATOR = Pattern.compile("(?<=[;\\t\\r\\n])(?=\"*[=+\\-@])");

    static final String CONTENT_TYPE = "text/csv; charset=utf-8";

    private final Writer out;
    private boolean atStart = true;

    Csv(Writer out) {
        this.out = out;
    }

    /** Says that the answer of a call is a file of that name. */
    static void asFile(Call call, String name) {
        call.response().getHeaders().put(HttpHeader.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    }

    Csv cell(@Nullable String text) throws IOException {
        separate();
        if (text == null || text.isEmpty()) {
            return this;
        }
        String safe = AFTER_SEPARATOR
                .matcher(startsFormula(text.charAt(0)) ? "'" + text : text)
                .replaceAll("'");
        if (safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')) {
            out.write('"');
            out.write(safe.replace("\"", "\"\""));
            out.write('"');
        } else {
            out.write(safe);
        }
        return this;
    }

    Csv cell(@Nullable Number number) throws IOException {
        separate();
        if (number != null) {
            out.write(number.toString());
        }
        return this;
    }

    /** Ends the line. */
    void end() throws IOException {
        out.write("\r\n");
        atStart = true;
    }

    /** Writes a line of names. */
    void head(String... names) throws IOException {
        for (String name : names) {
            cell(name);
        }
        end();
    }

    private void separate() throws IOException {
        if (!atStart) {
            out.write(',');
        }
        atStart = false;
    }

    private static boolean startsFormula(char c) {
        return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
    }
}
