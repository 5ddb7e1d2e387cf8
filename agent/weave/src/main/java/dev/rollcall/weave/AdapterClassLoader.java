package dev.rollcall.weave;

import dev.rollcall.core.exchange.Recorder;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where hooks live: between the agent and one class loader of the application. It defines the adapters' classes anew, takes
 * the agent's core from the isolated loader, and everything else from the application.
 *
 * <p>Nothing of the agent's holds it strongly; the woven classes do, through their call sites. So it goes when they go.
 */
final class AdapterClassLoader extends ClassLoader {
    static final String ADAPTERS = "dev.rollcall.adapters.";
    private static final String AGENT = "dev.rollcall.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader agent;
    private final Recorder recorder;
    private final Map<String, Object> hooks = new HashMap<>();

    AdapterClassLoader(ClassLoader agent, @Nullable ClassLoader application, Recorder recorder) {
        super("rollcall-adapters", application);
        this.agent = agent;
        this.recorder = recorder;
    }

    /** The one instance of a hooks class in this loader. */
    synchronized Object hooks(String hooksClass) throws ReflectiveOperationException {
        Object instance = hooks.get(hooksClass);
        if (instance == null) {
            instance = Class.forName(hooksClass, true, this)
                    .getConstructor(Recorder.class)
                    .newInstance(recorder);
            hooks.put(hooksClass, instance);
        }
        return instance;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(AGENT)) {
            return super.loadClass(name, resolve);
        }
        if (!name.startsWith(ADAPTERS)) {
            return agent.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = agent.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, AdapterClassLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
