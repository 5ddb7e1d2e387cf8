package dev.rollcall.core.identity;

import static dev.rollcall.core.identity.Call.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Customers on a request thread are the customers of the drain thread. */
class SiblingTest {
    private final Identifier identifier = Call.identifier("customer=path:/org/(\\w+)+,default");
    private final Identifier sibling = identifier.sibling();

    static Stream<Call> calls() {
        return Stream.of(
                call(),
                call().header("X-Customer-ID", "acme").status(401),
                call().header("X-Customer-ID", "\u0007"),
                call().path("/org/wayne/users"),
                call().bearer(Jwt.OF_513),
                call().bearer("not.a.token"),
                call().bearer("opaque-key-1"),
                call().header("X-API-Key", "k-123").status(500),
                call().basic("ann:secret"),
                call().basic("sk_live:"),
                call().principal("ann"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void both_find_the_same_customer(Call call) {
        Identity whole = call.by(identifier);
        for (int again = 0; again < 2; again++) {
            Identity brief = sibling.identifyCustomer(call.record(sibling));
            assertThat(brief.customerId()).isEqualTo(whole.customerId());
            assertThat(brief.customerName()).isEqualTo(whole.customerName());
            assertThat(brief.customerKind()).isEqualTo(whole.customerKind());
            assertThat(brief.customerSource()).isEqualTo(whole.customerSource());
            assertThat(brief.customerAccepted()).isEqualTo(whole.customerAccepted());
            assertThat(brief.endUser()).isNull();
            assertThat(brief.properties()).isZero();
        }
    }

    @Test
    void both_count_what_they_refuse() {
        Call refused = call().header("X-Customer-ID", "\u0007");
        refused.by(identifier);
        sibling.identifyCustomer(refused.record(sibling));
        assertThat(identifier.refused()).isEqualTo(2);
    }

    @Test
    void what_both_find_is_counted_together() {
        Call found = call().header("X-Customer-ID", "acme");
        found.by(identifier);
        sibling.identifyCustomer(found.record(sibling));
        assertThat(identifier.customerRules())
                .filteredOn(rule -> rule.hits() > 0)
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.rule()).isEqualTo("header:X-Customer-ID");
                    assertThat(rule.hits()).isEqualTo(2);
                });
    }

    @Test
    void the_drain_thread_reads_the_secret_that_another_thread_lacks(@TempDir Path directory) {
        Identifier main = Identifier.create(
                Options.load("journal.dir=" + directory, new Properties(), Map.of()),
                new AgentLog(new PrintStream(OutputStream.nullOutputStream()), AgentLog.Level.OFF));
        Identifier other = main.sibling();
        Call call = call().header("X-API-Key", "k-123");
        Record record = call.record(other);
        main.helpSiblings();
        assertThat(directory).as("nobody has asked").isEmptyDirectory();
        assertThatThrownBy(() -> other.identifyCustomer(record)).isInstanceOf(SecretNotReady.class);
        main.helpSiblings();
        assertThat(other.identifyCustomer(record).customerId())
                .isNotNull()
                .isEqualTo(call.by(main).customerId());
    }
}
