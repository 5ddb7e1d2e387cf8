package dev.rollcall.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Answers, before a class is woven, whether everything its hooks call is there: every method, field and class of the
 * application that the hooks class and its helpers refer to is looked for in the application's class files. It stands in
 * for tables of versions, and tells javax from jakarta too.
 *
 * <p>Class <em>files</em> are read, and no class is loaded: a class loaded from within a transformer would itself pass the
 * JVM's transformers by, and could then never be woven.
 */
final class LinkCheck {
    private static final String OURS = "dev/rollcall/";
    private static final String ADAPTERS = "dev/rollcall/adapters/";

    private final ClassLoader agent;
    /**
     * Two threads may find the same twice. No lock: class files are asked of the application's loaders, which may hold
     * locks of their own.
     */
    private final Map<String, Set<Member>> references = new ConcurrentHashMap<>();

    LinkCheck(ClassLoader agent) {
        this.agent = agent;
    }

    /**
     * Looks for the first thing that a hooks class needs and the application does not have.
     *
     * @param hooksClass the binary name of the hooks class
     * @param application the loader of the class that is about to be woven; null is the boot loader
     * @param wovenName the internal name of that class, whose bytes are given because it cannot be asked for yet
     * @return what is missing, for example {@code org.apache.coyote.Request.getStartTime()}, or null when nothing is
     * @throws IOException when one of the agent's own class files cannot be read
     */
    @Nullable
    String missing(String hooksClass, @Nullable ClassLoader application, String wovenName, byte[] wovenBytes)
            throws IOException {
        Set<Member> needed = references.get(hooksClass);
        if (needed == null) {
            needed = referencesFrom(hooksClass.replace('.', '/'));
            references.put(hooksClass, needed);
        }
        Map<String, ClassFile> known = new HashMap<>();
        known.put(wovenName, ClassFile.parse(wovenBytes));
        for (Member member : needed) {
            if (!exists(member, application, known, new HashSet<>())) {
                return member.toString();
            }
        }
        return null;
    }

    /** Whether a loader of the application has a file; null is the boot loader. */
    static boolean has(String file, @Nullable ClassLoader application) {
        return (application == null ? ClassLoader.getSystemResource(file) : application.getResource(file)) != null;
    }

    private static boolean exists(
            Member member, @Nullable ClassLoader application, Map<String, ClassFile> known, Set<String> visited)
            throws IOException {
        if (!visited.add(member.owner)) {
            return false;
        }
        ClassFile owner = known.get(member.owner);
        if (owner == null) {
            owner = ClassFile.read(member.owner, application);
            known.put(member.owner, owner);
        }
        if (owner == ClassFile.ABSENT) {
            return false;
        }
        if (member.signature == null || owner.members.contains(member.signature)) {
            return true;
        }
        for (String parent : owner.parents) {
            if (exists(new Member(parent, member.signature), application, known, visited)) {
                return true;
            }
        }
        return false;
    }

    private Set<Member> referencesFrom(String hooksClass) throws IOException {
        Set<Member> found = new LinkedHashSet<>();
        Set<String> visited = new HashSet<>();
        Deque<String> toVisit = new ArrayDeque<>();
        toVisit.add(hooksClass);
        while (!toVisit.isEmpty()) {
            String name = toVisit.remove();
            if (!visited.add(name)) {
                continue;
            }
            try (InputStream in = agent.getResourceAsStream(name + ".class")) {
                if (in == null) {
                    throw new IOException("the agent has no class " + name);
                }
                new ClassReader(in)
                        .accept(new References(found, toVisit), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        }
        return found;
    }

    /** A class ({@code signature} is null), or a method or field of it. */
    private static final class Member {
        final String owner;
        final @Nullable String signature;

        Member(String owner, @Nullable String signature) {
            this.owner = owner;
            this.signature = signature;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Member
                    && ((Member) other).owner.equals(owner)
                    && java.util.Objects.equals(((Member) other).signature, signature);
        }

        @Override
        public int hashCode() {
            return java.util.Objects.hash(owner, signature);
        }

        @Override
        public String toString() {
            String type = owner.replace('/', '.');
            return signature == null ? type : type + '.' + signature;
        }
    }

    /** The names in one class file of the application. */
    private static final class ClassFile {
        static final ClassFile ABSENT = new ClassFile();

        final Set<String> members = new HashSet<>();
        final Set<String> parents = new LinkedHashSet<>();

        static ClassFile read(String name, @Nullable ClassLoader application) throws IOException {
            String file = name + ".class";
            try (InputStream in = application == null
                    ? ClassLoader.getSystemResourceAsStream(file)
                    : application.getResourceAsStream(file)) {
                return in == null ? ABSENT : parse(in.readAllBytes());
            }
        }

        static ClassFile parse(byte[] bytes) {
            ClassFile result = new ClassFile();
            new ClassReader(bytes)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public void visit(
                                        int version,
                                        int access,
                                        String name,
                                        String signature,
                                        @Nullable String superName,
                                        String[] interfaces) {
                                    if (superName != null) {
                                        result.parents.add(superName);
                                    }
                                    result.parents.addAll(java.util.Arrays.asList(interfaces));
                                }

                                @Override
                                public @Nullable MethodVisitor visitMethod(
                                        int access,
                                        String name,
                                        String descriptor,
                                        String signature,
                                        String[] exceptions) {
                                    result.members.add(name + descriptor);
                                    return null;
                                }

                                @Override
                                public @Nullable FieldVisitor visitField(
                                        int access, String name, String descriptor, String signature, Object value) {
                                    result.members.add(name + ':' + descriptor);
                                    return null;
                                }
                            },
                            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return result;
        }
    }

    /** Collects what one class of an adapter refers to outside the agent and the JDK. */
    private static final class References extends ClassVisitor {
        private final Set<Member> found;
        private final Deque<String> toVisit;

        References(Set<Member> found, Deque<String> toVisit) {
            super(Opcodes.ASM9);
            this.found = found;
            this.toVisit = toVisit;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                String signature,
                @Nullable String superName,
                String[] interfaces) {
            if (superName != null) {
                add(superName, null);
            }
            for (String implemented : interfaces) {
                add(implemented, null);
            }
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String method, String methodDescriptor, boolean isInterface) {
                    add(owner, method + methodDescriptor);
                }

                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String fieldDescriptor) {
                    add(owner, field + ':' + fieldDescriptor);
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    add(type, null);
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String call, String callDescriptor, Handle bootstrap, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle) {
                            Handle handle = (Handle) argument;
                            boolean field = handle.getTag() <= Opcodes.H_PUTSTATIC;
                            add(handle.getOwner(), handle.getName() + (field ? ":" : "") + handle.getDesc());
                        }
                    }
                    add(Type.getReturnType(callDescriptor).getInternalName(), null);
                }

                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof Type && ((Type) value).getSort() == Type.OBJECT) {
                        add(((Type) value).getInternalName(), null);
                    }
                }

                @Override
                public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
                    if (type != null) {
                        add(type, null);
                    }
                }
            };
        }

        private void add(String owner, @Nullable String signature) {
            if (owner.startsWith("[") || owner.startsWith("java/")) {
                return;
            }
            if (!owner.startsWith(OURS)) {
                found.add(new Member(owner, signature));
            } else if (owner.startsWith(ADAPTERS)) {
                toVisit.add(owner);
            }
        }
    }
}
