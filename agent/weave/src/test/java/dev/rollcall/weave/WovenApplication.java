package dev.rollcall.weave;

import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.Wanted;
import dev.rollcall.core.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.agent.ByteBuddyAgent;

/** An application of one class, woven as the agent would, in a class loader of its own. */
final class WovenApplication {
    private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();

    final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    final AgentLog log = new AgentLog(new PrintStream(stderr, true, StandardCharsets.UTF_8), AgentLog.Level.INFO);
    final HookInstances instances;
    final Class<?> type;
    private final String hooksClass;

    WovenApplication(Class<?> original, Set<String> faults, Hook... hooks) throws Exception {
        this(original.getName(), bytesOf(original), faults, hooks);
    }

    WovenApplication(String name, byte[] original, Set<String> faults, Hook... hooks) throws Exception {
        this(name, original, faults, DispatcherOnce::install, hooks);
    }

    WovenApplication(String name, byte[] original, Set<String> faults, Installation installation, Hook... hooks)
            throws Exception {
        ClassLoader agent = WovenApplication.class.getClassLoader();
        Recorder recorder = new Recorder(new Wanted(List.of(), List.of(), List.of(), false, false, false), 16);
        instances = new HookInstances(agent, recorder);
        Linker linker = new Linker(List.of(hooks), instances, log, faults, new WeaveBook());
        Dispatcher dispatcher = installation.install(INSTRUMENTATION, linker);
        List<HookWeaver.NumberedHook> numbered = new ArrayList<>();
        for (Hook hook : hooks) {
            numbered.add(new HookWeaver.NumberedHook(hook, numbered.size()));
        }
        byte[] woven = new HookWeaver(dispatcher.bootstrapMethod()).weave(original, numbered).bytes;
        type = new OneClassLoader(name, woven, agent).loadClass(name);
        hooksClass = hooks[0].hooksClass();
    }

    static byte[] bytesOf(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    Object make() throws ReflectiveOperationException {
        return type.getConstructor().newInstance();
    }

    Object call(Object target, String method, Object... arguments) throws ReflectiveOperationException {
        for (var candidate : type.getMethods()) {
            if (candidate.getName().equals(method)) {
                return candidate.invoke(target, arguments);
            }
        }
        throw new NoSuchMethodException(method);
    }

    @SuppressWarnings("unchecked")
    List<String> calls() throws ReflectiveOperationException {
        Object hooks = instances.get(type.getClassLoader(), hooksClass);
        return (List<String>) hooks.getClass().getField("calls").get(hooks);
    }

    String said() {
        return stderr.toString(StandardCharsets.UTF_8);
    }

    /** Defines one class itself and asks the parent for all others. */
    static final class OneClassLoader extends ClassLoader {
        private final Map<String, byte[]> classes;

        OneClassLoader(String name, byte[] bytes, ClassLoader parent) {
            super(parent);
            this.classes = Map.of(name, bytes);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
            }
        }
    }

    /** How woven code comes to see the linker. */
    interface Installation {
        Dispatcher install(Instrumentation instrumentation, Linker linker) throws Exception;
    }

    /** The dispatcher can be defined once in a JVM; each test gives it its own linker. */
    private static final class DispatcherOnce {
        private static Dispatcher installed;

        static synchronized Dispatcher install(Instrumentation instrumentation, Linker linker) throws Exception {
            if (installed == null) {
                installed = Dispatcher.install(instrumentation, linker.asHandle());
            } else {
                Class.forName("java.lang.RollcallDispatcher", true, null)
                        .getField("linker")
                        .set(null, linker.asHandle());
            }
            return installed;
        }
    }
}
