package dev.rollcall.core.identity;

import static dev.rollcall.core.identity.Call.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API keys that belong to a customer. */
class AliasesTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path dir;

    @Test
    void a_key_in_the_table_is_its_customer_and_another_one_stays_a_hash() throws IOException {
        String hash =
                call().header("X-API-Key", "my-api-key").by(Call.identifier("")).credentialHash();
        Path file = Files.writeString(dir.resolve("aliases"), "# ours\n\n " + hash + " = acme , Acme, Inc. \n");

        Identifier identifier = started(file);

        Identity known = call().header("X-API-Key", "my-api-key").by(identifier);
        assertThat(known.customerId()).isEqualTo("acme");
        assertThat(known.customerName()).isEqualTo("Acme, Inc.");
        assertThat(known.customerKind()).isEqualTo(CustomerKind.ORG);
        assertThat(known.customerSource()).isEqualTo("api-key:X-API-Key");
        assertThat(known.credentialHash()).isEqualTo(hash);
        assertThat(call().header("X-API-Key", "other-key").by(identifier).customerId())
                .startsWith("key:");
        assertThat(said()).contains("1 customers of API keys read from");
    }

    @Test
    void a_changed_table_counts_without_a_restart_and_one_that_is_gone_leaves_the_customers() throws IOException {
        String hash = call().header("X-API-Key", "k-1").by(Call.identifier("")).credentialHash();
        Path file = Files.writeString(dir.resolve("aliases"), "key:" + hash + "=acme\n");
        Identifier identifier = started(file);
        Call call = call().header("X-API-Key", "k-1");
        assertThat(call.by(identifier).customerId()).isEqualTo("acme");

        Files.writeString(file, hash + "=wayne enterprises\n");
        await().until(() -> "wayne enterprises".equals(call.by(identifier).customerId()));

        Files.delete(file);
        await().until(() -> said().contains("keys keep the customers they had"));
        assertThat(call.by(identifier).customerId()).isEqualTo("wayne enterprises");
    }

    @Test
    void a_table_that_is_not_there_yet_is_said_and_the_application_is_counted() {
        Identifier identifier = started(dir.resolve("none"));

        assertThat(call().header("X-API-Key", "k-1").by(identifier).customerId())
                .startsWith("key:");
        assertThat(said()).contains("cannot be read");
    }

    @Test
    void a_line_that_makes_no_sense_is_named_and_left_out() throws IOException {
        Path file = Files.writeString(
                dir.resolve("aliases"),
                "0123456789abcdef=a\nnonsense\n012=b\nsk_live_raw_secret=c\n0123456789abcdee=\n");

        started(file);

        assertThat(said())
                .contains("line 2 and 3 more are not keyhash=customer[,name]")
                .doesNotContain("sk_live_raw_secret");
    }

    @Test
    void an_address_is_refused_in_one_line_without_its_password() {
        started("https://me:s3cr3t@example.com/aliases");

        assertThat(said())
                .contains("not supported yet; write the path of a file")
                .doesNotContain("s3cr3t");
    }

    private Identifier started(Path file) {
        return started(file.toString());
    }

    private Identifier started(String place) {
        Properties system = new Properties();
        system.setProperty("rollcall.secret", Call.SECRET);
        system.setProperty("rollcall.customer.aliases", place);
        system.setProperty("rollcall.customer.aliases.interval", "1s");
        AgentLog log = new AgentLog(new PrintStream(said, true, StandardCharsets.UTF_8), AgentLog.Level.INFO);
        Options options = Options.load(null, system, Map.of());
        assertThat(options.problems()).isEmpty();
        Identifier identifier = Identifier.create(options, log);
        identifier.start();
        return identifier;
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
