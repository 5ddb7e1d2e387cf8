package dev.rollcall.app.lifecycle;

import java.io.IOException;
import java.util.Map;
import java.util.StringJoiner;
import sun.misc.Signal;

/** How every test application starts and stops, as its test sees it. */
public final class Lifecycle {
    private Lifecycle() {}

    /** Tells the test the ports, by name: {@code READY http=8080}. */
    public static void ready(Map<String, Integer> ports) {
        StringJoiner line = new StringJoiner(" ", "READY ", "");
        ports.forEach((name, port) -> line.add(name + '=' + port));
        System.out.println(line);
        System.out.flush();
    }

    /** Waits until the test closes our standard input or sends SIGTERM, then stops the server and ends the JVM with 0. */
    public static void awaitStop(Stop stop) {
        Signal.handle(new Signal("TERM"), signal -> new Thread(() -> stopAndExit(stop)).start());
        try {
            int b = System.in.read();
            while (b >= 0) {
                b = System.in.read();
            }
        } catch (IOException closed) {
            // the same as its end
        }
        stopAndExit(stop);
    }

    private static synchronized void stopAndExit(Stop stop) {
        try {
            stop.stop();
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    /** Stops a server. */
    public interface Stop {
        void stop() throws Exception;
    }
}
