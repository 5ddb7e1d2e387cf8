package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+1       | '=1+1",
                "-1+1       | '-1+1",
                "a;=1+1     | a;'=1+1",
                "a;-1;+2;@x | a;'-1;'+2;'@x",
                "=a;=b      | '=a;'=b",
                "a;b        | a;b",
                "a-b=c      | a-b=c",
                "a,;=1      | \"a,;'=1\"",
                "a\";=1     | \"a\"\";'=1\"",
                "a;\"=1;b   | \"a;'\"\"=1;b\"",
            })
    void a_text_of_a_stranger_is_no_formula_whatever_separates_cells(String text, String cell) throws Exception {
        StringWriter file = new StringWriter();
        new Csv(file).cell(text).end();

        assertThat(file).hasToString(cell + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\n\"", "\n\"\"\""})
    void a_line_of_a_text_is_no_formula_where_a_quote_does_not_keep_lines_together(String lineBreak) throws Exception {
        StringWriter file = new StringWriter();
        new Csv(file).cell("a" + lineBreak + "=1+1;b").end();

        String quotes = lineBreak.replaceAll("[\r\n]", "").replace("\"", "\"\"");
        assertThat(file).hasToString("\"a" + lineBreak.replace("\"", "") + '\'' + quotes + "=1+1;b\"\r\n");
    }

    @Test
    void a_number_is_a_number_whatever_its_sign() throws Exception {
        StringWriter file = new StringWriter();
        new Csv(file).cell(-7).cell(-1.5).cell((Number) null).end();

        assertThat(file).hasToString("-7,-1.5,\r\n");
    }
}
