package dev.rollcall.backend.http;

import dev.rollcall.backend.sql.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Favourites and widgets of whoever asks, and the notes of the team. */
final class PreferenceRoutes {
    private static final int MAX_ID = 256;
    private static final int MAX_NOTE = 10_000;
    private static final int MAX_WIDGETS = 50;
    private static final Pattern WIDGET = Pattern.compile("[a-z_]{1,40}");

    /** What is shown to somebody who has not chosen yet. */
    private static final List<String> USUAL_WIDGETS = List.of(
            "new_customers",
            "active_customers",
            "top_customer",
            "average_requests",
            "customers_list",
            "favorite_customers",
            "top_customers_list",
            "requests_graph",
            "errors",
            "endpoints");

    /** What is kept for somebody who wants none: an empty list would say that nothing was chosen. */
    private static final List<String> NONE = List.of("none");

    private final Preferences preferences;

    PreferenceRoutes(Preferences preferences) {
        this.preferences = preferences;
    }

    void addTo(Router router) {
        router.add("PUT", "/api/favourites", Access.USER, call -> favourite(call, true));
        router.add("DELETE", "/api/favourites", Access.USER, call -> favourite(call, false));
        router.add("PUT", "/api/description", Access.USER, this::describe);
        router.add("GET", "/api/widgets", Access.USER, this::widgets);
        router.add("PUT", "/api/widgets", Access.USER, this::chooseWidgets);
    }

    private void favourite(Call call, boolean favourite) throws BadRequest {
        preferences.setFavourite(call.user().name(), bounded("customer", call.required("customer"), MAX_ID), favourite);
        call.done();
    }

    private void describe(Call call) throws BadRequest, IOException {
        Object body = body(call);
        String customer = bounded("customer", JsonTree.text(body, "customer"), MAX_ID);
        if (customer.isEmpty() || !(JsonTree.field(body, "text") instanceof String text)) {
            throw BadRequest.value("Send {\"customer\": \"<id>\", \"text\": \"...\"}.");
        }
        preferences.setDescription(customer, bounded("text", text, MAX_NOTE));
        call.done();
    }

    private void widgets(Call call) {
        List<String> chosen = preferences.widgets(call.user().name(), dashboard(call));
        List<String> widgets = chosen.isEmpty() ? USUAL_WIDGETS : chosen.equals(NONE) ? List.of() : chosen;
        call.json(json -> {
            json.writeStartObject();
            JsonFields.texts(json, "widgets", widgets);
            json.writeEndObject();
        });
    }

    private void chooseWidgets(Call call) throws BadRequest, IOException {
        if (!(JsonTree.field(body(call), "widgets") instanceof List<?> wanted) || wanted.size() > MAX_WIDGETS) {
            throw BadRequest.value("Send {\"widgets\": [\"...\"]} with at most " + MAX_WIDGETS + " names.");
        }
        List<String> widgets = new ArrayList<>();
        for (Object widget : wanted) {
            if (!(widget instanceof String name) || !WIDGET.matcher(name).matches() || NONE.contains(name)) {
                throw BadRequest.value("A widget's name is of at most 40 letters from a to z and _.");
            }
            if (!widgets.contains(name)) {
                widgets.add(name);
            }
        }
        preferences.setWidgets(call.user().name(), dashboard(call), widgets.isEmpty() ? NONE : widgets);
        call.done();
    }

    private static String dashboard(Call call) {
        String api = Asker.text(call, "api");
        return api == null ? "" : api;
    }

    private static String bounded(String name, String text, int max) throws BadRequest {
        if (text.length() > max) {
            throw BadRequest.value(name + " is longer than " + max + " characters.");
        }
        if (text.indexOf('\0') >= 0) {
            throw BadRequest.value(name + " contains the character U+0000.");
        }
        return text;
    }

    /** The JSON of a body. */
    static @Nullable Object body(Call call) throws BadRequest, IOException {
        byte[] bytes = call.body();
        try {
            return JsonTree.read(bytes);
        } catch (IOException notJson) {
            throw new BadRequest(400, "bad_body", "The body is not JSON.");
        }
    }
}
