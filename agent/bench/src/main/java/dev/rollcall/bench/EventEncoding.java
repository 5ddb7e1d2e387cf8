package dev.rollcall.bench;

import dev.rollcall.core.event.Event;
import dev.rollcall.core.event.EventBytes;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to write an event as JSON, when all that is in it is known. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class EventEncoding {
    private static final int PROPERTIES = 8;

    /** What is in the event. */
    public enum Contents {
        /** Nobody called, from a program that says little of itself. */
        SHORT,
        /** A customer by a token, as in the other benchmarks. */
        USUAL,
        /** The same with eight properties and a browser's user agent. */
        LONG,
        /** Names and properties that need more than one byte a character. */
        NON_ASCII
    }

    /** What is in the event. */
    @Param
    public Contents contents = Contents.USUAL;

    private Parts parts = new Parts();
    private Event event = event(parts, new Sample(Caller.JWT_SEEN, 7));

    /** Makes the event. */
    @Setup
    public void make() {
        parts = new Parts(contents == Contents.SHORT || contents == Contents.USUAL ? "" : properties());
        event = event(parts, sample(contents));
    }

    /** The JSON, until the next call. */
    @Benchmark
    public EventBytes encode() {
        return parts.encode(event);
    }

    /** The JSON as a string. */
    String json() {
        EventBytes bytes = encode();
        return new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
    }

    private static Sample sample(Contents contents) {
        switch (contents) {
            case SHORT:
                return new Sample(Caller.NOBODY, 0).with("User-Agent", "curl/8.5.0");
            case USUAL:
                return new Sample(Caller.JWT_SEEN, 7);
            case LONG:
                return properties(
                        new Sample(Caller.JWT_SEEN, 7)
                                .with(
                                        "User-Agent",
                                        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
                                                + " Chrome/126.0.0.0 Safari/537.36"),
                        "a value of usual length");
            default:
                return properties(
                        new Sample(Caller.CUSTOMER_HEADER, 0).with("X-Customer-ID", "Käse & Söhne, 東京支店"),
                        "größer als 目標値 – ёлка");
        }
    }

    private static Sample properties(Sample sample, String value) {
        Sample filled = sample;
        for (int i = 0; i < PROPERTIES; i++) {
            filled = filled.with("X-Property-" + i, value);
        }
        return filled;
    }

    private static String properties() {
        StringBuilder option = new StringBuilder();
        for (int i = 0; i < PROPERTIES; i++) {
            option.append(i == 0 ? "" : ",")
                    .append("property_")
                    .append(i)
                    .append("=header:X-Property-")
                    .append(i);
        }
        return option.toString();
    }

    private static Event event(Parts parts, Sample sample) {
        return Objects.requireNonNull(parts.maker.make(parts.record(sample)));
    }
}
