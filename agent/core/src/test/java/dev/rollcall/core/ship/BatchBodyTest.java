package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.journal.JournalBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchBodyTest {
    @Property(tries = 200)
    void any_part_of_any_batch_is_a_json_array_of_its_events_and_the_same_each_time(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 40_000) Integer> lengths, @ForAll Random random)
            throws IOException {
        List<String> events = new ArrayList<>();
        for (int length : lengths) {
            StringBuilder event = new StringBuilder("{\"x\":\"");
            for (int i = 0; i < length; i++) {
                event.append((char) ('a' + random.nextInt(26)));
            }
            events.add(event.append("\"}").toString());
        }
        JournalBatch batch = batch(events);
        int from = random.nextInt(events.size());
        int to = from + 1 + random.nextInt(events.size() - from);
        BatchBody bodies = new BatchBody();
        BatchBody others = new BatchBody();
        byte[] first = bodies.of(batch, from, to);
        others.of(batch, 0, events.size());

        assertThat(unzipped(first)).isEqualTo("[" + String.join(",", events.subList(from, to)) + "]");
        assertThat(others.of(batch, from, to)).isEqualTo(first);
    }

    @Test
    void a_batch_larger_than_the_buffer_that_is_kept_is_no_different() throws IOException {
        StringBuilder noise = new StringBuilder();
        Random random = new Random(1);
        while (noise.length() < 6 << 20) {
            noise.append(Long.toString(random.nextLong(), 36));
        }
        JournalBatch batch = batch(List.of(noise.toString(), "{}"));
        BatchBody bodies = new BatchBody();
        assertThat(unzipped(bodies.of(batch, 0, 2))).isEqualTo("[" + noise + ",{}]");
        assertThat(unzipped(bodies.of(batch, 1, 2))).isEqualTo("[{}]");
    }

    private static JournalBatch batch(List<String> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EventKind[] kinds = new EventKind[events.size()];
        int[] ends = new int[events.size()];
        for (int i = 0; i < ends.length; i++) {
            if (i > 0) {
                bytes.write(JournalBatch.SEPARATOR);
            }
            bytes.writeBytes(events.get(i).getBytes(UTF_8));
            kinds[i] = EventKind.REQUEST;
            ends[i] = bytes.size();
        }
        return new JournalBatch("i", false, 0, kinds, new int[ends.length], ends, bytes.toByteArray());
    }

    private static String unzipped(byte[] body) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
