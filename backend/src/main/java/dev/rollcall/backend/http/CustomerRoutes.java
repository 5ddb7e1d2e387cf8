package dev.rollcall.backend.http;

import dev.rollcall.backend.http.Asker.Asked;
import dev.rollcall.backend.query.CustomerList;
import dev.rollcall.backend.query.CustomerList.After;
import dev.rollcall.backend.query.CustomerList.Sort;
import dev.rollcall.backend.query.CustomerProfile;
import dev.rollcall.backend.query.CustomerRow;
import dev.rollcall.backend.query.Customers;
import dev.rollcall.backend.query.Scope;
import dev.rollcall.backend.query.TimeWindow;
import dev.rollcall.backend.query.Totals;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/customers}, {@code /api/customers.csv} and {@code /api/customer}. */
final class CustomerRoutes {
    private static final int MOST_ROWS = 200;
    private static final int USUAL_ROWS = 50;

    /** How many customers of a file are asked for at a time. */
    private static final int ROWS_OF_FILE = 1000;

    private final Asker asker;
    private final Preferences preferences;

    CustomerRoutes(Asker asker, Preferences preferences) {
        this.asker = asker;
        this.preferences = preferences;
    }

    void addTo(Router router) {
        router.add("GET", "/api/customers", Access.USER, this::list);
        router.add("GET", "/api/customers.csv", Access.USER, this::file);
        router.add("GET", "/api/customer", Access.USER, this::profile);
    }

    private record Page(TimeWindow window, Totals totals, long count, Customers customers) {}

    private void list(Call call) throws BadRequest, SQLException {
        CustomerList list = wanted(call, call.number("limit", USUAL_ROWS, 1, MOST_ROWS));
        Page page = asker.ask(call, apiOf(call), asked -> page(asked, list));
        Set<String> favourites = preferences.favourites(call.user().name());
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, page.window);
            CustomerJson.totals(json, page.totals);
            json.writeNumberField("total_customers", page.count);
            new CustomerJson(json, page.window, favourites).array("customers", page.customers.rows());
            JsonFields.text(json, "next", place(page.customers.next()));
            json.writeEndObject();
        });
    }

    private static Page page(Asked asked, CustomerList list) throws SQLException {
        Totals totals = Totals.ask(asked.reader(), asked.window(), asked.scope());
        return new Page(
                asked.window(),
                totals,
                list.isOfAll()
                        ? totals.customers()
                        : Customers.count(asked.reader(), asked.window(), asked.scope(), list),
                Customers.ask(asked.reader(), asked.window(), asked.scope(), list, totals.requests(), asked.today()));
    }

    private CustomerList wanted(Call call, int limit) throws BadRequest {
        Sort sort = sort(call);
        Place place = Place.of(call);
        return new CustomerList(
                sort,
                Asker.isDescending(call, sort != Sort.ID),
                Asker.text(call, "search"),
                Asker.flag(call, "favourites")
                        ? preferences.favourites(call.user().name())
                        : null,
                false,
                limit,
                place == null ? null : new After(place.value(), place.key()));
    }

    private static Sort sort(Call call) throws BadRequest {
        String sort = Asker.text(call, "sort");
        if (sort == null) {
            return Sort.REQUESTS;
        }
        return switch (sort) {
            case "id" -> Sort.ID;
            case "requests" -> Sort.REQUESTS;
            case "recent" -> Sort.RECENT;
            default -> throw BadRequest.value("sort is not one of id, requests and recent.");
        };
    }

    private static @Nullable String place(@Nullable After after) {
        return after == null ? null : new Place(after.value(), after.customerId()).encoded();
    }

    /** A list is of all customers, whatever else the query says. */
    private static Scope apiOf(Call call) {
        return Scope.ofApi(Asker.text(call, "api"));
    }

    private void file(Call call) throws BadRequest, SQLException {
        CustomerList list = wanted(call, ROWS_OF_FILE);
        Page first = asker.ask(call, apiOf(call), asked -> page(asked, list));
        Csv.asFile(call, "customers.csv");
        call.stream(Csv.CONTENT_TYPE, out -> {
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            Csv csv = new Csv(writer);
            csv.head(
                    "customer_id",
                    "name",
                    "kind",
                    "apis",
                    "requests",
                    "share",
                    "active_days",
                    "first",
                    "last",
                    "errors_4xx",
                    "errors_5xx",
                    "error_rate",
                    "p50_us",
                    "p95_us",
                    "p99_us",
                    "avg_us",
                    "request_bytes",
                    "response_bytes",
                    "trend");
            Customers page = first.customers;
            while (true) {
                for (CustomerRow customer : page.rows()) {
                    write(csv, customer);
                }
                writer.flush();
                After next = page.next();
                if (next == null) {
                    return;
                }
                page = next(call, first, list, next);
            }
        });
    }

    /** The window stays that of the first page: now moves on while the file is written. */
    private Customers next(Call call, Page first, CustomerList list, After next) throws IOException {
        try {
            return asker.ask(reader -> Customers.ask(
                    reader, first.window, apiOf(call), list.from(next), first.totals.requests(), asker.today()));
        } catch (BadRequest | SQLException problem) {
            throw new IOException("the file ends too early", problem);
        }
    }

    private static void write(Csv csv, CustomerRow customer) throws IOException {
        Long first = customer.firstMicros();
        Long last = customer.lastMicros();
        csv.cell(customer.customerId())
                .cell(customer.name())
                .cell(customer.kind())
                .cell(String.join(" ", customer.apis()))
                .cell(customer.requests())
                .cell(customer.share())
                .cell(customer.activeDays())
                .cell(first == null ? null : JsonFields.time(first))
                .cell(last == null ? null : JsonFields.time(last))
                .cell(customer.errors4xx())
                .cell(customer.errors5xx())
                .cell(customer.errorRate())
                .cell(customer.durations().percentile(50))
                .cell(customer.durations().percentile(95))
                .cell(customer.durations().percentile(99))
                .cell(Math.round(customer.averageMicros()))
                .cell(customer.requestBytes())
                .cell(customer.responseBytes())
                .cell(customer.trend().name().toLowerCase(Locale.ROOT))
                .end();
    }

    private record Profile(TimeWindow window, @Nullable CustomerProfile profile) {}

    private void profile(Call call) throws BadRequest, SQLException {
        Scope scope = Asker.scope(call);
        if (!scope.isOneCustomer()) {
            throw new BadRequest(400, "missing", "Say whom: customer=<id> or unidentified=true.");
        }
        Profile asked = asker.ask(
                call,
                scope,
                it -> new Profile(it.window(), CustomerProfile.ask(it.reader(), it.window(), it.scope(), it.today())));
        CustomerProfile profile = asked.profile;
        if (profile == null) {
            throw new BadRequest(404, "unknown_customer", "There never was a request of this customer.");
        }
        Set<String> favourites = preferences.favourites(call.user().name());
        String id = scope.customer();
        String description = id == null ? "" : preferences.description(id);
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, asked.window);
            new CustomerJson(json, asked.window, favourites).object("customer", profile.customer());
            json.writeStringField("description", description);
            JsonFields.array(json, "end_users", profile.endUsers(), value -> {
                json.writeStringField("end_user", value.value());
                json.writeNumberField("requests", value.requests());
                JsonFields.time(json, "last", value.lastMicros());
            });
            JsonFields.array(json, "plans", profile.plans(), value -> {
                json.writeStringField("plan", value.value());
                json.writeNumberField("requests", value.requests());
                JsonFields.time(json, "last", value.lastMicros());
            });
            JsonFields.array(json, "sources", profile.sources(), value -> {
                json.writeStringField("source", value.value());
                json.writeNumberField("requests", value.requests());
            });
            JsonFields.array(json, "apis", profile.apis(), api -> {
                json.writeStringField("api", api.api());
                json.writeNumberField("requests", api.requests());
                json.writeNumberField("errors", api.errors());
                JsonFields.time(json, "last", api.lastMicros());
            });
            json.writeEndObject();
        });
    }
}
