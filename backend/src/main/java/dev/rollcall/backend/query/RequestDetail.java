package dev.rollcall.backend.query;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every field that is stored of one request.
 *
 * @param fields by name, in the order of the table; texts, whole numbers and booleans; {@code ts} in microseconds since 1970;
 *     {@code properties} and {@code duration_buckets} as JSON. What is not known is not in it.
 */
public record RequestDetail(Map<String, Object> fields) {
    private static final SqlFile SQL = new SqlFile("request");

    /** Asks for the request of that id; null when there is none. */
    public static @Nullable RequestDetail ask(Reader reader, UUID id) throws SQLException {
        List<RequestDetail> found = reader.all(new Query(SQL).set("id", id.toString()), row -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            ResultSetMetaData columns = row.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                Object value = row.getObject(i);
                if (value != null) {
                    fields.put(columns.getColumnName(i), value);
                }
            }
            return new RequestDetail(fields);
        });
        return found.isEmpty() ? null : found.get(0);
    }
}
