package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.backend.query.RequestDetail;
import dev.rollcall.backend.query.RequestHistory;
import dev.rollcall.backend.query.RequestList;
import dev.rollcall.backend.query.RequestList.After;
import dev.rollcall.backend.query.RequestList.Sort;
import dev.rollcall.backend.query.RequestRow;
import dev.rollcall.backend.query.Scope;
import dev.rollcall.backend.query.TimeWindow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/requests}, {@code /api/requests.csv} and {@code /api/request}. */
final class RequestRoutes {
    private static final int MOST_ROWS = 500;
    private static final int USUAL_ROWS = 50;
    private static final int MOST_ROWS_OF_FILE = 100_000;

    /** How many requests of a file are asked for at a time. */
    private static final int ROWS_OF_FILE = 5000;

    private final Asker asker;

    RequestRoutes(Asker asker) {
        this.asker = asker;
    }

    void addTo(Router router) {
        router.add("GET", "/api/requests", Access.USER, this::list);
        router.add("GET", "/api/requests.csv", Access.USER, this::file);
        router.add("GET", "/api/request", Access.USER, this::detail);
    }

    private record Page(TimeWindow window, RequestHistory history) {}

    private void list(Call call) throws BadRequest, SQLException {
        RequestList list = wanted(call, call.number("limit", USUAL_ROWS, 1, MOST_ROWS));
        Page page = first(call, list);
        After next = page.history.next();
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, page.window);
            JsonFields.array(json, "requests", page.history.rows(), row -> RequestJson.fields(json, row));
            JsonFields.text(
                    json,
                    "next",
                    next == null ? null : new Place(next.value(), Long.toString(next.sequence())).encoded());
            json.writeEndObject();
        });
    }

    private Page first(Call call, RequestList list) throws BadRequest, SQLException {
        return asker.ask(
                call,
                asked -> new Page(
                        asked.window(), RequestHistory.ask(asked.reader(), asked.window(), asked.scope(), list)));
    }

    private static RequestList wanted(Call call, int limit) throws BadRequest {
        return new RequestList(
                sort(call),
                Asker.isDescending(call, true),
                Asker.text(call, "method"),
                number(call, "status_class", 1, 9),
                number(call, "status", 100, 999),
                Asker.text(call, "route"),
                Asker.text(call, "outcome"),
                Asker.text(call, "search"),
                limit,
                after(call));
    }

    private static @Nullable Integer number(Call call, String name, int least, int most) throws BadRequest {
        return Asker.text(call, name) == null ? null : Integer.valueOf(call.number(name, least, least, most));
    }

    private static Sort sort(Call call) throws BadRequest {
        String sort = Asker.text(call, "sort");
        if (sort == null) {
            return Sort.TIME;
        }
        return switch (sort) {
            case "time" -> Sort.TIME;
            case "duration" -> Sort.DURATION;
            case "size" -> Sort.SIZE;
            case "status" -> Sort.STATUS;
            default -> throw BadRequest.value("sort is not one of time, duration, size and status.");
        };
    }

    private static @Nullable After after(Call call) throws BadRequest {
        Place place = Place.of(call);
        if (place == null) {
            return null;
        }
        try {
            return new After(place.value(), Long.parseLong(String.valueOf(place.key())));
        } catch (NumberFormatException notOurs) {
            throw BadRequest.value("after is no place in this list; take it from next of the page before.");
        }
    }

    private void file(Call call) throws BadRequest, SQLException {
        RequestList list = wanted(call, ROWS_OF_FILE);
        Scope scope = Asker.scope(call);
        // Looked at before the first row is sent: a file that ends early is taken for all there is, and added up.
        long rows = asker.ask(call, asked -> RequestHistory.count(asked.reader(), asked.window(), asked.scope(), list));
        if (rows > MOST_ROWS_OF_FILE) {
            throw new BadRequest(
                    413,
                    "too_many_rows",
                    "These are more than " + MOST_ROWS_OF_FILE
                            + " requests, more than a file may have: choose a shorter"
                            + " time, one customer or one end point, or export a time to Parquet.");
        }
        Page first = first(call, list);
        Csv.asFile(call, "requests.csv");
        call.stream(Csv.CONTENT_TYPE, out -> {
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            Csv csv = new Csv(writer);
            csv.head(
                    "event_id",
                    "kind",
                    "count",
                    "ts",
                    "method",
                    "route",
                    "path",
                    "status",
                    "duration_us",
                    "request_bytes",
                    "response_bytes",
                    "outcome",
                    "error_type",
                    "threat",
                    "device",
                    "ai_agent",
                    "country",
                    "customer_id",
                    "customer_name",
                    "api");
            RequestHistory page = first.history;
            while (true) {
                for (RequestRow row : page.rows()) {
                    write(csv, row);
                }
                writer.flush();
                After next = page.next();
                if (next == null) {
                    return;
                }
                page = next(first.window, scope, list.from(next));
            }
        });
    }

    private RequestHistory next(TimeWindow window, Scope scope, RequestList list) throws IOException {
        try {
            return asker.ask(reader -> RequestHistory.ask(reader, window, scope, list));
        } catch (BadRequest | SQLException problem) {
            throw new IOException("the file ends too early", problem);
        }
    }

    private static void write(Csv csv, RequestRow row) throws IOException {
        csv.cell(row.eventId())
                .cell(row.kind())
                .cell(row.count())
                .cell(JsonFields.time(row.tsMicros()))
                .cell(row.method())
                .cell(row.route())
                .cell(row.path())
                .cell(row.status() == 0 ? null : Integer.valueOf(row.status()))
                .cell(row.durationMicros())
                .cell(row.requestBytes())
                .cell(row.responseBytes())
                .cell(row.outcome())
                .cell(row.errorType())
                .cell(row.threat())
                .cell(row.device())
                .cell(row.aiAgent())
                .cell(row.country())
                .cell(row.customerId())
                .cell(row.customerName())
                .cell(row.api())
                .end();
    }

    private void detail(Call call) throws BadRequest, SQLException {
        UUID id;
        try {
            id = UUID.fromString(call.required("id"));
        } catch (IllegalArgumentException notOne) {
            throw BadRequest.value("id is not the id of an event.");
        }
        RequestDetail detail = asker.ask(reader -> Optional.ofNullable(RequestDetail.ask(reader, id)))
                .orElseThrow(() ->
                        new BadRequest(404, "unknown_request", "There is no such request, or it is kept no more."));
        call.json(json -> {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : detail.fields().entrySet()) {
                write(json, field.getKey(), field.getValue());
            }
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, String name, Object value) throws IOException {
        switch (name) {
            case "ts" -> json.writeStringField("ts", JsonFields.time(((Number) value).longValue()));
            case "properties", "duration_buckets" -> {
                json.writeFieldName(name);
                json.writeRawValue(value.toString());
            }
            default -> {
                if (value instanceof Number number) {
                    json.writeNumberField(name, number.longValue());
                } else if (value instanceof Boolean truth) {
                    json.writeBooleanField(name, truth);
                } else {
                    json.writeStringField(name, value.toString());
                }
            }
        }
    }
}
