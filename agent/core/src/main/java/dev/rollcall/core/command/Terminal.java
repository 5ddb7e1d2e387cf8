package dev.rollcall.core.command;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Whether somebody is looking. */
final class Terminal {
    private Terminal() {}

    /** Whether standard input and output are a terminal that moves its cursor when told. */
    static boolean isThere() {
        Console console = System.console();
        String kind = System.getenv("TERM");
        return console != null && isTerminal(console) && kind != null && !kind.equals("dumb");
    }

    /** From JDK 22 on there is a console even without a terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return (boolean) isTerminal.invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    /** Colours, unless the user wants none (no-color.org). */
    static Style style() {
        String without = System.getenv("NO_COLOR");
        return isThere() && (without == null || without.isEmpty()) ? Style.TERMINAL : Style.PLAIN;
    }
}
