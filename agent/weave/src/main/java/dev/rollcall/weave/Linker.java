package dev.rollcall.weave;

import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.log.AgentLog;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/**
 * Ties a woven call to its hook, the first time the call is reached, and guards it: whatever a hook throws is caught, the
 * hook is switched off at that place, and that is said once. The application never sees it.
 *
 * <p>The guard is a {@code catchException} around the hook, which costs nothing until it catches; switching off sets the
 * call site to a handle that does nothing, which the JIT then removes.
 */
final class Linker {
    private final List<Hook> hooks;
    private final HookInstances instances;
    private final AgentLog log;
    private final WeaveBook book;
    /** Names of hooks that are made to throw, for tests of the guard; {@code all} for all of them. */
    private final Set<String> faults;

    Linker(List<Hook> hooks, HookInstances instances, AgentLog log, Set<String> faults, WeaveBook book) {
        this.book = book;
        this.hooks = hooks;
        this.instances = instances;
        this.log = log;
        this.faults = faults;
    }

    /** This linker's {@link #link} as a handle of {@link Dispatcher#LINK_TYPE}. */
    MethodHandle asHandle() throws ReflectiveOperationException {
        return MethodHandles.lookup()
                .findVirtual(Linker.class, "link", Dispatcher.LINK_TYPE)
                .bindTo(this);
    }

    /**
     * The bootstrap method of woven calls. Never throws: an exception here would surface in the application as a
     * {@link BootstrapMethodError}.
     *
     * @param arguments the number of the hook, and 1 when the woven method's result is the call's first argument, else 0
     */
    @SuppressWarnings("unused") // called through asHandle
    CallSite link(MethodHandles.Lookup caller, String name, MethodType type, Object[] arguments) {
        int argument = -1;
        try {
            Hook hook = hooks.get((Integer) arguments[0]);
            argument = hook.argument();
            MutableCallSite site = new MutableCallSite(type);
            boolean resultFirst = (Integer) arguments[1] == 1;
            site.setTarget(guarded(hook, caller.lookupClass(), type, resultFirst, site));
            return site;
        } catch (Throwable problem) {
            log.error("the hook " + name + " in " + caller.lookupClass().getName()
                    + " could not be linked and stays off: " + problem);
            book.switchedOff(name, caller.lookupClass(), "it could not be linked: " + problem);
            return new MutableCallSite(nothing(type, argument));
        }
    }

    private MethodHandle guarded(Hook hook, Class<?> caller, MethodType type, boolean resultFirst, MutableCallSite site)
            throws ReflectiveOperationException {
        Object instance = instances.get(caller.getClassLoader(), hook.hooksClass());
        MethodHandle target = MethodHandles.publicLookup()
                .unreflect(method(instance.getClass(), hook))
                .bindTo(instance);
        target = resultFirst ? withResultLast(target, type) : target.asType(type);
        if (faults.contains("all") || faults.contains(hook.toString())) {
            target = MethodHandles.dropArguments(
                    MethodHandles.throwException(type.returnType(), IllegalStateException.class)
                            .bindTo(new IllegalStateException("made to throw by rollcall.test.faults")),
                    0,
                    type.parameterList());
        }
        return MethodHandles.catchException(target, Throwable.class, new Guard(hook, caller, site).handler());
    }

    /**
     * What happens when a hook throws at one call site. Few and plain handles: the JVM spins a class, a millisecond of CPU, for
     * each new shape, also for those that are only a step on the way.
     */
    private final class Guard {
        private final Hook hook;
        private final Class<?> caller;
        private final MutableCallSite site;

        Guard(Hook hook, Class<?> caller, MutableCallSite site) {
            this.hook = hook;
            this.caller = caller;
            this.site = site;
        }

        /** For {@code catchException}, which leaves out the arguments that a handler does not take. */
        MethodHandle handler() throws ReflectiveOperationException {
            Class<?> result = site.type().returnType();
            if (result == boolean.class) {
                return failed("failedFalse", boolean.class);
            }
            MethodHandle failed = failed("failed", void.class);
            return result == void.class
                    ? failed
                    : MethodHandles.foldArguments(
                            MethodHandles.dropArguments(nothing(site.type(), hook.argument()), 0, Throwable.class),
                            failed);
        }

        private MethodHandle failed(String name, Class<?> result) throws ReflectiveOperationException {
            return MethodHandles.lookup()
                    .findVirtual(Guard.class, name, MethodType.methodType(result, Throwable.class))
                    .bindTo(this);
        }

        @SuppressWarnings("unused") // called through a handle
        private boolean failedFalse(Throwable problem) {
            failed(problem);
            return false;
        }

        /**
         * A stack overflow or a lack of memory is the application's own, and only happened to be noticed in our call: the
         * hook stays on. Everything else is our fault.
         */
        private void failed(Throwable problem) {
            if (problem instanceof VirtualMachineError) {
                return;
            }
            try {
                switchOff(problem);
            } catch (Throwable whatever) {
                // No stack or memory left to switch it off with, and then the next call tries again; or an exception of
                // the
                // application's that throws when it is asked for its text. Nothing of it may reach the application.
            }
        }

        private void switchOff(Throwable problem) {
            site.setTarget(nothing(site.type(), hook.argument()));
            MutableCallSite.syncAll(new MutableCallSite[] {site});
            log.failure(
                    "the hook " + hook + " in " + caller.getName()
                            + " failed and is switched off; the application is not affected",
                    problem);
            book.switchedOff(hook.toString(), caller, "it failed: " + problem);
        }
    }

    /** A hook takes the woven method's result last; in woven code it is first, because it was on the stack before us. */
    private static MethodHandle withResultLast(MethodHandle hook, MethodType call) {
        int count = call.parameterCount();
        MethodType hookOrder = call.dropParameterTypes(0, 1).appendParameterTypes(call.parameterType(0));
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (i + 1) % count;
        }
        return MethodHandles.permuteArguments(hook.asType(hookOrder), call, order);
    }

    private static Method method(Class<?> hooksClass, Hook hook) throws NoSuchMethodException {
        for (Method method : hooksClass.getMethods()) {
            if (method.getName().equals(hook.hookMethod())) {
                return method;
            }
        }
        throw new NoSuchMethodException(hook.toString());
    }

    /** Does nothing and returns nothing, or the argument that the hook would have replaced. */
    private static MethodHandle nothing(MethodType type, int argument) {
        if (argument < 0) {
            return MethodHandles.empty(type);
        }
        // The first parameter is the woven object; the one at "argument" follows it.
        int position = argument + 1;
        MethodHandle identity = MethodHandles.identity(type.parameterType(position));
        MethodHandle others = MethodHandles.dropArguments(
                identity, 1, type.parameterList().subList(position + 1, type.parameterCount()));
        return MethodHandles.dropArguments(others, 0, type.parameterList().subList(0, position))
                .asType(type);
    }
}
