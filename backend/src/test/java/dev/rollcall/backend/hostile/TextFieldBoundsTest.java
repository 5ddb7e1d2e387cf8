package dev.rollcall.backend.hostile;

import static dev.rollcall.backend.hostile.TextField.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.ingest.BodyParser;
import dev.rollcall.backend.ingest.ParsedBody;
import dev.rollcall.backend.ingest.Rejection;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is taken as a text and what is refused, of every field, in our own format and in that of Agentry's senders. */
class TextFieldBoundsTest {
    private static final Path READERS = Path.of("src/main/java/dev/rollcall/backend/ingest");

    /** How the reader of our own format names a field. */
    private static final Pattern CASE = Pattern.compile("case \"(\\w+)\"");

    /** How the reader of Agentry's format takes one out of the properties, under any of some names. */
    private static final Pattern TAKEN = Pattern.compile(
            "(?:take|first|properties\\.remove)\\((?:properties, )?(?:MAX_\\w+, )?((?:\"[^\"]+\"(?:, )?)+)\\)");

    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");

    /** What an event holds beside, which no sender says: it follows from the path and the user agent. */
    private static final List<String> MADE_HERE = List.of("device", "ai_agent", "threat");

    /** Of Agentry's format: the fields with the names that senders have for them, the one that wins first. */
    private static final Map<String, List<String>> AGENTRY = new LinkedHashMap<>();

    static {
        AGENTRY.put("customer_id", List.of("customer_id", "$user_id"));
        AGENTRY.put("end_user", List.of("end_user"));
        AGENTRY.put("customer_name", List.of("customer_name"));
        AGENTRY.put("plan", List.of("plan"));
        AGENTRY.put("method", List.of("method"));
        AGENTRY.put("route", List.of("endpoint", "route"));
        AGENTRY.put("path", List.of("path"));
        AGENTRY.put("host", List.of("host"));
        AGENTRY.put("error_type", List.of("error_type"));
        AGENTRY.put("client_ip", List.of("client_ip", "$ip"));
        AGENTRY.put("country", List.of("ip_country", "country"));
        AGENTRY.put("user_agent", List.of("user_agent"));
        AGENTRY.put("sdk_version", List.of("sdk_version"));
        AGENTRY.put("service", List.of("service"));
        AGENTRY.put("environment", List.of("environment"));
    }

    private final BodyParser parser = new BodyParser(1 << 20, Clock.systemUTC());

    @Test
    void every_name_under_which_a_text_is_taken_is_in_the_list() throws Exception {
        List<String> names = found(CASE, "EventReader.java");
        List<String> taken = new ArrayList<>();
        for (String name : names) {
            if (parse(with(name, "\"=1+1 <b>\"")).rejected().isEmpty()) {
                taken.add(name);
            }
        }

        assertThat(taken).containsExactlyInAnyOrderElementsOf(names());
        // Those that are refused are no texts; a reader that is written in another way would have neither.
        assertThat(names).contains("duration_us", "status", "customer_accepted", "properties");
    }

    @Test
    void every_text_that_an_event_can_hold_comes_from_the_list_or_is_made_here() {
        List<String> held = Arrays.stream(ApiEvent.class.getFields())
                .filter(field -> field.getType() == String.class)
                .map(TextFieldBoundsTest::snakeCase)
                .filter(name -> !MADE_HERE.contains(name))
                .toList();

        assertThat(held).containsExactlyInAnyOrderElementsOf(names());
    }

    @Test
    void a_text_that_is_too_long_costs_its_event_and_is_named() throws Exception {
        for (TextField field : TextField.ALL) {
            assertThat(parse(with(field.name(), json("x".repeat(field.max())))).rejected())
                    .as(field.name())
                    .isEmpty();
            Rejection rejection = refused(field.name(), json("<".repeat(field.max() + 1)));
            assertThat(rejection.code()).as(field.name()).isEqualTo("too_long");
            assertThat(rejection.message()).contains(field.name() + " is " + (field.max() + 1));
        }
    }

    @Test
    void no_text_has_the_character_nul_and_no_id_any_control_character() throws Exception {
        for (TextField field : TextField.ALL) {
            assertThat(refused(field.name(), "\"a\\u0000b\"").code())
                    .as(field.name())
                    .isEqualTo("bad_text");
            for (String control : List.of("\\t", "\\r", "\\n", "\\u001b", "\\u0085")) {
                String value = "\"a" + control + "b\"";
                if (field.id()) {
                    Rejection rejection = refused(field.name(), value);
                    assertThat(rejection.code()).isEqualTo("bad_text");
                    assertThat(rejection.message()).startsWith(field.name());
                } else {
                    assertThat(parse(with(field.name(), value)).rejected())
                            .as(field.name())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void what_is_no_text_is_refused_and_what_is_none_is_not_known() throws Exception {
        for (TextField field : TextField.ALL) {
            for (String value : List.of("7", "1.5", "true", "[\"a\"]", "{\"a\":\"b\"}")) {
                Rejection rejection = refused(field.name(), value);
                assertThat(rejection.code()).isEqualTo("bad_type");
                assertThat(rejection.message()).startsWith(field.name() + " is ");
            }
            for (String value : List.of("null", "\"\"")) {
                ApiEvent event = parse(with(field.name(), value)).events().get(0);
                assertThat(text(event, field.name())).isEqualTo(field.name().equals("api") ? "default" : null);
            }
        }
    }

    @Test
    void properties_are_named_and_said_within_their_bounds() throws Exception {
        String good = "{" + json("<".repeat(64)) + ':' + json("=".repeat(1024)) + '}';
        assertThat(parse(with("properties", good)).events().get(0).properties)
                .containsExactly(Map.entry("<".repeat(64), "=".repeat(1024)));

        assertThat(refused("properties", "{" + json("<".repeat(65)) + ":\"a\"}").code())
                .isEqualTo("bad_property");
        assertThat(refused("properties", "{\"\":\"a\"}").code()).isEqualTo("bad_property");
        assertThat(refused("properties", "{\"a\\u0000\":\"a\"}").code()).isEqualTo("bad_property");
        assertThat(refused("properties", "{\"a\":" + json("=".repeat(1025)) + '}')
                        .code())
                .isEqualTo("too_long");
        assertThat(refused("properties", "{\"a\":\"\\u0000\"}").code()).isEqualTo("bad_text");
    }

    @Test
    void senders_of_agentry_find_every_text_of_theirs_in_its_field() throws Exception {
        List<String> known = AGENTRY.values().stream().flatMap(List::stream).toList();
        assertThat(found(TAKEN, "AgentryReader.java"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(known.stream(), List.of("event_id", "$insert_id").stream())
                                .toList());

        for (Strange strange : Strange.ALL) {
            for (int nth = 0; nth < 2; nth++) {
                int which = nth;
                Map<String, String> sent = new LinkedHashMap<>();
                AGENTRY.forEach((name, aliases) ->
                        sent.put(aliases.get(Math.min(which, aliases.size() - 1)), strange.in(field(name))));
                String properties = sent.entrySet().stream()
                        .map(one -> json(one.getKey()) + ':' + json(one.getValue()))
                        .collect(Collectors.joining(","));
                byte[] body = ("{\"event\":\"api_request\",\"properties\":{" + properties + "}}")
                        .getBytes(StandardCharsets.UTF_8);
                ParsedBody parsed = parser.parseAgentry(body, body.length, strange.in(field("api")));

                assertThat(parsed.rejected()).isEmpty();
                ApiEvent event = parsed.events().get(0);
                for (String name : AGENTRY.keySet()) {
                    assertThat(text(event, name)).isEqualTo(strange.in(field(name)));
                }
                assertThat(event.api).isEqualTo(strange.in(field("api")));
                assertThat(event.properties).isEmpty();
            }
        }
    }

    /** Each between two good ones: whoever sends many at a time must not lose them for one. */
    @Test
    void no_id_of_agentrys_senders_has_a_control_character_and_only_its_own_event_is_refused() throws Exception {
        String good = "{\"event\":\"api_request\"}";
        for (Map.Entry<String, List<String>> taken : AGENTRY.entrySet()) {
            for (String name : taken.getValue()) {
                for (String control : List.of("\\t", "\\n", "\\u001b", "\\u0085")) {
                    String event =
                            "{\"event\":\"api_request\",\"properties\":{" + json(name) + ":\"a" + control + "b\"}}";
                    byte[] body = ("[" + good + ',' + event + ',' + good + ']').getBytes(StandardCharsets.UTF_8);
                    ParsedBody parsed = parser.parseAgentry(body, body.length, "shop");

                    boolean id = field(taken.getKey()).id();
                    assertThat(parsed.events()).as(name + control).hasSize(id ? 2 : 3);
                    assertThat(parsed.rejected()).hasSize(id ? 1 : 0);
                    for (Rejection rejection : parsed.rejected()) {
                        assertThat(rejection.index()).isEqualTo(1);
                        assertThat(rejection.code()).isEqualTo("bad_text");
                        assertThat(rejection.message()).startsWith(taken.getKey());
                        Harm.assertPlain(rejection.message());
                    }
                }
            }
        }
    }

    private Rejection refused(String field, String value) throws Exception {
        ParsedBody parsed = parse(with(field, value));
        assertThat(parsed.events()).as(field + ": " + value).isEmpty();
        Rejection rejection = parsed.rejected().get(0);
        Harm.assertPlain(rejection.message());
        return rejection;
    }

    private ParsedBody parse(String event) throws Exception {
        byte[] body = event.getBytes(StandardCharsets.UTF_8);
        return parser.parse(body, body.length);
    }

    /** A good event, but for what a field has. */
    private static String with(String field, String value) {
        return "{\"event_id\":\"" + UUID.randomUUID() + "\",\"ts\":\"" + Harm.RECENTLY + "\"," + json(field) + ':'
                + value + '}';
    }

    private static List<String> names() {
        return TextField.ALL.stream().map(TextField::name).toList();
    }

    private static TextField field(String name) {
        return TextField.ALL.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object text(ApiEvent event, String name) throws Exception {
        for (Field field : ApiEvent.class.getFields()) {
            if (snakeCase(field).equals(name)) {
                return field.get(event);
            }
        }
        throw new AssertionError("an event holds no " + name);
    }

    private static String snakeCase(Field field) {
        return field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** The names that a reader has in places of that form. */
    private static List<String> found(Pattern place, String reader) throws Exception {
        return place.matcher(Files.readString(READERS.resolve(reader)))
                .results()
                .map(MatchResult::group)
                .flatMap(text -> NAME.matcher(text).results())
                .map(name -> name.group(1))
                .distinct()
                .toList();
    }
}
