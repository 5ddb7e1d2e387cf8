package dev.rollcall.weave;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether this JVM runs to make an AOT cache (JEP 483 and 514, JDK 24 and later). Nothing is woven then: the JVM leaves
 * woven classes out of the cache, and JDK 25.0.3 crashes at its next start when it has kept what depends on them. The cache
 * serves runs with the agent all the same, which then weaves the classes in it.
 */
final class AotTraining {
    private static final int FIRST_WITH_AOT_CACHE = 24;

    private AotTraining() {}

    /** Asks the JVM for its own arguments: the command line, the variables, and the files that these name. */
    static boolean isOn(Instrumentation instrumentation) throws ReflectiveOperationException {
        if (Runtime.version().feature() < FIRST_WITH_AOT_CACHE) {
            return false;
        }
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("jdk.internal.misc", Set.of(AotTraining.class.getModule())),
                Map.of(),
                Set.of(),
                Map.of());
        String[] arguments = (String[]) Class.forName("jdk.internal.misc.VM")
                .getMethod("getRuntimeArguments")
                .invoke(null);
        for (String argument : arguments) {
            if (argument.startsWith("-XX:AOTCacheOutput=") || argument.equals("-XX:AOTMode=record")) {
                return true;
            }
        }
        return false;
    }
}
