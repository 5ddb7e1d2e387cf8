package dev.rollcall.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.adapters.tomcat.TomcatAdapter;
import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weaves the real classes of each Tomcat that we know, and lets the JVM verify them. */
class EveryTomcatTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final TomcatAdapter adapter = new TomcatAdapter();

    @ParameterizedTest
    @ValueSource(strings = {"tomcat-9", "tomcat-10", "tomcat-11"})
    void every_class_is_woven_and_passes_the_verifier(String version) throws Exception {
        try (Woven tomcat = new Woven(new File("target/tomcats/" + version + ".jar"))) {
            for (String name : classNames()) {
                Class.forName(name, true, tomcat); // initialising a class verifies it
            }
            assertThat(tomcat.woven).containsExactlyInAnyOrderElementsOf(classNames());
        }
        assertThat(said.toString(StandardCharsets.UTF_8).trim()).isEqualTo("rollcall: watching Tomcat");
    }

    private Set<String> classNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Hook hook : adapter.hooks()) {
            names.add(hook.className());
        }
        return names;
    }

    /** A Tomcat whose classes are woven as the JVM would have them woven. */
    private final class Woven extends URLClassLoader {
        final Set<String> woven = new LinkedHashSet<>();
        private final Loom loom = new Loom(
                new LinkCheck(EveryTomcatTest.class.getClassLoader()),
                new HookWeaver(new Handle(
                        Opcodes.H_INVOKESTATIC,
                        "java/lang/RollcallDispatcher",
                        "bootstrap",
                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                                + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
                        false)));
        private final Transformer transformer = new Transformer(
                List.of(adapter),
                () -> loom,
                new AgentLog(new PrintStream(said, true, StandardCharsets.UTF_8), AgentLog.Level.INFO),
                () -> {},
                new WeaveBook());

        Woven(File jar) throws IOException {
            super(new URL[] {jar.toURI().toURL()}, ClassLoader.getPlatformClassLoader());
            assertThat(jar).exists();
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!classNames().contains(name)) {
                return super.findClass(name);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] result = transformer.transform(this, name.replace('.', '/'), null, null, in.readAllBytes());
                if (result == null) {
                    return super.findClass(name);
                }
                woven.add(name);
                return defineClass(name, result, 0, result.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
