package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What comes out is what every other implementation of DEFLATE makes the same bytes of again; here it is zlib, by the JDK. */
class DeflateTest {
    private static final int WINDOW = 32 << 10;

    private final Random random = new Random(11);

    @Property(tries = 500)
    void any_bytes_come_back(@ForAll byte[] bytes) {
        assertComesBack(bytes);
    }

    /** Pieces of the past at any distance and of any length, between noise of one to all kinds of bytes. */
    @Property(tries = 300)
    void any_repetitions_come_back(
            @ForAll @IntRange(max = 120_000) int size,
            @ForAll @IntRange(min = 1, max = 256) int kinds,
            @ForAll Random any) {
        byte[] bytes = new byte[size];
        int now = 0;
        while (now < size) {
            for (int noise = any.nextInt(40); noise > 0 && now < size; noise--) {
                bytes[now++] = (byte) any.nextInt(kinds);
            }
            int distance = 1 + any.nextInt(Math.max(1, now));
            int length = any.nextInt(any.nextInt(10) == 0 ? 3000 : 300);
            for (; distance <= now && length > 0 && now < size; length--) {
                bytes[now] = bytes[now - distance];
                now++;
            }
        }
        assertComesBack(bytes);
    }

    @Test
    void every_length_of_a_repetition_comes_back() {
        for (int length = 0; length < 1100; length++) {
            byte[] repeated = noise(length);
            assertComesBack(concat(repeated, noise(20), repeated, noise(20)));
            assertComesBack(concat(repeated, noise(20), repeated));
        }
    }

    @Test
    void every_distance_of_a_repetition_comes_back_and_none_beyond_the_window_is_used() {
        byte[] repeated = noise(40);
        for (int distance = repeated.length; distance < WINDOW + 300; distance += distance < 700 ? 1 : 61) {
            byte[] bytes = concat(repeated, noise(distance - repeated.length), repeated);
            assertComesBack(bytes);
        }
        int justInside = compressed(concat(repeated, noise(WINDOW - repeated.length), repeated)).length;
        int justOutside = compressed(concat(repeated, noise(WINDOW + 1 - repeated.length), repeated)).length;
        assertThat(justOutside - justInside).isBetween(repeated.length / 2, repeated.length * 2);
    }

    @Test
    void a_run_of_one_byte_is_next_to_nothing() {
        for (int length : new int[] {1, 2, 3, 4, 257, 258, 259, 260, 261, 262, 100_000}) {
            byte[] run = new byte[length];
            Arrays.fill(run, (byte) 'x');
            assertComesBack(run);
        }
        assertThat(compressed(new byte[100_000])).hasSizeLessThan(100_000 / 150);
    }

    @Test
    void noise_grows_by_an_eighth_at_most() {
        byte[] noise = noise(300_000);
        assertComesBack(noise);
        assertThat(compressed(noise)).hasSizeLessThan(300_000 * 9 / 8 + 10);
    }

    @Test
    void events_are_a_tenth_of_themselves() {
        byte[] events = events(1000);
        assertComesBack(events);
        assertThat(compressed(events)).hasSizeLessThan(events.length / 9);
    }

    /** A batch that is delivered again, by another process on another JDK, is to be the same bytes. */
    @Test
    void the_bytes_are_always_these() {
        assertThat(hex(compressed("abcabcabcabcabc,abcabc-\u00e9".getBytes(UTF_8))))
                .isEqualTo("4b4c4a46463a8949c98949c9ba87570200");
    }

    @Test
    void what_was_compressed_before_makes_no_difference() {
        byte[] events = events(100);
        Deflate deflate = new Deflate(1);
        byte[] first = compress(deflate, events, 0, events.length);
        compress(deflate, noise(200_000), 0, 200_000);

        assertThat(compress(deflate, events, 0, events.length)).isEqualTo(first);
        assertThat(first).isEqualTo(compressed(events));
    }

    @Test
    void a_part_of_an_array_is_compressed_as_if_there_were_no_more() {
        byte[] events = events(50);
        byte[] part = Arrays.copyOfRange(events, 3001, 9005);

        assertThat(compress(new Deflate(1), events, 3001, 9005)).isEqualTo(compressed(part));
    }

    @Test
    void bytes_without_repetitions_can_stand_before_and_behind() {
        Deflate deflate = new Deflate(1);
        deflate.begin();
        deflate.literal('[');
        deflate.add("xyzxyzxyzxyz".getBytes(UTF_8), 0, 12);
        deflate.literal(0xFF);
        deflate.end();

        assertThat(inflated(Arrays.copyOf(deflate.bytes(), deflate.length())))
                .isEqualTo("[xyzxyzxyzxyz\u00ff".getBytes(ISO_8859_1));
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] events(int count) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < count; i++) {
            events.append("{\"event_id\":\"8c1f0e5a-7d42-8b1e-9a6b-3000000").append(10_000 + i);
            events.append("\",\"event\":\"api_request\",\"duration_us\":").append(random.nextInt(90_000));
            events.append(",\"customer_id\":\"customer-").append(random.nextInt(100));
            events.append(
                    "\",\"customer_kind\":\"user\",\"customer_source\":\"header:X-Customer-ID\",\"method\":\"GET\",");
            events.append("\"route\":\"/users/{id}\",\"path\":\"/users/").append(random.nextInt(100_000));
            events.append("\",\"scheme\":\"https\",\"host\":\"api.example.com\",\"protocol\":\"1.1\",\"status\":200,");
            events.append("\"service\":\"payments\",\"instance\":\"8c1f0e5a7d42b1e1a6b3\",\"agent_version\":\"1\"},");
        }
        return events.toString().getBytes(UTF_8);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void assertComesBack(byte[] bytes) {
        assertThat(Arrays.equals(inflated(compressed(bytes)), bytes)).isTrue();
    }

    private static byte[] compressed(byte[] bytes) {
        return compress(new Deflate(1), bytes, 0, bytes.length);
    }

    private static byte[] compress(Deflate deflate, byte[] bytes, int from, int to) {
        deflate.begin();
        deflate.add(bytes, from, to);
        deflate.end();
        return Arrays.copyOf(deflate.bytes(), deflate.length());
    }

    /** Fails when there is anything behind the block, too. */
    private static byte[] inflated(byte[] compressed) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] some = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(some);
                if (count == 0 && !inflater.finished()) {
                    throw new AssertionError("the block does not end");
                }
                out.write(some, 0, count);
            }
            assertThat(inflater.getRemaining()).isZero();
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError("this is not DEFLATE", e);
        } finally {
            inflater.end();
        }
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(Character.forDigit((b >> 4) & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
        }
        return hex.toString();
    }
}
