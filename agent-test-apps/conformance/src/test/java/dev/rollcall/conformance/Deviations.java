package dev.rollcall.conformance;

import dev.rollcall.conformance.lab.Server;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Keeps what a server declares honest: a case that is declared as deviating must fail, one that is declared as not
 * applying is not run, and any other must pass.
 */
final class Deviations implements InvocationInterceptor {
    /** The number of a case is its name up to the first underscore: {@code c14}, {@code c30b}. */
    static String number(Method method) {
        String name = method.getName();
        int end = name.indexOf('_');
        return end < 0 ? name : name.substring(0, end);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        Server server = ((Conformance) extension.getRequiredTestInstance()).server();
        String number = number(context.getExecutable());
        String exemption = server.exemption(number);
        if (exemption != null) {
            invocation.skip();
            Assumptions.abort("does not apply: " + exemption);
        }
        String deviation = server.deviation(number);
        if (deviation == null) {
            invocation.proceed();
            return;
        }
        try {
            invocation.proceed();
        } catch (AssertionError asDeclared) {
            throw new TestAbortedException("deviates: " + deviation, asDeclared);
        }
        throw new AssertionError(number + " is declared to deviate on " + server + " (" + deviation
                + ") but passes; delete the declaration");
    }
}
