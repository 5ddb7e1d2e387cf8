package dev.rollcall.backend.described;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi31;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The description of the API as the backend serves it, and what it says against a call and its answer. It is read more strictly than by
 * users, who are to pass over fields that they do not know: here an object has the fields that are described, and no other, unless it
 * is said to be open.
 */
final class ApiDescription {
    /** Where references lead to; nobody asks there. */
    private static final String ADDRESS = "https://rollcall.invalid/openapi.json";

    private static final String JSON_TYPE = "application/json";

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final JsonSchemaFactory factory;
    private final Map<JsonNode, JsonSchema> schemas = new IdentityHashMap<>();

    ApiDescription(String text) throws JsonProcessingException {
        document = JSON.readTree(text);
        close(document);
        String closed = document.toString();
        factory = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                builder -> builder.metaSchema(OpenApi31.getInstance())
                        .defaultMetaSchemaIri(OpenApi31.getInstance().getIri())
                        .schemaLoaders(loaders -> loaders.schemas(Map.of(ADDRESS, closed))));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> add(new Operation(
                                method.getValue().path("operationId").asText(),
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue()))));
    }

    private void add(Operation operation) {
        if (operations.put(operation.id(), operation) != null) {
            throw new AssertionError("two operations are called " + operation.id());
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("$ref").isTextual()) {
                object.put("$ref", ADDRESS + object.path("$ref").asText());
            }
            if (isObject(object) && object.has("properties") && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        node.forEach(ApiDescription::close);
    }

    private static boolean isObject(JsonNode schema) {
        return schema.path("type").asText().equals("object");
    }

    /** One operation, by the name it has for programs. */
    record Operation(String id, String method, String path, JsonNode node) {
        boolean hasBody() {
            return node.has("requestBody");
        }
    }

    List<Operation> operations() {
        return List.copyOf(operations.values());
    }

    Operation operation(String id) {
        Operation operation = operations.get(id);
        if (operation == null) {
            throw new AssertionError("there is no operation " + id);
        }
        return operation;
    }

    /** The names of the schemes, any of which lets somebody ask for an operation; empty when everybody may. */
    Set<String> credentials(Operation operation) {
        Set<String> names = new TreeSet<>();
        JsonNode security =
                operation.node().has("security") ? operation.node().path("security") : document.path("security");
        security.forEach(scheme -> scheme.fieldNames().forEachRemaining(names::add));
        return names;
    }

    /** The parameters of an operation. */
    List<JsonNode> parameters(Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.node().path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        return parameters;
    }

    /** Every operation and status that it may be answered with, as {@code customers 200}; not the one for all others. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (Operation operation : operations.values()) {
            operation.node().path("responses").fieldNames().forEachRemaining(status -> {
                if (!status.equals("default")) {
                    answers.add(operation.id() + ' ' + status);
                }
            });
        }
        return answers;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            found = document.at(found.path("$ref").asText().substring(ADDRESS.length() + 1));
        }
        return found;
    }

    private JsonNode described(Operation operation, String status) {
        return resolved(operation.node().path("responses").path(status));
    }

    /** What is wrong with an answer, and with what a call that was taken had asked; empty when all is as described. */
    List<String> problems(Exchange exchange) {
        Operation operation = operation(exchange.operation());
        JsonNode described = described(operation, Integer.toString(exchange.status()));
        if (described.isMissingNode()) {
            return List.of("the status " + exchange.status() + " is not described");
        }
        List<String> problems = answered(described, exchange);
        if (exchange.status() < 400) {
            problems.addAll(asked(operation, exchange));
        }
        return problems;
    }

    /** What is wrong with an answer that is no operation's, or of a status that any may have. */
    List<String> problemsOfOthers(Exchange exchange) {
        return answered(described(operation(exchange.operation()), "default"), exchange);
    }

    /** What is wrong with the data of an event of a stream. */
    List<String> problems(String schema, String data) {
        return problems(document.path("components").path("schemas").path(schema), JSON_TYPE, data);
    }

    private List<String> answered(JsonNode described, Exchange exchange) {
        List<String> problems = new ArrayList<>();
        described.path("headers").properties().forEach(header -> {
            String value = exchange.header(header.getKey());
            if (value == null) {
                problems.add("the header " + header.getKey() + " is missing");
            } else {
                problems.addAll(wrong(header.getValue(), value));
            }
        });
        String type = exchange.header("content-type");
        if (described.has("content")) {
            problems.addAll(content(described, type, exchange.body()));
        } else if (type != null || !exchange.body().isEmpty()) {
            problems.add("there is a body, which is not described");
        }
        return problems;
    }

    private List<String> asked(Operation operation, Exchange exchange) {
        List<String> problems = new ArrayList<>();
        Map<String, JsonNode> known = new LinkedHashMap<>();
        for (JsonNode parameter : parameters(operation)) {
            if (parameter.path("in").asText().equals("query")) {
                known.put(parameter.path("name").asText(), parameter);
            }
        }
        exchange.query().forEach((name, value) -> {
            if (known.containsKey(name)) {
                problems.addAll(wrong(known.get(name), value));
            } else {
                problems.add("the parameter " + name + " is not described");
            }
        });
        if (exchange.sent() != null) {
            problems.addAll(content(operation.node().path("requestBody"), exchange.sentType(), exchange.sent()));
        }
        return problems;
    }

    private List<String> content(JsonNode described, @Nullable String type, String body) {
        String plain = type == null ? "" : type.replaceFirst(";.*", "").trim();
        JsonNode content = described.path("content").path(plain);
        return content.isMissingNode()
                ? List.of("the content type " + type + " is not described")
                : problems(content.path("schema"), plain, body);
    }

    private List<String> problems(JsonNode schema, String type, String body) {
        try {
            return problems(schema, type.equals(JSON_TYPE) ? JSON.readTree(body) : TextNode.valueOf(body));
        } catch (JsonProcessingException notJson) {
            return List.of("not JSON: " + notJson.getMessage());
        }
    }

    /** A header or a parameter, which is a text on its way: whether its schema takes it as that, or as a number or a truth. */
    private List<String> wrong(JsonNode parameter, String text) {
        JsonNode schema = parameter.path("schema");
        String type = schema.path("type").asText();
        try {
            return problems(schema, type.equals("string") ? TextNode.valueOf(text) : JSON.readTree(text));
        } catch (JsonProcessingException neither) {
            return List.of(text + " is no " + type);
        }
    }

    private List<String> problems(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, node -> factory.getSchema(node, CONFIG)).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** The places of all fields that answers with a status may have; those of any name are called {@code ?}. */
    Set<String> fields(Operation operation, String status) {
        Set<String> fields = new TreeSet<>();
        collect(schema(operation, status), "", fields, new TreeSet<>());
        return fields;
    }

    /** The places in answers with a status where anything may stand. */
    Set<String> openPlaces(Operation operation, String status) {
        Set<String> open = new TreeSet<>();
        collect(schema(operation, status), "", new TreeSet<>(), open);
        return open;
    }

    private JsonNode schema(Operation operation, String status) {
        return described(operation, status).path("content").path(JSON_TYPE).path("schema");
    }

    private void collect(JsonNode schema, String place, Set<String> fields, Set<String> open) {
        JsonNode found = resolved(schema);
        JsonNode others = found.path("additionalProperties");
        boolean isOpen = isObject(found) && (others.isMissingNode() || others.asBoolean());
        if (isOpen || (found.isObject() && found.isEmpty())) {
            open.add(place);
        }
        found.path("oneOf").forEach(one -> collect(one, place, fields, open));
        if (found.has("items")) {
            collect(found.path("items"), place + "/*", fields, open);
        }
        if (others.isObject()) {
            fields.add(place + "/?");
            collect(others, place + "/?", fields, open);
        }
        found.path("properties").properties().forEach(property -> {
            String field = place + '/' + property.getKey();
            fields.add(field);
            collect(property.getValue(), field, fields, open);
        });
    }
}
