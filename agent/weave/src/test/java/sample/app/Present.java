package sample.app;

/** A class of the "application" that hooks are woven into or call. */
public class Present extends Parent implements Contract {
    private String last = "";

    /** Takes a long, so that local variables are not numbered one by one. */
    public String greet(String name, long number) {
        if (number < 0) {
            return "nobody";
        }
        return "hello " + name;
    }

    /** Begins with a jump target, where a stack frame of its own stands at the first instruction. */
    public void loop(String name) {
        do {
            last = name;
        } while (last.isEmpty());
    }

    public String second(int before, String name, Object after) {
        return name + before + after;
    }

    public static int sum(int[] numbers) {
        int sum = 0;
        for (int number : numbers) {
            sum += number;
        }
        return sum;
    }

    public String last() {
        return last;
    }

    public void later() {}
}
