package dev.rollcall.weave;

import dev.rollcall.core.exchange.Recorder;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the instance of a hooks class that serves one class loader of the application.
 *
 * <p>Both the application's loader and the adapter loader above it are held weakly. An adapter loader is kept alive by the
 * call sites that were linked to its hooks, that is, by the woven classes themselves, so that a web application that is
 * undeployed takes its hooks with it.
 */
final class HookInstances {
    private final ClassLoader agent;
    private final Recorder recorder;
    private final Map<ClassLoader, WeakReference<AdapterClassLoader>> loaders = new WeakHashMap<>();
    /** For classes of the boot loader, which live as long as the JVM. */
    private final AdapterClassLoader boot;

    HookInstances(ClassLoader agent, Recorder recorder) {
        this.agent = agent;
        this.recorder = recorder;
        this.boot = new AdapterClassLoader(agent, null, recorder);
    }

    /**
     * The instance of a hooks class for woven classes of one loader.
     *
     * @throws ReflectiveOperationException when the hooks class cannot be loaded or made
     */
    Object get(@Nullable ClassLoader application, String hooksClass) throws ReflectiveOperationException {
        return adapterLoader(application).hooks(hooksClass);
    }

    private synchronized AdapterClassLoader adapterLoader(@Nullable ClassLoader application) {
        if (application == null) {
            return boot;
        }
        WeakReference<AdapterClassLoader> reference = loaders.get(application);
        AdapterClassLoader existing = reference == null ? null : reference.get();
        if (existing == null) {
            existing = new AdapterClassLoader(agent, application, recorder);
            loaders.put(application, new WeakReference<>(existing));
        }
        return existing;
    }
}
