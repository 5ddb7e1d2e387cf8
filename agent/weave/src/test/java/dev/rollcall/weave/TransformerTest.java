package dev.rollcall.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.adapter.Adapter;
import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.Hook.At;
import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import sample.app.Present;

class TransformerTest {
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final WeaveBook book = new WeaveBook();

    @Test
    void a_class_is_left_alone_without_a_word_where_its_companion_is_missing() throws Exception {
        assertThat(transform(greet().onlyWith("sample.app.NoSuchClass"))).isNull();
        assertThat(stderr.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_class_is_woven_where_its_companion_is_present() throws Exception {
        assertThat(transform(greet().onlyWith("sample.app.Parent"))).isNotNull();
    }

    @Test
    void the_book_tells_what_was_woven_and_what_was_left_alone_and_why() throws Exception {
        transform(greet());
        transform(greet());
        transform(Hook.of(
                "sample.app.Present", "absent", null, At.ENTER, "dev.rollcall.adapters.testing.CallLog", "entered"));

        assertThat(book.woven()).singleElement().satisfies(entry -> {
            assertThat(entry.subject()).isEqualTo("sample.app.Present");
            assertThat(entry.adapter()).isEqualTo("Sample");
            assertThat(entry.loader()).isEqualTo("app");
        });
        assertThat(book.leftAlone())
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("it has no method absent as we know it"));
    }

    /** Else one adapter is told with the versions of two libraries, as servlets 6.0 and servlets 6.2.19. */
    @Test
    void a_class_of_another_library_than_its_adapters_is_told_by_the_name_of_that() throws Exception {
        transform(greet().onlyWith("sample.app.Parent").ofLibrary("Another").optional());

        assertThat(book.woven())
                .singleElement()
                .satisfies(entry -> assertThat(entry.adapter()).isEqualTo("Another"));
        assertThat(stderr.toString(StandardCharsets.UTF_8)).contains("watching Another");
    }

    @Test
    void what_makes_mbean_servers_is_noticed_and_never_touched() throws Exception {
        assertThat(book.isManagementLoaded()).isFalse();

        assertThat(transformer(greet()).transform(null, "javax/management/MBeanServerFactory", null, null, new byte[0]))
                .isNull();

        assertThat(book.isManagementLoaded()).isTrue();
        assertThat(book.leftAlone()).isEmpty();
        assertThat(transformer(greet()).meets(javax.management.MBeanServerFactory.class))
                .isFalse();
        assertThat(transformer(greet()).meets(Present.class)).isTrue();
    }

    private static Hook greet() {
        return Hook.of(
                "sample.app.Present", "greet", null, At.ENTER, "dev.rollcall.adapters.testing.CallLog", "entered");
    }

    private byte[] transform(Hook hook) throws Exception {
        return transformer(hook)
                .transform(
                        TransformerTest.class.getClassLoader(),
                        "sample/app/Present",
                        null,
                        null,
                        WovenApplication.bytesOf(Present.class));
    }

    private Transformer transformer(Hook hook) throws Exception {
        Adapter adapter = new Adapter() {
            @Override
            public String name() {
                return "Sample";
            }

            @Override
            public List<Hook> hooks() {
                return List.of(hook);
            }
        };
        Loom loom = new Loom(
                new LinkCheck(TransformerTest.class.getClassLoader()),
                new HookWeaver(
                        new Handle(Opcodes.H_INVOKESTATIC, "java/lang/RollcallDispatcher", "bootstrap", "()V", false)));
        return new Transformer(
                List.of(adapter),
                () -> loom,
                new AgentLog(new PrintStream(stderr, true, StandardCharsets.UTF_8), AgentLog.Level.INFO),
                () -> {},
                book);
    }
}
