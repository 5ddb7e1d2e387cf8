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

    /**
     * A view of results.
     *
     * @param settings what was asked for, by name
     */
    public JsonReport(Results results, Map<String, String> settings) {
        this.results = results;
        this.settings = settings;
    }

    /** {@code {"settings": {...}, "servers": {server: {contender: {metric: [value of each round]}}}}}. */
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
