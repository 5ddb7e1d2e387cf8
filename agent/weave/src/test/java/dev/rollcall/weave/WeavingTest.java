package dev.rollcall.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.Hook.At;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import sample.app.Present;

class WeavingTest {
    private static final String LOG = "dev.rollcall.adapters.testing.CallLog";

    private static Hook hook(String method, At at, String hookMethod) {
        return Hook.of("sample.app.Present", method, null, at, LOG, hookMethod);
    }

    @Test
    void a_hook_at_the_start_gets_the_object_and_the_arguments() throws Exception {
        WovenApplication app = new WovenApplication(Present.class, Set.of(), hook("greet", At.ENTER, "entered"));

        assertThat(app.call(app.make(), "greet", "ann", 7L)).isEqualTo("hello ann");
        assertThat(app.calls()).containsExactly("entered ann 7");
    }

    @Test
    void a_hook_at_the_end_gets_the_result_wherever_the_method_returns() throws Exception {
        WovenApplication app = new WovenApplication(Present.class, Set.of(), hook("greet", At.EXIT, "left"));

        Object target = app.make();
        app.call(target, "greet", "ann", 7L);
        app.call(target, "greet", "bob", -1L);

        assertThat(app.calls()).containsExactly("left ann 7 -> hello ann", "left bob -1 -> nobody");
    }

    @Test
    void two_hooks_in_one_method_are_both_called() throws Exception {
        WovenApplication app = new WovenApplication(
                Present.class, Set.of(), hook("greet", At.ENTER, "entered"), hook("greet", At.EXIT, "left"));

        app.call(app.make(), "greet", "ann", 7L);

        assertThat(app.calls()).containsExactly("entered ann 7", "left ann 7 -> hello ann");
    }

    @Test
    void a_body_is_skipped_only_when_the_hook_says_so() throws Exception {
        WovenApplication app = new WovenApplication(Present.class, Set.of(), hook("loop", At.ENTER_OR_SKIP, "skips"));

        Object target = app.make();
        app.call(target, "loop", "theirs");
        app.call(target, "loop", "ours.view");

        assertThat(app.call(target, "last")).isEqualTo("theirs");
        assertThat(app.calls()).containsExactly("asked theirs", "asked ours.view");
    }

    @Test
    void an_argument_is_replaced_by_what_the_hook_returns() throws Exception {
        WovenApplication app = new WovenApplication(
                Present.class,
                Set.of(),
                Hook.replacing(
                        "sample.app.Present", "second", "(ILjava/lang/String;Ljava/lang/Object;)", 1, LOG, "replaced"));

        assertThat(app.call(app.make(), "second", 1, "name", "after")).isEqualTo("<name>1after");
    }

    @Test
    void a_static_method_is_woven_without_an_object() throws Exception {
        WovenApplication app = new WovenApplication(Present.class, Set.of(), hook("sum", At.ENTER, "enteredStatic"));

        assertThat(app.call(null, "sum", (Object) new int[] {1, 2})).isEqualTo(3);
        assertThat(app.calls()).containsExactly("static [1, 2]");
    }

    @Test
    void a_hook_that_throws_is_switched_off_and_said_once_and_the_application_does_not_notice() throws Exception {
        WovenApplication app = new WovenApplication(Present.class, Set.of(), hook("loop", At.ENTER, "fails"));

        Object target = app.make();
        for (int i = 0; i < 3; i++) {
            app.call(target, "loop", "call " + i);
        }

        assertThat(app.call(target, "last")).isEqualTo("call 2");
        assertThat(app.said()).containsOnlyOnce("CallLog.fails").contains("hook is broken");
    }

    @Test
    void an_argument_stays_as_it_was_when_the_replacing_hook_throws() throws Exception {
        WovenApplication app = new WovenApplication(
                Present.class,
                Set.of(),
                Hook.replacing(
                        "sample.app.Present",
                        "second",
                        "(ILjava/lang/String;Ljava/lang/Object;)",
                        1,
                        LOG,
                        "failsReplacing"));

        Object target = app.make();
        assertThat(app.call(target, "second", 1, "name", "after")).isEqualTo("name1after");
        assertThat(app.call(target, "second", 2, "name", "after")).isEqualTo("name2after");
    }

    @Test
    void a_stack_overflow_is_the_applications_own_and_the_hook_stays_on() throws Exception {
        WovenApplication app = new WovenApplication(Present.class, Set.of(), hook("loop", At.ENTER, "overflows"));

        Object target = app.make();
        app.call(target, "loop", "one");
        app.call(target, "loop", "two");

        assertThat(app.calls()).containsExactly("overflows", "overflows");
        assertThat(app.said()).isEmpty();
    }

    @Test
    void a_hook_is_made_to_throw_by_its_name() throws Exception {
        WovenApplication app =
                new WovenApplication(Present.class, Set.of("CallLog.entered"), hook("greet", At.ENTER, "entered"));

        assertThat(app.call(app.make(), "greet", "ann", 7L)).isEqualTo("hello ann");
        assertThat(app.calls()).isEmpty();
        assertThat(app.said()).contains("CallLog.entered").contains("made to throw");
    }

    @Test
    void a_hook_that_cannot_be_linked_stays_off() throws Exception {
        WovenApplication app = new WovenApplication(Present.class, Set.of(), hook("greet", At.ENTER, "noSuchHook"));

        assertThat(app.call(app.make(), "greet", "ann", 7L)).isEqualTo("hello ann");
        assertThat(app.said()).contains("noSuchHook").contains("stays off");
    }

    @Test
    void a_class_file_of_java_6_is_lifted_so_that_it_may_hold_the_call() throws Exception {
        byte[] java6 = withVersion(WovenApplication.bytesOf(sample.app.Old.class), Opcodes.V1_6);
        WovenApplication app = new WovenApplication(
                "sample.app.Old",
                java6,
                Set.of(),
                Hook.of("sample.app.Old", "loop", null, At.ENTER_OR_SKIP, LOG, "skips"));

        Object target = app.make();
        app.call(target, "loop", "theirs");

        assertThat(app.calls()).containsExactly("asked theirs");
    }

    @Test
    void a_class_file_without_stack_frames_is_refused() throws Exception {
        byte[] java5 = withVersion(WovenApplication.bytesOf(sample.app.Old.class), Opcodes.V1_5);

        assertThatThrownBy(() -> new WovenApplication(
                        "sample.app.Old",
                        java5,
                        Set.of(),
                        Hook.of("sample.app.Old", "loop", null, At.ENTER, LOG, "skips")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 49");
    }

    @Test
    void a_missing_method_is_reported_and_the_others_are_woven() throws Exception {
        WovenApplication app = new WovenApplication(Present.class, Set.of(), hook("greet", At.ENTER, "entered"));
        Hook missing = hook("noSuchMethod", At.ENTER, "entered");
        HookWeaver weaver = new HookWeaver(new net.bytebuddy.jar.asm.Handle(
                Opcodes.H_INVOKESTATIC, "java/lang/RollcallDispatcher", "bootstrap", "()V", false));

        HookWeaver.Result result = weaver.weave(
                WovenApplication.bytesOf(Present.class),
                List.of(
                        new HookWeaver.NumberedHook(missing, 0),
                        new HookWeaver.NumberedHook(hook("greet", At.ENTER, "entered"), 1)));

        assertThat(result.missing).containsExactly(missing);
        assertThat(app.type).isNotNull();
    }

    @Test
    void hooks_are_collected_with_the_application_they_served() throws Exception {
        WovenApplication app = new WovenApplication(Present.class, Set.of(), hook("greet", At.ENTER, "entered"));
        app.call(app.make(), "greet", "ann", 7L);
        HookInstances instances = app.instances;
        ClassLoader loader = app.type.getClassLoader();
        WeakReference<Object> hooks = new WeakReference<>(instances.get(loader, LOG));
        WeakReference<ClassLoader> application = new WeakReference<>(loader);
        app = null;
        loader = null;

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            System.gc();
            assertThat(application.get()).isNull();
            assertThat(hooks.get()).isNull();
        });
    }

    @Test
    void the_dispatcher_is_seen_by_a_loader_without_a_parent() throws Exception {
        new WovenApplication(Present.class, Set.of(), hook("greet", At.ENTER, "entered"));

        Class<?> dispatcher = Class.forName("java.lang.RollcallDispatcher", false, new ClassLoader(null) {});

        assertThat(dispatcher.getClassLoader()).isNull();
        assertThat(dispatcher.getModule()).isSameAs(Object.class.getModule());
    }

    @Test
    void where_java_lang_stays_closed_the_dispatcher_is_on_the_boot_class_path() throws Exception {
        WovenApplication app = new WovenApplication(
                "sample.app.Present",
                WovenApplication.bytesOf(Present.class),
                Set.of(),
                (instrumentation, linker) -> Dispatcher.installOnBootPath(instrumentation, linker.asHandle()),
                hook("greet", At.ENTER, "entered"));

        assertThat(app.call(app.make(), "greet", "ann", 7L)).isEqualTo("hello ann");
        assertThat(app.calls()).containsExactly("entered ann 7");
    }

    /** The major version stands in the seventh and eighth byte of a class file (JVMS 4.1). */
    private static byte[] withVersion(byte[] original, int version) {
        byte[] changed = original.clone();
        changed[6] = 0;
        changed[7] = (byte) version;
        return changed;
    }
}
