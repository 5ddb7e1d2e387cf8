package dev.rollcall.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import sample.app.Contract;
import sample.app.Parent;
import sample.app.Present;

class LinkCheckTest {
    private static final String NEEDS = "dev.rollcall.adapters.testing.NeedsMembers";

    private final ClassLoader agent = LinkCheckTest.class.getClassLoader();

    @Test
    void a_class_that_has_all_that_its_hooks_call_passes() throws Exception {
        assertThat(check(agent, WovenApplication.bytesOf(Present.class))).isNull();
    }

    @Test
    void a_missing_method_is_named_even_when_only_a_helper_refers_to_it() throws Exception {
        byte[] older = without(WovenApplication.bytesOf(Present.class), "later");

        assertThat(check(agent, older)).isEqualTo("sample.app.Present.later()V");
    }

    @Test
    void a_missing_inherited_method_is_named() throws Exception {
        ClassLoader application =
                new Replacing(Parent.class, without(WovenApplication.bytesOf(Parent.class), "fromParent"));

        assertThat(check(application, WovenApplication.bytesOf(Present.class)))
                .isEqualTo("sample.app.Present.fromParent()V");
    }

    @Test
    void a_missing_class_counts_as_missing_members() throws Exception {
        ClassLoader application = new Replacing(Contract.class, null);

        assertThat(check(application, WovenApplication.bytesOf(Present.class)))
                .isEqualTo("sample.app.Present.fromInterface()V");
    }

    private String check(ClassLoader application, byte[] woven) throws Exception {
        return new LinkCheck(agent).missing(NEEDS, application, "sample/app/Present", woven);
    }

    private static byte[] without(byte[] original, String method) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(original)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                return Set.of(method).contains(name)
                                        ? null
                                        : super.visitMethod(access, name, descriptor, signature, exceptions);
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    /** An application that has another class file, or none, in the place of one. */
    private static final class Replacing extends ClassLoader {
        private final String file;
        private final byte[] bytes;

        Replacing(Class<?> type, byte[] bytes) {
            super(LinkCheckTest.class.getClassLoader());
            this.file = type.getName().replace('.', '/') + ".class";
            this.bytes = bytes;
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            if (!name.equals(file)) {
                return super.getResourceAsStream(name);
            }
            return bytes == null ? null : new ByteArrayInputStream(bytes);
        }
    }
}
