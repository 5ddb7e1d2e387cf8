package dev.rollcall.backend.scale;

import dev.rollcall.backend.lab.Client;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The pages, each as the questions that it asks at once. */
final class Pages {
    /**
     * One question.
     *
     * @param body posted when there is one, else the path is got
     */
    record Question(String path, String body) {
        static Question get(String path) {
            return new Question(path, "");
        }
    }

    record Page(String name, List<Question> questions) {}

    private static final String TOP_20 =
            "select properties.customer_id as customer_id, count() as total_calls, count(distinct toDate(timestamp)) as"
                    + " active_days, max(timestamp) as last_call_at from events where event = 'api_request' and timestamp >"
                    + " now() - interval 30 day group by customer_id order by total_calls desc limit 20";

    private Pages() {}

    /**
     * All of them, for the load of an API, with customers of which one is large and others are not.
     *
     * @param client to learn the id of a request
     */
    static List<Page> of(Client client, String api, int customers) throws IOException, InterruptedException {
        List<Page> pages = new ArrayList<>();
        // What every page needs before it shows anything.
        pages.add(page("any page, its frame", "/api/me", "/api/workspace?window=all"));
        for (String window : List.of("all", "30d", "14d", "7d", "24h")) {
            String of = "api=" + api + "&window=" + window;
            pages.add(page("home, " + window, "/api/workspace?window=" + window, "/api/series?window=" + window));
            pages.add(page(
                    "customers dashboard, " + window,
                    "/api/overview?" + of,
                    "/api/series?" + of,
                    "/api/endpoints?limit=200&" + of,
                    "/api/errors?" + of));
            pages.add(page("list of customers, " + window, "/api/customers?sort=requests&order=desc&" + of));
            pages.add(customer("largest customer, " + window, 0, of));
        }
        String month = "api=" + api + "&window=30d";
        String early = client.json("/api/requests?sort=time&order=asc&limit=1&" + month)
                .at("requests")
                .items()
                .get(0)
                .at("event_id")
                .text();
        pages.add(customer("50th customer, 30d", Math.min(49, customers - 1), month));
        pages.add(customer("a small customer, 30d", customers / 2, month));
        pages.add(customer("the unidentified, 30d", "unidentified=true&" + month));
        pages.add(page("list by last call, 30d", "/api/customers?sort=recent&order=desc&" + month));
        pages.add(page("list by id, 30d", "/api/customers?sort=id&order=asc&" + month));
        pages.add(page("list, search, 30d", "/api/customers?sort=requests&order=desc&search=company+12&" + month));
        pages.add(page("signals", "/api/signals?api=" + api));
        pages.add(page("top 20 by day, 30d", "/api/top?limit=20&" + month));
        pages.add(page("hours of the day, 30d", "/api/hours?" + month));
        // A history also asks for the end points that one may choose from.
        pages.add(page(
                "history, all customers, 30d",
                "/api/requests?sort=time&order=desc&" + month,
                "/api/endpoints?limit=200&" + month));
        // One that came in early: nothing tells the engine when that was.
        pages.add(page("a request in full", "/api/request?id=" + early));
        pages.add(page(
                "history, 5xx of an end point",
                "/api/requests?status_class=5&route=%2Fv1%2Fresource7%2F%7Bid%7D&" + month));
        pages.add(page("history, slowest", "/api/requests?sort=duration&order=desc&" + month));
        pages.add(page("history, search", "/api/requests?search=resource3&" + month));
        // The worst of all searches: it looks at every request of the window.
        pages.add(page("history, search in vain", "/api/requests?search=no-such-text&" + month));
        pages.add(page("agents", "/api/agents"));
        pages.add(new Page(
                "console, top 20 of 30 days",
                List.of(new Question("/api/sql", "{\"query\":\"" + TOP_20.replace("\"", "\\\"") + "\"}"))));
        return pages;
    }

    private static Page customer(String name, int rank, String of) {
        return customer(name, "customer=" + Client.encoded(Load.customerId(rank)) + '&' + of);
    }

    private static Page customer(String name, String who) {
        return page(
                name,
                "/api/customer?" + who,
                "/api/series?" + who,
                "/api/endpoints?limit=200&" + who,
                "/api/hours?" + who,
                "/api/requests?sort=time&order=desc&limit=50&" + who);
    }

    private static Page page(String name, String... paths) {
        List<Question> questions = new ArrayList<>();
        for (String path : paths) {
            questions.add(Question.get(path));
        }
        return new Page(name, questions);
    }
}
