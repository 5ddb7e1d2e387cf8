package dev.rollcall.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.pipeline.Destination;
import dev.rollcall.core.pipeline.DestinationFigures;
import dev.rollcall.core.pipeline.EventSink;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.pipeline.Pipeline;
import dev.rollcall.core.pipeline.Traffic;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.crac.Core;
import jdk.crac.Resource;
import org.junit.jupiter.api.Test;

class CheckpointHookTest {
    private final Traffic traffic = new Traffic();
    private final Diary diary = new Diary();
    private final Pipeline pipeline = traffic.into(diary);

    @Test
    void a_restored_process_has_another_name_and_begins_to_count_anew() throws Exception {
        Object hook = CheckpointHook.register(pipeline, traffic.log);
        Thread drain = Traffic.run(pipeline);
        traffic.requests(2);
        await().until(() -> diary.lines.size() == 2);

        Core.getGlobalContext().beforeCheckpoint(Core.getGlobalContext());
        assertThat(diary.lines).endsWith("connections closed", "files closed");
        traffic.requests(1);
        Core.getGlobalContext().afterRestore(Core.getGlobalContext());
        await().until(() -> diary.lines.size() == 7);

        assertThat(diary.lines).contains("connections open", "renewed");
        String before = diary.lines.get(0);
        // The drain thread goes on at its own pace, so this may come before "connections open".
        String after = diary.lines.get(1 + diary.lines.indexOf("renewed"));
        after = after.equals("connections open") ? diary.lines.get(6) : after;
        assertThat(before).startsWith("0 ").contains(traffic.instance.text());
        assertThat(after)
                .startsWith("0 ")
                .contains("\"path\":\"/items/0\"")
                .contains("\"instance\":\"" + diary.renewed + "\"")
                .doesNotContain(traffic.instance.text());
        assertThat(drain.isAlive()).isTrue();
        assertThat(hook).isInstanceOf(Resource.class);
        pipeline.stop();
    }

    /** Writes down what happens to it. */
    private static final class Diary implements EventSink, Destination {
        final List<String> lines = new CopyOnWriteArrayList<>();
        volatile String renewed = "";
        private volatile long taken;

        @Override
        public boolean append(EventKind kind, int requests, long sequence, byte[] bytes, int offset, int length) {
            lines.add(sequence + " " + new String(bytes, offset, length, UTF_8));
            taken += requests;
            return true;
        }

        @Override
        public void endRound(long nowNanos) {}

        @Override
        public void renew(Instance instance) {
            renewed = instance.text();
            lines.add("renewed");
        }

        @Override
        public void closeFiles() {
            lines.add("files closed");
        }

        @Override
        public void suspend() {
            lines.add("connections closed");
        }

        @Override
        public void resume() {
            lines.add("connections open");
        }

        @Override
        public DestinationFigures figures() {
            return new DestinationFigures(taken, 0, 0, 0, new long[Loss.values().length]);
        }

        @Override
        public String name() {
            return "diary";
        }

        @Override
        public String state() {
            return "writing";
        }

        @Override
        public void hurry() {}

        @Override
        public void giveUp() {}

        @Override
        public String place() {
            return "diary";
        }
    }
}
