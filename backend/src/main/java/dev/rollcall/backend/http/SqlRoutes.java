package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.rollcall.backend.sql.JsonTree;
import dev.rollcall.backend.sql.SqlConsole;
import dev.rollcall.backend.sql.SqlConsole.Answer;
import dev.rollcall.backend.sql.SqlConsole.Column;
import dev.rollcall.backend.sql.SqlConsole.Nested;
import dev.rollcall.backend.sql.SqlRefused;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/sql} and {@code /api/sql/tables}. */
final class SqlRoutes {
    /** What a browser can hold in a number; larger ones become texts. */
    private static final long MOST_EXACT = 1L << 53;

    /** What may be such a number, or a part of a text. */
    private static final Pattern NO_NUMBER = Pattern.compile("nan|inf", Pattern.CASE_INSENSITIVE);

    private static final JsonFactory LENIENT = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final SqlConsole console;

    SqlRoutes(SqlConsole console) {
        this.console = console;
    }

    void addTo(Router router) {
        router.add("POST", "/api/sql", Access.USER, this::ask);
        router.add("GET", "/api/sql/tables", Access.USER, this::tables);
    }

    private void ask(Call call) throws BadRequest, IOException, SQLException {
        if (!(JsonTree.field(PreferenceRoutes.body(call), "query") instanceof String query)) {
            throw new BadRequest(400, "bad_body", "Send {\"query\": \"select ...\"}.");
        }
        Answer answer;
        try {
            answer = console.ask(query);
        } catch (SqlRefused refused) {
            throw new BadRequest(400, "bad_sql", String.valueOf(refused.getMessage()));
        }
        call.json(json -> {
            json.writeStartObject();
            columns(json, answer.columns());
            json.writeArrayFieldStart("rows");
            for (List<@Nullable Object> row : answer.rows()) {
                json.writeStartArray();
                for (Object value : row) {
                    write(json, value);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeBooleanField("truncated", answer.truncated());
            json.writeNumberField("elapsed_ms", answer.elapsedMillis());
            json.writeEndObject();
        });
    }

    private static void columns(JsonGenerator json, List<Column> columns) throws IOException {
        JsonFields.array(json, "columns", columns, column -> {
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type());
        });
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Long number && Math.abs(number) <= MOST_EXACT) {
            json.writeNumber(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Nested nested) {
            nested(json, nested.json());
        } else {
            json.writeString(value.toString());
        }
    }

    /** The engine writes numbers into its JSON that JSON does not have; nobody could read the whole answer for one of them. */
    private static void nested(JsonGenerator json, String text) throws IOException {
        if (!NO_NUMBER.matcher(text).find()) {
            json.writeRawValue(text);
            return;
        }
        try (JsonParser parser = LENIENT.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && parser.isNaN()) {
                    json.writeNull();
                } else if (parser.currentToken().isNumeric()) {
                    // As it stands: neither rounded nor written in another way.
                    json.writeNumber(parser.getText());
                } else {
                    json.copyCurrentEvent(parser);
                }
            }
        }
    }

    private void tables(Call call) throws SQLException {
        Map<String, List<Column>> tables = console.tables();
        call.json(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("tables");
            for (Map.Entry<String, List<Column>> table : tables.entrySet()) {
                json.writeStartObject();
                json.writeStringField("name", table.getKey());
                columns(json, table.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
