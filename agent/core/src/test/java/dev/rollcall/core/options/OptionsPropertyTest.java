package dev.rollcall.core.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever anybody writes, the application starts. */
class OptionsPropertyTest {
    @Property(tries = 500)
    void any_agent_argument_is_read_without_an_exception(@ForAll String arguments) {
        Options options = Options.load(arguments, new Properties(), Map.of());

        assertOneLineEach(options.problems());
    }

    @Property(tries = 500)
    void any_text_made_of_the_characters_that_mean_something_is_read(@ForAll("punctuated") String arguments) {
        Options options = Options.load(arguments, new Properties(), Map.of());

        assertOneLineEach(options.problems());
    }

    @Property(tries = 500)
    void any_value_of_any_option_leaves_a_value_that_is_right(@ForAll Option option, @ForAll String value) {
        Properties system = new Properties();
        system.setProperty(option.propertyName(), value);

        Options options = Options.load(null, system, Map.of());

        assertOneLineEach(options.problems());
        String text = options.text(option);
        if (text != null) {
            assertThat(OptionValue.mistake(option, text)).isNull();
        }
    }

    @Property
    void a_number_of_milliseconds_is_read_as_it_was_written(@ForAll @LongRange(min = 0, max = 1L << 50) long millis) {
        String written = OptionValue.written(OptionType.DURATION, millis);

        assertThat(OptionValue.number(OptionType.DURATION, written)).isEqualTo(millis);
    }

    @Property
    void a_number_of_bytes_is_read_as_it_was_written(@ForAll @LongRange(min = 0, max = 1L << 50) long bytes) {
        String written = OptionValue.written(OptionType.SIZE, bytes);

        assertThat(OptionValue.number(OptionType.SIZE, written)).isEqualTo(bytes);
    }

    @Property
    void quoted_values_come_through_agent_arguments_unchanged(@ForAll("values") List<String> values) {
        String arguments = values.stream().map(v -> "properties=\"" + v + "\"").collect(Collectors.joining(", "));

        AgentArguments read = new AgentArguments(arguments);

        assertThat(read.leftOver()).isEmpty();
        assertThat(read.size()).isEqualTo(values.size());
        for (int i = 0; i < values.size(); i++) {
            assertThat(read.value(i)).isEqualTo(values.get(i));
        }
    }

    @Property
    void one_slip_of_the_finger_is_answered_with_the_right_name(
            @ForAll("named") Option option, @ForAll @IntRange(min = 0, max = 40) int where) {
        String name = option.shortName();
        if (name.length() < 5) {
            return;
        }
        int at = where % (name.length() - 1);
        String slipped = name.substring(0, at) + "q" + name.substring(at + 1);

        assertThat(OptionNames.nearest(slipped)).isEqualTo(option);
        assertThat(Spelling.distance(name, slipped)).isEqualTo(Spelling.distance(slipped, name));
    }

    @Property
    void every_option_can_be_given_as_an_environment_variable(@ForAll("named") Option option) {
        Map<String, String> environment = new HashMap<>();
        environment.put(option.environmentName(), "a\u0007b");

        assertThat(Options.load(null, new Properties(), environment).problems()).hasSize(1);
    }

    private static void assertOneLineEach(List<String> problems) {
        for (String problem : problems) {
            assertThat(problem).doesNotContain("\n").doesNotContain("\r").endsWith(".");
        }
    }

    @Provide
    Arbitrary<Option> named() {
        return Arbitraries.of(Option.class).filter(o -> !o.isHidden());
    }

    @Provide
    Arbitrary<List<String>> values() {
        return Arbitraries.strings()
                .withChars("ab=,: '")
                .ofMaxLength(12)
                .filter(v -> !v.isBlank())
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> punctuated() {
        return Arbitraries.of(
                        "customer",
                        "properties",
                        "log",
                        "token",
                        "batch.age",
                        "x",
                        "=",
                        "=",
                        ",",
                        ",",
                        "\"",
                        "'",
                        " ",
                        ":",
                        "5s",
                        "rollcall.")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }
}
