package dev.rollcall.neighbours;

import java.io.IOException;

/** A program that says when its {@code main} has begun, and then waits for the end of its standard input. */
public final class Idle {
    private Idle() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("READY");
        while (System.in.read() >= 0) {
            // Nobody writes; the end of the stream is what we wait for.
        }
    }
}
