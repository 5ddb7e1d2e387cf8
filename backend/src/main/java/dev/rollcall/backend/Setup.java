package dev.rollcall.backend;

import dev.rollcall.backend.http.Access;
import dev.rollcall.backend.http.Call;
import dev.rollcall.backend.http.Router;

/** Tells somebody who has no data yet how to start their application. */
final class Setup {
    /** Stands where a token is to be filled in. */
    static final String UNKNOWN = "<ingest token>";

    private final Settings settings;
    private final Backend backend;

    private Setup(Settings settings, Backend backend) {
        this.settings = settings;
        this.backend = backend;
    }

    static void addTo(Router router, Settings settings, Backend backend) {
        router.add("GET", "/api/setup", Access.USER, new Setup(settings, backend)::answer);
    }

    private void answer(Call call) {
        // The token itself only to whoever could make one anyway.
        String first = call.user().admin() ? backend.firstToken() : null;
        String token = first == null ? UNKNOWN : first;
        call.json(json -> {
            json.writeStartObject();
            json.writeStringField("endpoint", backend.url() + "/v1/events");
            json.writeStringField("token_hint", backend.tokenHint());
            json.writeStringField("javaagent_line", javaagentLine(settings.agentJar, backend.url(), token));
            json.writeEndObject();
        });
    }

    /** The line that starts an application under the agent. */
    static String javaagentLine(String agentJar, String url, String token) {
        return "java -javaagent:" + quoted(agentJar) + " -Drollcall.endpoint=" + url + "/v1/events -Drollcall.token="
                + (token.equals(UNKNOWN) ? "'" + token + "'" : quoted(token)) + " -jar your-application.jar";
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        boolean plain = !word.isEmpty()
                && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-+:@=,".indexOf(c) >= 0);
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
