package dev.rollcall.core.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user writes in the four places, and what the agent makes of it. */
class OptionsTest {
    private final Properties system = new Properties();
    private final Map<String, String> environment = new HashMap<>();
    private String arguments = "";

    @Test
    void nothing_configured_gives_the_defaults_and_no_complaint() {
        Options options = load();

        assertThat(options.problems()).isEmpty();
        assertThat(options.flag(Option.ENABLED)).isTrue();
        assertThat(options.number(Option.QUEUE_SIZE)).isEqualTo(65536);
        assertThat(options.bytes(Option.BATCH_BYTES)).isEqualTo(1_048_576);
        assertThat(options.millis(Option.BATCH_AGE)).isEqualTo(1000);
        assertThat(options.millis(Option.JOURNAL_AGE)).isEqualTo(604_800_000L);
        assertThat(options.choice(Option.DETAIL)).isEqualTo("all");
        assertThat(options.text(Option.ENDPOINT)).isNull();
        assertThat(options.list(Option.EXCLUDE)).isEmpty();
        assertThat(options.source(Option.QUEUE_SIZE)).isNull();
    }

    @Test
    void every_default_is_itself_a_right_value() {
        for (Option option : Option.values()) {
            String text = option.defaultText();
            if (text != null) {
                assertThat(OptionValue.mistake(option, text))
                        .as(option.propertyName())
                        .isNull();
            }
        }
    }

    @Test
    void a_system_property_wins_over_the_environment_over_the_argument_over_the_file(@TempDir Path dir)
            throws IOException {
        Path file = dir.resolve("rollcall.properties");
        Files.write(
                file,
                ("rollcall.batch.age=4s\nrollcall.batch.events=4\nbatch.bytes=4KB\nrollcall.environment=four\n")
                        .getBytes(StandardCharsets.UTF_8));
        arguments = "batch.age=3s,batch.events=3,batch.bytes=3KB,config=" + file;
        environment.put("ROLLCALL_BATCH_AGE", "2s");
        environment.put("ROLLCALL_BATCH_EVENTS", "2");
        system.setProperty("rollcall.batch.age", "1500ms");

        Options options = load();

        assertThat(options.problems()).isEmpty();
        assertThat(options.millis(Option.BATCH_AGE)).isEqualTo(1500);
        assertThat(options.source(Option.BATCH_AGE)).isEqualTo("system property rollcall.batch.age");
        assertThat(options.number(Option.BATCH_EVENTS)).isEqualTo(2);
        assertThat(options.source(Option.BATCH_EVENTS)).isEqualTo("environment variable ROLLCALL_BATCH_EVENTS");
        assertThat(options.bytes(Option.BATCH_BYTES)).isEqualTo(3072);
        assertThat(options.source(Option.BATCH_BYTES)).isEqualTo("agent argument batch.bytes");
        assertThat(options.text(Option.ENVIRONMENT)).isEqualTo("four");
        assertThat(options.source(Option.ENVIRONMENT)).isEqualTo(file.toString());
    }

    @Test
    void an_empty_value_is_as_good_as_none() {
        environment.put("ROLLCALL_ENDPOINT", "");
        environment.put("ROLLCALL_BATCH_AGE", " ");
        arguments = "batch.age=3s";

        Options options = load();

        assertThat(options.problems()).isEmpty();
        assertThat(options.text(Option.ENDPOINT)).isNull();
        assertThat(options.millis(Option.BATCH_AGE)).isEqualTo(3000);
    }

    @Test
    void a_bad_value_is_one_line_with_what_would_be_right_and_the_default_is_used() {
        system.setProperty("rollcall.batch.age", "5");
        environment.put("ROLLCALL_QUEUE_SIZE", "9999999");
        environment.put("ROLLCALL_ENABLED", "yes");
        arguments = "detail=some,endpoint=collector:80";

        Options options = load();

        assertThat(options.problems())
                .containsExactly(
                        "rollcall.batch.age=5 is not a duration; write 5s or 500ms. Using 1s.",
                        "ROLLCALL_ENABLED=yes is not true or false; write true. Using true.",
                        "ROLLCALL_QUEUE_SIZE=9999999 is out of range; write a value from 2 to 1048576. Using 65536.",
                        "Agent argument detail=some is not known; write one of all, sampled:<per second>, none."
                                + " Using all.",
                        "Agent argument endpoint=collector:80 is not an http or https address; write"
                                + " https://collector.example.com/v1/events. It is left out.");
        assertThat(options.millis(Option.BATCH_AGE)).isEqualTo(1000);
        assertThat(options.number(Option.QUEUE_SIZE)).isEqualTo(65536);
        assertThat(options.flag(Option.ENABLED)).isTrue();
        assertThat(options.text(Option.ENDPOINT)).isNull();
    }

    @Test
    void a_bad_value_does_not_let_a_weaker_place_through() {
        system.setProperty("rollcall.batch.age", "soon");
        arguments = "batch.age=3s";

        assertThat(load().millis(Option.BATCH_AGE)).isEqualTo(1000);
    }

    @Test
    void an_unknown_name_is_answered_with_the_nearest_one_in_the_same_manner_of_writing(@TempDir Path dir)
            throws IOException {
        Path file = dir.resolve("r.properties");
        Files.write(file, "rollcall.journal.dri=/x\n".getBytes(StandardCharsets.UTF_8));
        system.setProperty("rollcall.endpiont", "http://x");
        environment.put("ROLLCALL_BATCHAGE", "5s");
        arguments = "serivce=shop,config=" + file;

        assertThat(load().problems())
                .containsExactly(
                        "System property rollcall.endpiont is not an option; did you mean rollcall.endpoint? It is left"
                                + " out.",
                        "Environment variable ROLLCALL_BATCHAGE is not an option; did you mean ROLLCALL_BATCH_AGE? It is"
                                + " left out.",
                        "Agent argument serivce is not an option; did you mean service? It is left out.",
                        file + ": rollcall.journal.dri is not an option; did you mean rollcall.journal.dir? It is left"
                                + " out.");
    }

    @Test
    void names_that_are_not_ours_are_none_of_our_business() {
        system.setProperty("rollcalls", "1");
        system.setProperty("user.home", "/x");
        system.setProperty("rollcall.started", "true");
        environment.put("ROLL", "1");

        assertThat(load().problems()).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_read_is_one_line() {
        arguments = "config=/no/such/file,log=off";

        Options options = load();

        assertThat(options.problems()).hasSize(1);
        assertThat(options.problems().get(0)).startsWith("rollcall.config=/no/such/file cannot be read (");
        assertThat(options.choice(Option.LOG)).isEqualTo("off");
    }

    @Test
    void a_secret_is_never_printed_not_even_when_it_is_wrong_or_its_name_is() {
        system.setProperty("rollcall.token", "s3cr3t with space");
        environment.put("ROLLCALL_SECRET", "s3cr3t");
        environment.put("ROLLCALL_TOKN", "s3cr3t");
        arguments = "tken=s3cr3t,s3cr3t,endpoint=http://me:s3cr3t@host:99999/,log=s3cr3t://s3cr3t@";

        Options options = load();

        assertThat(options.problems()).hasSize(5);
        assertThat(options.problems().subList(0, 4).toString()).doesNotContain("s3cr3t");
        assertThat(options.shown(Option.SECRET)).isEqualTo("(set)");
        assertThat(options.shown(Option.TOKEN)).isNull();
    }

    @Test
    void the_password_in_an_address_is_not_shown() {
        arguments = "endpoint=https://me:s3cr3t@host/events";

        Options options = load();

        assertThat(options.text(Option.ENDPOINT)).isEqualTo("https://me:s3cr3t@host/events");
        assertThat(options.shown(Option.ENDPOINT)).isEqualTo("https://***@host/events");
    }

    @Test
    void several_endpoints_stand_in_one_list_with_their_tokens() {
        arguments = "endpoint=https://a/in, https://b/in,token=x,-,,format=rollcall,rollcall,log=off";

        Options options = load();

        assertThat(options.problems()).isEmpty();
        assertThat(options.places(Option.ENDPOINT)).containsExactly("https://a/in", "https://b/in");
        assertThat(options.places(Option.TOKEN)).containsExactly("x", "-", "");
        assertThat(options.places(Option.FORMAT)).containsExactly("rollcall", "rollcall");
        assertThat(options.shown(Option.TOKEN)).isEqualTo("(set)");
        assertThat(options.choice(Option.LOG)).isEqualTo("off");
    }

    @Test
    void one_wrong_word_in_a_list_is_named_and_the_list_left_out() {
        arguments = "endpoint='https://a/in,me:s3cr3t@b:80',format='rollcall,rolcall'";

        Options options = load();

        assertThat(options.problems()).hasSize(2);
        assertThat(options.problems().get(0)).contains("has number 2 that is not an http or https address");
        assertThat(options.problems().get(1)).contains("format=rollcall,rolcall is not known; write some of rollcall.");
        assertThat(options.text(Option.ENDPOINT)).isNull();
    }

    @Test
    void a_password_with_a_question_mark_is_not_shown_by_halves() {
        assertThat(OptionValue.shown(OptionType.URL, "https://me:p?w@host/in,https://other/in?key=k"))
                .isEqualTo("https://***@host/in,https://other/in?***");
    }

    @Test
    void the_passwords_in_all_addresses_are_not_shown() {
        arguments = "endpoint='https://a/in,https://me:s3c,r3t@b/in,https://you:s3cr3t@c/in'";
        assertThat(load().problems().toString()).doesNotContain("s3c", "r3t");

        arguments = "endpoint=https://a/in,https://me:s3cr3t@b/in,https://you:s3cr3t@" + "c".repeat(100) + "/in";
        assertThat(load().shown(Option.ENDPOINT)).startsWith("https://a/in,https://***@b/in,https://***@cccc");
    }

    @Test
    void commas_in_the_agent_argument_belong_to_a_rule_list_until_the_next_name() {
        arguments =
                "customer=header:X-A,jwt:org_id,principal,log=off,exclude=/health,/internal/**,service=a, batch.age = 2s";

        Options options = load();

        assertThat(options.problems()).isEmpty();
        assertThat(options.text(Option.CUSTOMER)).isEqualTo("header:X-A,jwt:org_id,principal");
        assertThat(options.list(Option.EXCLUDE)).containsExactly("/health", "/internal/**");
        assertThat(options.choice(Option.LOG)).isEqualTo("off");
        assertThat(options.text(Option.SERVICE)).isEqualTo("a");
        assertThat(options.millis(Option.BATCH_AGE)).isEqualTo(2000);
    }

    @Test
    void commas_in_properties_belong_to_them_until_the_name_of_an_option() {
        arguments = "properties=plan=jwt:plan,region=header:X-Region,log=off";

        Options options = load();

        assertThat(options.problems()).isEmpty();
        assertThat(options.text(Option.PROPERTIES)).isEqualTo("plan=jwt:plan,region=header:X-Region");
        assertThat(options.choice(Option.LOG)).isEqualTo("off");
    }

    @Test
    void quotes_settle_any_doubt_about_commas() {
        arguments = "properties='service=header:X-Service,log=header:X-Log',service=\"a, b\",log=off";

        Options options = load();

        assertThat(options.problems()).isEmpty();
        assertThat(options.text(Option.PROPERTIES)).isEqualTo("service=header:X-Service,log=header:X-Log");
        assertThat(options.text(Option.SERVICE)).isEqualTo("a, b");
        assertThat(options.choice(Option.LOG)).isEqualTo("off");
    }

    @Test
    void an_agent_argument_without_a_value_is_named() {
        arguments = "debug,log=off";

        Options options = load();

        assertThat(options.problems()).hasSize(1);
        assertThat(options.problems().get(0)).startsWith("Agent argument debug has no value; write name=value");
        assertThat(options.choice(Option.LOG)).isEqualTo("off");
    }

    @Test
    void durations_and_sizes_take_their_units() {
        arguments = "batch.age=500ms,shutdown.timeout=2m,journal.age=36h,batch.bytes=512KB,journal.bytes=1gb";

        Options options = load();

        assertThat(options.problems()).isEmpty();
        assertThat(options.millis(Option.BATCH_AGE)).isEqualTo(500);
        assertThat(options.millis(Option.SHUTDOWN_TIMEOUT)).isEqualTo(120_000);
        assertThat(options.millis(Option.JOURNAL_AGE)).isEqualTo(129_600_000);
        assertThat(options.bytes(Option.BATCH_BYTES)).isEqualTo(524_288);
        assertThat(options.bytes(Option.JOURNAL_BYTES)).isEqualTo(1_073_741_824);
    }

    @Test
    void sampled_detail_takes_a_rate() {
        arguments = "detail=sampled:100";
        assertThat(load().choice(Option.DETAIL)).isEqualTo("sampled:100");

        arguments = "detail=sampled:0";
        assertThat(load().problems()).hasSize(1);
    }

    @Test
    void the_service_is_named_by_others_before_we_guess() {
        system.setProperty("sun.java.command", "/opt/my shop/shop-api-1.2.3-SNAPSHOT.jar --port 80");
        assertThat(load().service()).isEqualTo("shop-api");

        system.setProperty("sun.java.command", "com.acme.shop.Main /data/x.jar");
        assertThat(load().service()).isEqualTo("com.acme.shop.Main");

        system.setProperty("sun.java.command", "com.acme.shop/com.acme.shop.Main");
        assertThat(load().service()).isEqualTo("com.acme.shop.Main");

        system.setProperty("sun.java.command", "log4j2-demo.jar");
        assertThat(load().service()).isEqualTo("log4j2-demo");

        environment.put("SPRING_APPLICATION_NAME", "spring-env");
        assertThat(load().service()).isEqualTo("spring-env");

        system.setProperty("spring.application.name", "spring");
        assertThat(load().service()).isEqualTo("spring");

        environment.put("OTEL_SERVICE_NAME", "otel");
        assertThat(load().service()).isEqualTo("otel");

        environment.put("ROLLCALL_SERVICE", "ours");
        assertThat(load().service()).isEqualTo("ours");
    }

    @Test
    void a_process_without_a_command_still_has_a_service_name() {
        assertThat(load().service()).isEqualTo("java");
    }

    @Test
    void the_journal_is_in_a_directory_of_the_users_own() {
        system.setProperty("java.io.tmpdir", "/var/tmp");
        system.setProperty("user.name", "a/../b");
        assertThat(load().journalDirectory()).isEqualTo(new File("/var/tmp/rollcall-a_.._b"));

        environment.put("ROLLCALL_JOURNAL_DIR", "/data/rollcall");
        assertThat(load().journalDirectory()).isEqualTo(new File("/data/rollcall"));
    }

    @Test
    void help_names_every_option_but_the_hidden_ones() {
        String help = OptionsHelp.text();

        for (Option option : Option.values()) {
            assertThat(help.contains(option.propertyName() + " ") || help.contains(option.propertyName() + "="))
                    .as(option.propertyName())
                    .isEqualTo(!option.isHidden());
        }
    }

    private Options load() {
        return Options.load(arguments, system, environment);
    }
}
