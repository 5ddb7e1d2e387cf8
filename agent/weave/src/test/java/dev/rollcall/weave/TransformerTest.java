package dev.rollcall.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.adapter.Adapter;
import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.Hook.At;
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

    @Test
    void a_class_is_left_alone_without_a_word_where_its_companion_is_missing() throws Exception {
        assertThat(transform(greet().onlyWith("sample.app.NoSuchClass"))).isNull();
        assertThat(stderr.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_class_is_woven_where_its_companion_is_present() throws Exception {
        assertThat(transform(greet().onlyWith("sample.app.Parent"))).isNotNull();
    }

    private static Hook greet() {
        return Hook.of(
                "sample.app.Present", "greet", null, At.ENTER, "dev.rollcall.adapters.testing.CallLog", "entered");
    }

    private byte[] transform(Hook hook) throws Exception {
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
        ClassLoader loader = TransformerTest.class.getClassLoader();
        Transformer transformer = new Transformer(
                List.of(adapter),
                new HookWeaver(
                        new Handle(Opcodes.H_INVOKESTATIC, "java/lang/RollcallDispatcher", "bootstrap", "()V", false)),
                new LinkCheck(loader),
                new AgentLog(new PrintStream(stderr, true, StandardCharsets.UTF_8), AgentLog.Level.INFO),
                () -> {});
        return transformer.transform(loader, "sample/app/Present", null, null, WovenApplication.bytesOf(Present.class));
    }
}
