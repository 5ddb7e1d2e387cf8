package dev.rollcall.backend.http;

import dev.rollcall.backend.live.Live;
import dev.rollcall.backend.query.Questions;
import dev.rollcall.backend.sql.SqlConsole;
import dev.rollcall.backend.store.Database;
import dev.rollcall.backend.store.EventWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;

/** The addresses of the JSON API that answer questions; what they take and give is in {@code openapi.json}. */
public final class ApiRoutes {
    private ApiRoutes() {}

    /**
     * Adds them, and has what is stored shown live.
     *
     * @param clock what is now
     * @throws IllegalStateException when the engine does not take the views of the SQL console
     */
    public static void addTo(
            Router router, Database database, EventWriter writer, Preferences preferences, Live live, Clock clock) {
        Asker asker = new Asker(new Questions(database), clock);
        new AnalysisRoutes(asker, preferences).addTo(router);
        new CustomerRoutes(asker, preferences).addTo(router);
        new RequestRoutes(asker).addTo(router);
        new AgentRoutes(asker).addTo(router);
        new PreferenceRoutes(preferences).addTo(router);
        new SqlRoutes(console(database)).addTo(router);
        new LiveRoute(live).addTo(router);
        writer.onStored(live::stored);
        String description = description();
        router.add("GET", "/openapi.json", Access.PUBLIC, call -> call.text(200, "application/json", description));
    }

    private static SqlConsole console(Database database) {
        try {
            return new SqlConsole(database);
        } catch (SQLException problem) {
            throw new IllegalStateException("the views of the SQL console could not be made", problem);
        }
    }

    private static String description() {
        try (InputStream file = ApiRoutes.class.getResourceAsStream("/dev/rollcall/backend/openapi.json")) {
            if (file == null) {
                throw new IllegalStateException("openapi.json is missing in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
