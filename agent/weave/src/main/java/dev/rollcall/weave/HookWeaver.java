package dev.rollcall.weave;

import dev.rollcall.core.adapter.Hook;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts the calls to hooks into the bytes of one class.
 *
 * <p>Each call is one {@code invokedynamic} with all references passed as {@code Object}: so no class of the application has
 * to be resolved before its time. Nothing else of the class changes: no field, method, interface or stack frame, which also
 * keeps it legal to weave a class that is loaded already.
 */
final class HookWeaver {
    /** Java 7's class files are the first that may hold {@code invokedynamic}. Netty 4.1 is compiled for Java 6. */
    private static final int FIRST_WITH_INVOKEDYNAMIC = Opcodes.V1_7;

    private final Handle bootstrapMethod;

    HookWeaver(Handle bootstrapMethod) {
        this.bootstrapMethod = bootstrapMethod;
    }

    /** The woven bytes, and the hooks whose method the class does not have. */
    static final class Result {
        final byte[] bytes;
        final List<Hook> missing;

        Result(byte[] bytes, List<Hook> missing) {
            this.bytes = bytes;
            this.missing = missing;
        }
    }

    /**
     * Weaves a class.
     *
     * @param hooks the hooks for this class, with their numbers
     * @throws IllegalArgumentException when the class file's version is below 50 (no stack map frames) or newer than ASM
     *     knows
     */
    Result weave(byte[] original, List<NumberedHook> hooks) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Weaver weaver = new Weaver(writer, hooks);
        reader.accept(weaver, 0);
        List<Hook> missing = new ArrayList<>();
        for (NumberedHook hook : hooks) {
            if (!weaver.woven.contains(hook)) {
                missing.add(hook.hook);
            }
        }
        return new Result(writer.toByteArray(), missing);
    }

    private final class Weaver extends ClassVisitor {
        private final List<NumberedHook> hooks;
        private final List<NumberedHook> woven = new ArrayList<>();

        Weaver(ClassVisitor next, List<NumberedHook> hooks) {
            super(Opcodes.ASM9, next);
            this.hooks = hooks;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            int major = version & 0xFFFF;
            if (major < Opcodes.V1_6) {
                throw new IllegalArgumentException(
                        "its class file is of version " + major + "; 50 is the oldest we weave");
            }
            super.visit(
                    Math.max(major, FIRST_WITH_INVOKEDYNAMIC) | (version & 0xFFFF0000),
                    access,
                    name,
                    signature,
                    superName,
                    interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) != 0) {
                return method;
            }
            for (NumberedHook hook : hooks) {
                if (hook.hook.methodName().equals(name)
                        && (hook.hook.parameters() == null || descriptor.startsWith(hook.hook.parameters()))) {
                    woven.add(hook);
                    method = new HookedMethod(method, access, descriptor, hook);
                }
            }
            return method;
        }
    }

    private final class HookedMethod extends MethodVisitor {
        private final boolean isStatic;
        private final Type[] parameters;
        private final Type returns;
        private final NumberedHook hook;

        HookedMethod(MethodVisitor next, int access, String descriptor, NumberedHook hook) {
            super(Opcodes.ASM9, next);
            this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
            this.parameters = Type.getArgumentTypes(descriptor);
            this.returns = Type.getReturnType(descriptor);
            this.hook = hook;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            switch (hook.hook.at()) {
                case ENTER:
                    call(Type.VOID_TYPE, false);
                    break;
                case ENTER_OR_SKIP:
                    skipWhenTrue();
                    break;
                case ENTER_REPLACING_ARGUMENT:
                    replaceArgument();
                    break;
                case EXIT:
                    break;
            }
        }

        private void skipWhenTrue() {
            if (returns.getSort() != Type.VOID) {
                throw new IllegalArgumentException(hook.hook + " skips a method that returns something");
            }
            call(Type.BOOLEAN_TYPE, false);
            Label body = new Label();
            super.visitJumpInsn(Opcodes.IFEQ, body);
            super.visitInsn(Opcodes.RETURN);
            super.visitLabel(body);
            super.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            // Keeps our frame from meeting one of the method's own at the same instruction.
            super.visitInsn(Opcodes.NOP);
        }

        private void replaceArgument() {
            int argument = hook.hook.argument();
            call(object(parameters[argument]), false);
            super.visitTypeInsn(Opcodes.CHECKCAST, parameters[argument].getInternalName());
            super.visitVarInsn(Opcodes.ASTORE, local(argument));
        }

        @Override
        public void visitInsn(int opcode) {
            boolean isReturn = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
            if (isReturn && hook.hook.at() == Hook.At.EXIT) {
                boolean hasResult = returns.getSort() != Type.VOID;
                if (hasResult) {
                    super.visitInsn(returns.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
                }
                call(Type.VOID_TYPE, hasResult);
            }
            super.visitInsn(opcode);
        }

        /** Calls the hook; with {@code resultOnStack}, what the method returns lies on the stack and becomes the last argument. */
        private void call(Type result, boolean resultOnStack) {
            StringBuilder descriptor = new StringBuilder("(");
            if (resultOnStack) {
                // The result was pushed first, so it is the first argument of the call and the linker moves it to the
                // end.
                descriptor.append(object(returns));
            }
            if (!isStatic) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                descriptor.append("Ljava/lang/Object;");
            }
            int local = isStatic ? 0 : 1;
            for (Type parameter : parameters) {
                super.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local);
                local += parameter.getSize();
                descriptor.append(object(parameter));
            }
            descriptor.append(')').append(result);
            super.visitInvokeDynamicInsn(
                    hook.hook.hookMethod(), descriptor.toString(), bootstrapMethod, hook.number, resultOnStack ? 1 : 0);
        }

        private int local(int argument) {
            int local = isStatic ? 0 : 1;
            for (int i = 0; i < argument; i++) {
                local += parameters[i].getSize();
            }
            return local;
        }
    }

    private static Type object(Type type) {
        return type.getSort() >= Type.ARRAY ? Type.getObjectType("java/lang/Object") : type;
    }

    /** A hook and its number in the linker's list. */
    static final class NumberedHook {
        final Hook hook;
        final int number;

        NumberedHook(Hook hook, int number) {
            this.hook = hook;
            this.number = number;
        }
    }
}
