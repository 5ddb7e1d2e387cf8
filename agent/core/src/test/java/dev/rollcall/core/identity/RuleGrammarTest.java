package dev.rollcall.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What the agent says about rules that make no sense. */
class RuleGrammarTest {
    @Test
    void a_kind_of_rule_that_is_none_is_answered_with_the_nearest_one() {
        assertProblem(
                "heder:X-A",
                "rollcall.customer, rule 1 (heder:X-A), position 1: \"heder\" is no kind of rule; did you mean"
                        + " header:NAME? The rule is left out.");
        assertProblem(
                "principle",
                "rollcall.customer, rule 1 (principle), position 1: \"principle\" is no kind of rule; did you mean"
                        + " principal? The rule is left out.");
    }

    @Test
    void what_is_missing_is_named_with_its_place() {
        assertProblem("header", position(7) + "the name is missing; write header:NAME");
        assertProblem("header:", position(8) + "the name is missing; write header:NAME");
        assertProblem("jwt", position(4) + "the claim is missing; write jwt:sub");
        assertProblem("jwt@X", position(6) + "the claim is missing; write jwt@HEADER:claim.path");
        assertProblem("jwt@:sub", position(5) + "the header's name is missing; write jwt@HEADER:claim.path");
        assertProblem("jwt:a..b", position(7) + "a name is missing");
        assertProblem("jwt:", position(5) + "a name is missing");
        assertProblem("jwt:\"a.b", position(5) + "the quote is not closed");
        assertProblem("jwt:\"a.b\"c", position(10) + "a dot is missing");
        assertProblem("json-header:X", position(14) + "the path within the header is missing");
        assertProblem("json-header:X#a..b", position(17) + "a name is missing");
        assertProblem("api-key:query.", position(15) + "the parameter's name is missing");
        assertProblem("path:", position(6) + "the expression is missing");
    }

    @Test
    void what_cannot_be_is_named_with_its_place() {
        assertProblem("header:X A", position(9) + "a header's name cannot have \" \" in it; write header:NAME");
        assertProblem("jwt@X(A:sub", position(6) + "a header's name cannot have \"(\" in it");
        assertProblem("header@X:a", position(7) + "\"@\" goes with jwt only; write jwt@HEADER:claim.path");
        assertProblem("basic:x", position(6) + "nothing may stand behind it; write basic");
        assertProblem("path:/a/(\\d+", "not a regular expression (Unclosed group)");
        assertProblem("mtls:CN", position(1) + "mtls is not supported yet; write the header");
    }

    @Test
    void a_bad_rule_leaves_the_others_in_force() {
        Identifier identifier = identifier("customer", "heder:X-A,header:X-B");

        assertThat(identifier.problems()).hasSize(1);
        assertThat(Call.call().header("X-B", "b").by(identifier).customerId()).isEqualTo("b");
    }

    @Test
    void a_property_without_a_right_name_is_told() {
        assertThat(identifier("properties", "jwt:plan,a b=jwt:x,plan=jwt:plan,x=heder:Y")
                        .problems())
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("rollcall.properties, rule 1 (jwt:plan), position 1: a property"),
                        p -> assertThat(p).startsWith("rollcall.properties, rule 2 (a b=jwt:x)"),
                        p -> assertThat(p).startsWith("rollcall.properties, rule 4 (heder:Y), position 3: \"heder\""));
    }

    @Test
    void more_headers_than_there_is_room_for_are_told_and_left_out() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            rules.append("header:X-H").append(i).append(',');
        }

        Identifier identifier = identifier("customer", rules.toString());

        assertThat(identifier.problems()).isNotEmpty();
        assertThat(identifier.problems().get(0)).contains("one header too many");
        assertThat(Call.call().header("X-H0", "a").by(identifier).customerId()).isEqualTo("a");
    }

    @Test
    void commas_in_brackets_and_quotes_belong_to_the_rule() {
        assertThat(RuleLists.split("path:/a/(\\d{1,3}),jwt:\"a,b\",,  basic ,path:[,]\\(,x"))
                .containsExactly("path:/a/(\\d{1,3})", "jwt:\"a,b\"", "basic", "path:[,]\\(", "x");
    }

    @Test
    void when_no_rule_can_be_used_the_default_ones_find_the_customer() {
        Identifier identifier = identifier("customer", "jtw:sub,header:");

        assertThat(identifier.problems()).hasSize(3);
        assertThat(Call.call().header("X-Customer-ID", "acme").by(identifier).customerId())
                .isEqualTo("acme");
    }

    @Test
    void one_rule_that_can_be_used_is_enough() {
        Identifier identifier = identifier("customer", "jtw:sub,header:X-A");

        assertThat(identifier.problems()).hasSize(1);
        assertThat(Call.call().header("X-Customer-ID", "acme").by(identifier).customerId())
                .isNull();
    }

    private static String position(int position) {
        return "position " + position + ": ";
    }

    private static void assertProblem(String rule, String expected) {
        List<String> problems = identifier("customer", rule).problems();
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).contains(expected).endsWith("The rule is left out.");
        assertThat(problems.get(1)).isEqualTo("rollcall.customer has no rule that can be used. Using default.");
    }

    private static Identifier identifier(String option, String value) {
        Properties system = new Properties();
        system.setProperty("rollcall." + option, value);
        return Identifier.create(
                Options.load(null, system, Map.of()),
                new AgentLog(new PrintStream(OutputStream.nullOutputStream()), AgentLog.Level.OFF));
    }
}
