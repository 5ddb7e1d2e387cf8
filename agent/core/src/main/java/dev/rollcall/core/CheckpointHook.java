package dev.rollcall.core;

import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Pipeline;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the agent for CRaC (Coordinated Restore at Checkpoint): a JDK that has it refuses to make an image while a file or a
 * socket is open, and restores one image many times.
 *
 * <p>By reflection on {@code jdk.crac}, which few JDKs have. Images that are made without a word to the JVM (Lambda SnapStart
 * without runtime hooks, cloned machines) are noticed by the pipeline itself, by the clock.
 */
final class CheckpointHook implements InvocationHandler {
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private final Pipeline pipeline;
    private final AgentLog log;

    private CheckpointHook(Pipeline pipeline, AgentLog log) {
        this.pipeline = pipeline;
        this.log = log;
    }

    /**
     * Registers for checkpoints where the JDK has them.
     *
     * @return what must be kept as long as the pipeline lives, since the JDK holds it weakly; null when there is nothing
     */
    static @Nullable Object register(Pipeline pipeline, AgentLog log) {
        try {
            ClassLoader system = ClassLoader.getSystemClassLoader();
            Class<?> core = Class.forName("jdk.crac.Core", true, system);
            Class<?> resource = Class.forName("jdk.crac.Resource", false, system);
            Class<?> context = Class.forName("jdk.crac.Context", false, system);
            Object hook = Proxy.newProxyInstance(
                    resource.getClassLoader(), new Class<?>[] {resource}, new CheckpointHook(pipeline, log));
            Object global = core.getMethod("getGlobalContext").invoke(null);
            context.getMethod("register", resource).invoke(global, hook);
            return hook;
        } catch (ClassNotFoundException usual) {
            return null;
        } catch (ReflectiveOperationException | LinkageError | RuntimeException problem) {
            log.failure("checkpoints cannot be prepared for", problem);
            return null;
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws InterruptedException {
        switch (method.getName()) {
            case "beforeCheckpoint":
                if (!pipeline.suspend(LONGEST_WAIT_MILLIS)) {
                    log.error("the agent could not close its files in time for a checkpoint");
                }
                return null;
            case "afterRestore":
                pipeline.resume();
                return null;
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            default:
                return "rollcall";
        }
    }
}
