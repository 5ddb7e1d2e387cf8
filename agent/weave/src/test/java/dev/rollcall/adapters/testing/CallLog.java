package dev.rollcall.adapters.testing;

import dev.rollcall.core.exchange.Recorder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A hooks class that remembers how it was called; one instance per adapter loader, as for the real ones. */
public final class CallLog {
    /** Read by tests through reflection: this class is defined anew in every adapter loader. */
    public final List<String> calls = new ArrayList<>();

    public CallLog(Recorder recorder) {}

    public void entered(Object self, String name, long number) {
        calls.add("entered " + name + " " + number);
    }

    public void left(Object self, String name, long number, String result) {
        calls.add("left " + name + " " + number + " -> " + result);
    }

    public boolean skips(Object self, String name) {
        calls.add("asked " + name);
        return name.startsWith("ours");
    }

    public String replaced(Object self, int before, String name, Object after) {
        return "<" + name + ">";
    }

    public void enteredStatic(int[] numbers) {
        calls.add("static " + Arrays.toString(numbers));
    }

    public void fails(Object self, String name) {
        throw new IllegalStateException("hook is broken");
    }

    public String failsReplacing(Object self, int before, String name, Object after) {
        throw new IllegalStateException("hook is broken");
    }

    public void overflows(Object self, String name) {
        calls.add("overflows");
        throw new StackOverflowError();
    }
}
