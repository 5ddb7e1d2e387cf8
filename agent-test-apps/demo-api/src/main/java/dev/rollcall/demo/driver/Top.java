package dev.rollcall.demo.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code java -jar rollcall-agent.jar top}, for the demo's own store. */
final class Top {
    private final Path agentJar;
    private final Path journal;

    Top(Path agentJar, Path journal) {
        this.agentJar = agentJar;
        this.journal = journal;
    }

    /** Prints the table; returns the command's exit code. */
    int print() throws IOException, InterruptedException {
        return command("--once", "--limit", "100")
                .redirectOutput(Redirect.INHERIT)
                .redirectInput(Redirect.INHERIT)
                .start()
                .waitFor();
    }

    /** Calls by customer, as the command's JSON tells them. */
    Map<String, List<Integer>> tally() throws IOException, InterruptedException {
        Process process = command("--once", "--json").start();
        process.getOutputStream().close();
        JsonNode table = new ObjectMapper().readTree(process.getInputStream());
        process.waitFor();
        Map<String, List<Integer>> tally = new TreeMap<>();
        for (JsonNode customer : table.path("customers")) {
            String id = customer.path("customer_id").asText();
            tally.computeIfAbsent(id.startsWith("key:") ? Customer.HASHED : id, name -> new ArrayList<>())
                    .add(customer.path("calls").asInt());
        }
        int unidentified = table.path("unidentified").path("calls").asInt();
        if (unidentified > 0) {
            tally.put(Customer.UNIDENTIFIED, List.of(unidentified));
        }
        return tally;
    }

    private ProcessBuilder command(String... options) {
        List<String> command = new ArrayList<>(List.of(Java.LAUNCHER, "-jar", agentJar.toString(), "top"));
        command.addAll(List.of("--dir", journal.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    }
}
