package dev.rollcall.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.adapters.webflux.WebFluxAdapter;
import dev.rollcall.core.adapter.Hook;
import dev.rollcall.weave.HookWeaver.NumberedHook;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Weaves the real classes of the Spring version that the test application is built with, and lets the JVM verify them. */
class WebFluxClassesTest {
    private static final ClassLoader APPLICATION = WebFluxClassesTest.class.getClassLoader();
    private static final Handle BOOTSTRAP = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/RollcallDispatcher",
            "bootstrap",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            false);

    @Test
    void the_classes_that_matter_are_there() {
        assertThat(hooksByClass())
                .containsKeys(
                        "org.springframework.web.server.adapter.HttpWebHandlerAdapter",
                        "org.springframework.web.reactive.DispatcherHandler",
                        "org.springframework.web.reactive.result.method.AbstractHandlerMethodMapping",
                        "org.springframework.web.reactive.function.server.support.RouterFunctionMapping");
    }

    @TestFactory
    List<DynamicTest> each_class_passes_the_link_check_and_is_woven_and_verified() {
        List<DynamicTest> tests = new ArrayList<>();
        hooksByClass().forEach((name, hooks) -> tests.add(DynamicTest.dynamicTest(name, () -> weave(name, hooks))));
        return tests;
    }

    private static void weave(String name, List<NumberedHook> hooks) throws Exception {
        byte[] original = bytesOf(name);
        LinkCheck linkCheck = new LinkCheck(APPLICATION);
        for (NumberedHook hook : hooks) {
            assertThat(linkCheck.missing(hook.hook.hooksClass(), APPLICATION, name.replace('.', '/'), original))
                    .as("what %s misses", hook.hook)
                    .isNull();
        }

        HookWeaver.Result woven = new HookWeaver(BOOTSTRAP).weave(original, hooks);

        assertThat(woven.missing).isEmpty();
        assertThat(woven.bytes).isNotEqualTo(original);
        Class<?> verified = Class.forName(name, true, new OneClassLoader(name, woven.bytes));
        assertThat(verified.getClassLoader()).isInstanceOf(OneClassLoader.class);
    }

    /** The hooks for what this application has, as the transformer would choose them. */
    private static Map<String, List<NumberedHook>> hooksByClass() {
        Map<String, List<NumberedHook>> hooks = new LinkedHashMap<>();
        for (Hook hook : new WebFluxAdapter().hooks()) {
            String companion = hook.companion();
            if (has(hook.className()) && (companion == null || has(companion))) {
                hooks.computeIfAbsent(hook.className(), name -> new ArrayList<>())
                        .add(new NumberedHook(hook, 0));
            }
        }
        return hooks;
    }

    private static boolean has(String className) {
        return APPLICATION.getResource(className.replace('.', '/') + ".class") != null;
    }

    private static byte[] bytesOf(String className) throws IOException {
        try (InputStream in = APPLICATION.getResourceAsStream(className.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    /** Defines one class and those nested in it itself, because they share privates, and asks for all others. */
    private static final class OneClassLoader extends ClassLoader {
        private final String name;
        private final byte[] woven;

        OneClassLoader(String name, byte[] woven) {
            super(APPLICATION);
            this.name = name;
            this.woven = woven;
        }

        @Override
        protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
            if (!wanted.equals(name) && !wanted.startsWith(name + "$")) {
                return super.loadClass(wanted, resolve);
            }
            Class<?> loaded = findLoadedClass(wanted);
            if (loaded != null) {
                return loaded;
            }
            try {
                byte[] bytes = wanted.equals(name) ? woven : bytesOf(wanted);
                return defineClass(wanted, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(wanted, e);
            }
        }
    }
}
