package dev.rollcall.overhead.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** All values of all rounds, for machines. */
public final class JsonReport {
    private final Results results;
    private final Map<String, String> settings;
    private final Map<String, Map<String, Long>> saturated;

    /**
     * A view of results.
     *
     * @param settings what was asked for, by name
     * @param saturated the counts of the saturated runs, by server and name
     */
    public JsonReport(Results results, Map<String, String> settings, Map<String, Map<String, Long>> saturated) {
        this.results = results;
        this.settings = settings;
        this.saturated = saturated;
    }

    /**
     * {@code {"settings": {...}, "servers": {server: {contender: {metric: [value of each round]}}}, "saturated": {server:
     * {name: count}}}}.
     */
    public String text() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeObjectFieldStart("settings");
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                json.writeStringField(setting.getKey(), setting.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("servers");
            for (String server : results.servers()) {
                json.writeObjectFieldStart(server);
                for (String contender : results.contenders(server)) {
                    json.writeObjectFieldStart(contender);
                    write(json, server, contender);
                    json.writeEndObject();
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeObjectFieldStart("saturated");
            for (Map.Entry<String, Map<String, Long>> server : saturated.entrySet()) {
                json.writeObjectFieldStart(server.getKey());
                for (Map.Entry<String, Long> count : server.getValue().entrySet()) {
                    json.writeNumberField(count.getKey(), count.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private void write(JsonGenerator json, String server, String contender) throws IOException {
        for (Metric metric : Metric.values()) {
            Series series = results.series(server, contender, metric);
            if (!series.isEmpty()) {
                double[] values = series.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                json.writeFieldName(metric.key());
                json.writeArray(values, 0, values.length);
            }
        }
    }
}
