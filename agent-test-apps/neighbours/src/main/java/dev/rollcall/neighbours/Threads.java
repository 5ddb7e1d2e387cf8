package dev.rollcall.neighbours;

/** A program that prints the names of the threads that run beside it. */
public final class Threads {
    private Threads() {}

    public static void main(String[] arguments) {
        Thread.getAllStackTraces().keySet().forEach(thread -> System.out.println(thread.getName()));
    }
}
