package dev.rollcall.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person may write on the command line. */
class PlanTest {
    @Test
    void a_wrong_option_is_told_in_one_sentence() {
        assertWrong("there is no option --round; --help shows all", "--round", "3");
        assertWrong("--rounds needs a value", "--rounds");
        assertWrong("--rounds 0 is not a whole number from 1 on", "--rounds", "0");
        assertWrong(
                "--server netty,jetty has jetty, which is none of spring-mvc, webflux, netty",
                "--server",
                "netty,jetty");
        assertWrong("--other-jar /no/such.jar is not there", "--other-jar", "/no/such.jar");
    }

    private static void assertWrong(String message, String... arguments) {
        assertThatThrownBy(() -> new Plan(List.of(arguments)))
                .isInstanceOf(Plan.WrongOptionException.class)
                .hasMessage(message);
    }

    @Test
    void every_option_has_a_line_of_help() {
        for (Option option : Option.values()) {
            assertThat(option.helpLine()).contains(option.flag());
        }
    }
}
