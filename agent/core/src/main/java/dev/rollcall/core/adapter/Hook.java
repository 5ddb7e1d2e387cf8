package dev.rollcall.core.adapter;

import org.jspecify.annotations.Nullable;

/**
 * One place to weave: a method of a class known by its exact name, and the method of a hooks class that is called there.
 *
 * <p>The hooks class is loaded once per class loader of the application, has a public constructor that takes a
 * {@link dev.rollcall.core.exchange.Recorder}, and one instance. Its hook methods are public, take the woven object (unless
 * the woven method is static), then the woven method's arguments, then, for {@link At#EXIT} of a method that returns
 * something, what it returned.
 */
public final class Hook {
    /** When the hook is called, and what becomes of its result. */
    public enum At {
        /** Before the method's body; the hook returns nothing. */
        ENTER,
        /** Before the body; when the hook returns true, the body is skipped. Only for methods that return nothing. */
        ENTER_OR_SKIP,
        /** Before the body; the argument is replaced by what the hook returns, which is never null. */
        ENTER_REPLACING_ARGUMENT,
        /** Before the method returns normally; the hook returns nothing. */
        EXIT
    }

    private final String className;
    private final String methodName;
    private final @Nullable String parameters;
    private final At at;
    private final int argument;
    private final String hooksClass;
    private final String hookMethod;
    private final boolean optional;
    private final @Nullable String companion;
    private final @Nullable String library;

    private Hook(
            String className,
            String methodName,
            @Nullable String parameters,
            At at,
            int argument,
            String hooksClass,
            String hookMethod,
            boolean optional,
            @Nullable String companion,
            @Nullable String library) {
        this.className = className;
        this.methodName = methodName;
        this.parameters = parameters;
        this.at = at;
        this.argument = argument;
        this.hooksClass = hooksClass;
        this.hookMethod = hookMethod;
        this.optional = optional;
        this.companion = companion;
        this.library = library;
    }

    /**
     * Names a method to weave.
     *
     * @param className the class's binary name, {@code a.b.C$D}
     * @param methodName the method's name, or {@code <init>} (only with {@link At#EXIT})
     * @param parameters the parameters in the JVM's notation, {@code (Ljava/lang/String;I)}, or null for every overload
     * @param at when the hook is called
     * @param hooksClass the binary name of the hooks class
     * @param hookMethod the name of its method; no two methods of a hooks class share a name
     */
    public static Hook of(
            String className,
            String methodName,
            @Nullable String parameters,
            At at,
            String hooksClass,
            String hookMethod) {
        if (at == At.ENTER_REPLACING_ARGUMENT) {
            throw new IllegalArgumentException("use replacing() to name the argument that is replaced");
        }
        return new Hook(className, methodName, parameters, at, -1, hooksClass, hookMethod, false, null, null);
    }

    /**
     * Names a method of which one argument is replaced by what the hook returns.
     *
     * @param argument the argument's position, from 0
     */
    public static Hook replacing(
            String className,
            String methodName,
            String parameters,
            int argument,
            String hooksClass,
            String hookMethod) {
        return new Hook(
                className,
                methodName,
                parameters,
                At.ENTER_REPLACING_ARGUMENT,
                argument,
                hooksClass,
                hookMethod,
                false,
                null,
                null);
    }

    /** The same hook for a method that some versions of the class do not have; that it is missing is then no news. */
    public Hook optional() {
        return new Hook(
                className, methodName, parameters, at, argument, hooksClass, hookMethod, true, companion, library);
    }

    /**
     * The same hook, left out without a word where the application does not have another class: for a class of a library
     * that is used on its own as well, of which only the use by that other class concerns us.
     *
     * @param className the binary name of the other class, which is looked for beside the woven one
     */
    public Hook onlyWith(String className) {
        return new Hook(
                this.className,
                methodName,
                parameters,
                at,
                argument,
                hooksClass,
                hookMethod,
                optional,
                className,
                library);
    }

    /**
     * The same hook for a class of another library than the one that gives the adapter its name: what is woven is told by the name
     * of a library and the version of the class's jar, and the two must be of one thing.
     *
     * @param library its name, for example {@code Spring Security}; the same for all hooks of a class
     */
    public Hook ofLibrary(String library) {
        return new Hook(
                className, methodName, parameters, at, argument, hooksClass, hookMethod, optional, companion, library);
    }

    public String className() {
        return className;
    }

    public String methodName() {
        return methodName;
    }

    public @Nullable String parameters() {
        return parameters;
    }

    public At at() {
        return at;
    }

    /** The position of the argument that is replaced, from 0; -1 when none is. */
    public int argument() {
        return argument;
    }

    public String hooksClass() {
        return hooksClass;
    }

    public String hookMethod() {
        return hookMethod;
    }

    public boolean isOptional() {
        return optional;
    }

    /** The binary name of the class without which the hook is left out, or null. */
    public @Nullable String companion() {
        return companion;
    }

    /** The library of the class, or null when the adapter has its name from it. */
    public @Nullable String library() {
        return library;
    }

    /** {@code TomcatHooks.begin}: how messages name the hook. */
    @Override
    public String toString() {
        return hooksClass.substring(hooksClass.lastIndexOf('.') + 1) + '.' + hookMethod;
    }
}
