package dev.rollcall.weave;

import dev.rollcall.core.adapter.Adapter;
import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.weave.HookWeaver.NumberedHook;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Is shown every class that the JVM loads, and looks its name up once in a table of about twenty names. Everything else
 * happens for those only.
 */
final class Transformer implements ClassFileTransformer {
    /** Loaded by whoever makes or asks for the first MBean server; ours may be registered from then on, and not before. */
    private static final String MANAGEMENT = "javax/management/MBeanServerFactory";

    private final Map<String, Target> targets = new HashMap<>();
    private final Loom.Workshop workshop;
    private final AgentLog log;
    private final Runnable onFirstWoven;
    private final WeaveBook book;

    /**
     * Makes the table.
     *
     * @param workshop asked when a class of the table is loaded, and not before
     * @param onFirstWoven run before a class is woven
     * @param book is told what becomes of each class
     */
    Transformer(List<Adapter> adapters, Loom.Workshop workshop, AgentLog log, Runnable onFirstWoven, WeaveBook book) {
        this.onFirstWoven = onFirstWoven;
        this.book = book;
        this.workshop = workshop;
        this.log = log;
        int number = 0;
        for (Adapter adapter : adapters) {
            for (Hook hook : adapter.hooks()) {
                String name = hook.className().replace('.', '/');
                Target target = targets.get(name);
                if (target == null) {
                    String library = hook.library();
                    target = new Target(library == null ? adapter.name() : library);
                    targets.put(name, target);
                }
                target.hooks.add(new NumberedHook(hook, number++));
            }
        }
        targets.put(MANAGEMENT, new Target("JMX"));
    }

    /** All hooks, each at the place of its number: the linker finds a woven call's hook by it. */
    static List<Hook> numbered(List<Adapter> adapters) {
        List<Hook> numbered = new ArrayList<>();
        for (Adapter adapter : adapters) {
            numbered.addAll(adapter.hooks());
        }
        return numbered;
    }

    /** Takes note of a class that was loaded before us; true when it is to be woven. */
    boolean meets(Class<?> type) {
        // Hundreds of classes are loaded before us, and all but a few of them are these: not even their names are read.
        if ("java.base".equals(type.getModule().getName())) {
            return false;
        }
        String name = type.getName().replace('.', '/');
        if (name.equals(MANAGEMENT)) {
            book.managementLoaded();
            return false;
        }
        return targets.containsKey(name);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (className == null) {
            return null;
        }
        Target target = targets.get(className);
        if (target == null) {
            return null;
        }
        try {
            return weave(target, loader, className, bytes);
        } catch (Throwable problem) {
            String name = className.replace('/', '.');
            log.failure(name + " is left as it is, because it could not be woven", problem);
            book.leftAlone(name, loader, target.adapter, "it could not be woven: " + problem);
            return null;
        }
    }

    private byte @Nullable [] weave(Target target, @Nullable ClassLoader loader, String className, byte[] bytes)
            throws Exception {
        if (className.equals(MANAGEMENT)) {
            book.managementLoaded();
            return null;
        }
        List<NumberedHook> hooks = withCompanions(target.hooks, loader);
        if (hooks.isEmpty()) {
            return null;
        }
        Set<String> hooksClasses = new HashSet<>();
        for (NumberedHook hook : hooks) {
            hooksClasses.add(hook.hook.hooksClass());
        }
        Loom loom = workshop.loom();
        if (loom == null) {
            return null;
        }
        for (String hooksClass : hooksClasses) {
            String missing = loom.linkCheck.missing(hooksClass, loader, className, bytes);
            if (missing != null) {
                return leftAlone(target, loader, className, "this version of " + target.adapter + " has no " + missing);
            }
        }
        HookWeaver.Result result = loom.weaver.weave(bytes, hooks);
        for (Hook hook : result.missing) {
            if (!hook.isOptional()) {
                return leftAlone(target, loader, className, "it has no method " + hook.methodName() + " as we know it");
            }
        }
        onFirstWoven.run();
        book.woven(className.replace('/', '.'), loader, target.adapter);
        log.debug("wove " + className.replace('/', '.') + " for " + target.adapter);
        target.announce(log);
        return result.bytes;
    }

    private byte @Nullable [] leftAlone(Target target, @Nullable ClassLoader loader, String className, String why) {
        String name = className.replace('/', '.');
        log.info(name + " is left as it is: " + why);
        book.leftAlone(name, loader, target.adapter, why);
        return null;
    }

    /** The hooks whose companion class the application has; its class file is looked for, and no class is loaded. */
    private static List<NumberedHook> withCompanions(List<NumberedHook> hooks, @Nullable ClassLoader loader) {
        List<NumberedHook> present = new ArrayList<>(hooks);
        present.removeIf(hook -> {
            String companion = hook.hook.companion();
            return companion != null && !LinkCheck.has(companion.replace('.', '/') + ".class", loader);
        });
        return present;
    }

    private static final class Target {
        final String adapter;
        final List<NumberedHook> hooks = new ArrayList<>();

        Target(String adapter) {
            this.adapter = adapter;
        }

        /** The log says the same line only once, so this is one line for each library. */
        void announce(AgentLog log) {
            log.info("watching " + adapter);
        }
    }
}
