package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.backend.http.Asker.Asked;
import dev.rollcall.backend.http.Asker.In;
import dev.rollcall.backend.query.Activity;
import dev.rollcall.backend.query.CustomerList;
import dev.rollcall.backend.query.CustomerList.Sort;
import dev.rollcall.backend.query.CustomerRow;
import dev.rollcall.backend.query.Customers;
import dev.rollcall.backend.query.Endpoints;
import dev.rollcall.backend.query.Errors;
import dev.rollcall.backend.query.Hours;
import dev.rollcall.backend.query.Overview;
import dev.rollcall.backend.query.Scope;
import dev.rollcall.backend.query.Series;
import dev.rollcall.backend.query.Signals;
import dev.rollcall.backend.query.Totals;
import dev.rollcall.backend.query.Workspace;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The questions over many customers or many requests: one address each. */
final class AnalysisRoutes {
    /** Of more requests than these, end points are told without their number of customers, which only a look at each request gives. */
    private static final long COUNT_CUSTOMERS_UP_TO = 2_000_000;

    private final Asker asker;
    private final Preferences preferences;

    AnalysisRoutes(Asker asker, Preferences preferences) {
        this.asker = asker;
        this.preferences = preferences;
    }

    void addTo(Router router) {
        router.add("GET", "/api/workspace", Access.USER, this::workspace);
        router.add("GET", "/api/overview", Access.USER, this::overview);
        router.add("GET", "/api/top", Access.USER, this::top);
        router.add("GET", "/api/series", Access.USER, this::series);
        router.add("GET", "/api/endpoints", Access.USER, this::endpoints);
        router.add("GET", "/api/hours", Access.USER, this::hours);
        router.add("GET", "/api/errors", Access.USER, this::errors);
        router.add("GET", "/api/signals", Access.USER, this::signals);
    }

    private <T> In<T> ask(Call call, Asker.Question<T> question) throws BadRequest, SQLException {
        return asker.askIn(call, Asker.scope(call), question);
    }

    /** For questions that are always about all customers. */
    private <T> In<T> askOfApi(Call call, Asker.Question<T> question) throws BadRequest, SQLException {
        return asker.askIn(call, Scope.ofApi(Asker.text(call, "api")), question);
    }

    private Set<String> favourites(Call call) {
        return preferences.favourites(call.user().name());
    }

    private void workspace(Call call) throws BadRequest, SQLException {
        In<Workspace> in =
                asker.askIn(call, Scope.ALL, asked -> Workspace.ask(asked.reader(), asked.window(), asked.today()));
        Set<String> favourites = favourites(call);
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, in.window());
            json.writeBooleanField("has_events", in.answer().hasEvents());
            CustomerJson.totals(json, in.answer().totals());
            JsonFields.array(json, "apis", in.answer().apis(), api -> {
                json.writeStringField("api", api.api());
                json.writeNumberField("requests", api.requests());
                json.writeNumberField("customers", api.customers());
                json.writeNumberField("error_rate", api.errorRate());
                JsonFields.number(json, "p95_us", api.durations().percentile(95));
                JsonFields.time(json, "last", api.lastMicros());
            });
            new CustomerJson(json, in.window(), favourites)
                    .array("top_customers", in.answer().topCustomers());
            json.writeEndObject();
        });
    }

    private void overview(Call call) throws BadRequest, SQLException {
        Set<String> favourites = favourites(call);
        In<Overview> in = askOfApi(
                call, asked -> Overview.ask(asked.reader(), asked.window(), asked.scope(), favourites, asked.today()));
        call.json(json -> {
            CustomerJson customers = new CustomerJson(json, in.window(), favourites);
            json.writeStartObject();
            JsonFields.window(json, in.window());
            json.writeNumberField("new_customers", in.answer().newCustomers());
            json.writeNumberField("active_customers", in.answer().activeCustomers());
            CustomerRow top = in.answer().topCustomer();
            if (top == null) {
                json.writeNullField("top_customer");
            } else {
                customers.object("top_customer", top);
            }
            json.writeNumberField("average_requests_per_customer", in.answer().averageRequests());
            customers.array("customers_recent", in.answer().recent());
            customers.array("customers_new", in.answer().fresh());
            customers.array("favourites", in.answer().favourites());
            json.writeNumberField("total_favourites", favourites.size());
            customers.array("top_customers", in.answer().top());
            json.writeEndObject();
        });
    }

    private void top(Call call) throws BadRequest, SQLException {
        int limit = call.number("limit", 20, 1, 200);
        CustomerList list = new CustomerList(Sort.REQUESTS, true, null, null, true, limit, null);
        In<List<CustomerRow>> in = askOfApi(call, asked -> rows(asked, list));
        Set<String> favourites = favourites(call);
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, in.window());
            new CustomerJson(json, in.window(), favourites).array("customers", in.answer());
            json.writeEndObject();
        });
    }

    private static List<CustomerRow> rows(Asked asked, CustomerList list) throws SQLException {
        long all = Totals.ask(asked.reader(), asked.window(), asked.scope()).requests();
        return Customers.ask(asked.reader(), asked.window(), asked.scope(), list, all, asked.today())
                .rows();
    }

    private void series(Call call) throws BadRequest, SQLException {
        In<Series> in = ask(call, asked -> Series.ask(asked.reader(), asked.window(), asked.scope()));
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, in.window());
            JsonFields.array(json, "points", in.answer().points(), point -> {
                json.writeStringField("at", JsonFields.time(point.atMicros()));
                json.writeNumberField("requests", point.requests());
                json.writeNumberField("errors_4xx", point.errors4xx());
                json.writeNumberField("errors_5xx", point.errors5xx());
                JsonFields.rounded(json, "avg_us", point.averageMicros());
                JsonFields.number(json, "p50_us", point.durations().percentile(50));
                JsonFields.number(json, "p95_us", point.durations().percentile(95));
                JsonFields.rounded(json, "avg_request_bytes", point.averageRequestBytes());
                JsonFields.rounded(json, "avg_response_bytes", point.averageResponseBytes());
            });
            json.writeEndObject();
        });
    }

    private void endpoints(Call call) throws BadRequest, SQLException {
        int limit = call.number("limit", 100, 1, 1000);
        long countCustomersUpTo = Asker.flag(call, "details") ? Long.MAX_VALUE : COUNT_CUSTOMERS_UP_TO;
        In<Endpoints> in = ask(
                call, asked -> Endpoints.ask(asked.reader(), asked.window(), asked.scope(), limit, countCustomersUpTo));
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, in.window());
            JsonFields.array(json, "endpoints", in.answer().rows(), row -> {
                json.writeStringField("api", row.api());
                JsonFields.text(json, "method", row.method());
                JsonFields.text(json, "route", row.route());
                json.writeNumberField("requests", row.requests());
                json.writeNumberField("share", row.share());
                json.writeNumberField("errors_4xx", row.errors4xx());
                json.writeNumberField("errors_5xx", row.errors5xx());
                json.writeNumberField("error_rate", row.errorRate());
                JsonFields.rounded(json, "avg_us", row.averageMicros());
                JsonFields.number(json, "p95_us", row.durations().percentile(95));
                JsonFields.number(json, "customers", row.customers());
                JsonFields.time(json, "last", row.lastMicros());
            });
            json.writeEndObject();
        });
    }

    private void hours(Call call) throws BadRequest, SQLException {
        In<Hours> in = ask(call, asked -> Hours.ask(asked.reader(), asked.window(), asked.scope()));
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, in.window());
            json.writeArrayFieldStart("hours");
            for (int hour = 0; hour < in.answer().requests().length; hour++) {
                json.writeStartObject();
                json.writeNumberField("hour", hour);
                json.writeNumberField("requests", in.answer().requests()[hour]);
                json.writeNumberField("errors", in.answer().errors()[hour]);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("weekdays");
            for (int day = 0; day < in.answer().weekdays().length; day++) {
                json.writeStartObject();
                json.writeNumberField("day", day + 1);
                json.writeNumberField("requests", in.answer().weekdays()[day]);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void errors(Call call) throws BadRequest, SQLException {
        In<Errors> in = ask(call, asked -> Errors.ask(asked.reader(), asked.window(), asked.scope()));
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, in.window());
            JsonFields.array(json, "customers", in.answer().customers(), customer -> {
                JsonFields.text(json, "customer_id", customer.customerId());
                JsonFields.text(json, "name", customer.name());
                json.writeNumberField("requests", customer.requests());
                json.writeNumberField("errors_4xx", customer.errors4xx());
                json.writeNumberField("errors_5xx", customer.errors5xx());
                json.writeNumberField("error_rate", customer.errorRate());
            });
            JsonFields.array(json, "statuses", in.answer().statuses(), status -> {
                json.writeNumberField("status", status.status());
                json.writeNumberField("requests", status.requests());
            });
            json.writeEndObject();
        });
    }

    private void signals(Call call) throws BadRequest, SQLException {
        Scope scope = Scope.ofApi(Asker.text(call, "api"));
        Signals signals = asker.ask(reader -> Signals.ask(reader, scope, asker.today()));
        call.json(json -> {
            json.writeStartObject();
            signal(json, "growing", signals.growing(), false, AnalysisRoutes::growing);
            signal(json, "falling", signals.falling(), true, AnalysisRoutes::falling);
            signal(json, "dormant", signals.dormant(), false, AnalysisRoutes::silent);
            signal(json, "check_in", signals.checkIn(), false, AnalysisRoutes::silent);
            Signals.Counts counts = signals.counts();
            json.writeObjectFieldStart("counts");
            json.writeNumberField("growing", counts.growing());
            json.writeNumberField("falling", counts.falling());
            json.writeNumberField("dormant", counts.dormant());
            json.writeNumberField("check_in", counts.checkIn());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static String growing(Activity activity) {
        Double growth = activity.growth();
        return "Up " + Math.round(100 * (growth == null ? 0 : growth)) + " % over the " + Activity.MONTH
                + " days before";
    }

    private static String falling(Activity activity) {
        long percent = Math.round(100.0 * (activity.weekBefore() - activity.week()) / activity.weekBefore());
        return "Down " + percent + " % in the last " + Activity.WEEK + " days";
    }

    private static String silent(Activity activity) {
        return "No request for " + activity.silentDays() + " days, after " + activity.activeDays() + " active ones in "
                + Activity.MONTH;
    }

    private static void signal(
            JsonGenerator json, String name, List<Activity> all, boolean byWeek, Function<Activity, String> reason)
            throws IOException {
        JsonFields.array(json, name, all, activity -> {
            long now = byWeek ? activity.week() : activity.month();
            long before = byWeek ? activity.weekBefore() : activity.monthBefore();
            JsonFields.text(json, "customer_id", activity.customerId());
            JsonFields.text(json, "name", activity.name());
            json.writeNumberField("requests_now", now);
            json.writeNumberField("requests_before", before);
            change(json, before == 0 ? null : Double.valueOf((double) (now - before) / before));
            json.writeNumberField("active_days", activity.activeDays());
            JsonFields.time(json, "last", activity.lastMicros());
            json.writeStringField("reason", reason.apply(activity));
        });
    }

    private static void change(JsonGenerator json, @Nullable Double change) throws IOException {
        if (change == null) {
            json.writeNullField("change");
        } else {
            json.writeNumberField("change", change.doubleValue());
        }
    }
}
