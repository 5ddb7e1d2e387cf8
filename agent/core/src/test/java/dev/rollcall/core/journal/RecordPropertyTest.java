package dev.rollcall.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.event.EventKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever happens to a segment's bytes: no exception, no event that was not written, and all that was not touched. */
class RecordPropertyTest {
    private static final int SEED = RecordFormat.seed("0123456789abcdef0123", 7);

    private final ByteBuffer segment = ByteBuffer.allocate(64 << 10).order(ByteOrder.LITTLE_ENDIAN);
    private final List<String> written = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private int end = SegmentHeader.SIZE;

    @Property
    void what_is_written_is_read(@ForAll @Size(max = 50) List<@IntRange(max = 1000) Integer> lengths) {
        write(lengths);
        assertThat(read(SEED, false)).isEqualTo(written);
        assertThat(read(SEED, true)).isEqualTo(written);
    }

    @Property
    void a_cut_at_any_byte_leaves_what_was_before_it(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 300) Integer> lengths,
            @ForAll @LongRange(min = 0, max = 1 << 20) long where) {
        write(lengths);
        int cut = SegmentHeader.SIZE + (int) (where % (end - SegmentHeader.SIZE));
        for (int i = cut; i < segment.capacity(); i++) {
            segment.put(i, (byte) 0);
        }
        int whole = before(cut);
        List<String> read = read(SEED, true);
        // A record that lost nothing but zeros, its padding, is whole.
        assertThat(read.size()).isBetween(whole, whole + 1);
        assertThat(read).isEqualTo(written.subList(0, read.size()));
    }

    @Property
    void changed_bits_cost_the_records_they_are_in_and_nothing_else(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 300) Integer> lengths,
            @ForAll @Size(min = 1, max = 5) List<@LongRange(min = 0, max = 1 << 24) Long> flips) {
        write(lengths);
        Set<Integer> touched = new HashSet<>();
        for (long flip : flips) {
            int at = SegmentHeader.SIZE + (int) (flip / 8 % (end - SegmentHeader.SIZE));
            segment.put(at, (byte) (segment.get(at) ^ 1 << (flip % 8)));
            touched.add(before(at));
        }
        List<String> read = read(SEED, true);
        assertThat(written).containsAll(read);
        assertThat(read).doesNotHaveDuplicates();
        for (int i = 0; i < written.size(); i++) {
            if (!touched.contains(i)) {
                assertThat(read).contains(written.get(i));
            }
        }
    }

    @Property
    void random_bytes_are_no_events(@ForAll long random, @ForAll @IntRange(max = 4096) int length) {
        byte[] bytes = new byte[length];
        new Random(random).nextBytes(bytes);
        segment.position(SegmentHeader.SIZE);
        segment.put(bytes);

        assertThat(read(SEED, true)).isEmpty();
        assertThat(read(SEED, false)).isEmpty();
    }

    @Property
    void what_a_file_holds_from_its_earlier_use_is_not_read(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 300) Integer> earlier,
            @ForAll @Size(max = 10) List<@IntRange(max = 300) Integer> lengths) {
        write(earlier);
        end = SegmentHeader.SIZE;
        written.clear();
        SegmentHeader.write(segment, "0123456789abcdef0123", 8, 0, 0);
        write(RecordFormat.seed("0123456789abcdef0123", 8), lengths);

        assertThat(read(RecordFormat.seed("0123456789abcdef0123", 8), false)).isEqualTo(written);
        assertThat(read(RecordFormat.seed("0123456789abcdef0123", 8), true)).isEqualTo(written);
    }

    @BeforeTry
    void clear() {
        segment.clear();
        segment.put(new byte[segment.capacity()]);
        segment.clear();
        written.clear();
        ends.clear();
        end = SegmentHeader.SIZE;
    }

    private void write(List<Integer> lengths) {
        write(SEED, lengths);
    }

    private void write(int seed, List<Integer> lengths) {
        RecordWriter writer = new RecordWriter();
        for (int length : lengths) {
            int sequence = written.size();
            String text = "{\"n\":" + sequence + ",\"p\":\"" + "x".repeat(length) + "\"}";
            byte[] bytes = text.getBytes(UTF_8);
            writer.write(segment, end, seed, EventKind.REQUEST.code(), 1, sequence, bytes, 0, bytes.length);
            end += (int) RecordFormat.size(bytes.length);
            ends.add(end);
            written.add(text);
        }
    }

    /** How many records end at or before a byte. */
    private int before(int at) {
        int count = 0;
        while (count < ends.size() && ends.get(count) <= at) {
            count++;
        }
        return count;
    }

    private List<String> read(int seed, boolean behindZeros) {
        RecordReader reader = new RecordReader();
        reader.begin(segment, seed, SegmentHeader.SIZE, segment.capacity(), behindZeros);
        List<String> read = new ArrayList<>();
        while (reader.next()) {
            assertThat(reader.kind()).isEqualTo(EventKind.REQUEST);
            assertThat(reader.requests()).isEqualTo(1);
            read.add(new String(reader.payload(), 0, reader.length(), UTF_8));
        }
        return read;
    }
}
