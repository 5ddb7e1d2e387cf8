package dev.rollcall.weave;

import static net.bytebuddy.jar.asm.Opcodes.ACC_FINAL;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PUBLIC;
import static net.bytebuddy.jar.asm.Opcodes.ACC_STATIC;
import static net.bytebuddy.jar.asm.Opcodes.ACC_SUPER;
import static net.bytebuddy.jar.asm.Opcodes.ACC_VOLATILE;
import static net.bytebuddy.jar.asm.Opcodes.ALOAD;
import static net.bytebuddy.jar.asm.Opcodes.ARETURN;
import static net.bytebuddy.jar.asm.Opcodes.GETSTATIC;
import static net.bytebuddy.jar.asm.Opcodes.INVOKEVIRTUAL;
import static net.bytebuddy.jar.asm.Opcodes.V11;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The one class of ours that every class can see: it holds one method handle, the linker's, and has one method, the
 * bootstrap method of all woven {@code invokedynamic} instructions.
 *
 * <p>It stands in {@code java.lang}, because every class loader must delegate that package: OSGi, JBoss Modules and the
 * module system included. It gets there without {@code Unsafe}: {@link Instrumentation#redefineModule} opens the package to
 * us, and a private lookup defines the class (JDK 11 to 25, no warning). Where that fails it is put on the boot class path
 * in a jar of one class, which all but filtering loaders see.
 */
final class Dispatcher {
    private static final String IN_JAVA_LANG = "java/lang/RollcallDispatcher";
    private static final String ON_BOOT_PATH = "dev/rollcall/boot/RollcallDispatcher";

    private static final String BOOTSTRAP_DESCRIPTOR =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)"
                    + "Ljava/lang/invoke/CallSite;";

    /** The type of {@link Linker#link}, which the dispatcher calls. */
    static final MethodType LINK_TYPE = MethodType.methodType(
            CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class, Object[].class);

    private final String internalName;

    private Dispatcher(String internalName) {
        this.internalName = internalName;
    }

    /**
     * Defines the dispatcher and gives it the linker.
     *
     * @param linker a handle of {@link #LINK_TYPE}
     * @throws ReflectiveOperationException when neither way works
     * @throws IOException when the boot jar cannot be written
     */
    static Dispatcher install(Instrumentation instrumentation, MethodHandle linker)
            throws ReflectiveOperationException, IOException {
        try {
            return give(linker, defineInJavaLang(instrumentation), IN_JAVA_LANG);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return installOnBootPath(instrumentation, linker);
        }
    }

    /** The fallback of {@link #install}. */
    static Dispatcher installOnBootPath(Instrumentation instrumentation, MethodHandle linker)
            throws ReflectiveOperationException, IOException {
        return give(linker, defineOnBootPath(instrumentation), ON_BOOT_PATH);
    }

    private static Dispatcher give(MethodHandle linker, Class<?> dispatcher, String name)
            throws ReflectiveOperationException {
        dispatcher.getField("linker").set(null, linker);
        return new Dispatcher(name);
    }

    /** The handle that woven {@code invokedynamic} instructions name as their bootstrap method. */
    Handle bootstrapMethod() {
        return new Handle(Opcodes.H_INVOKESTATIC, internalName, "bootstrap", BOOTSTRAP_DESCRIPTOR, false);
    }

    private static Class<?> defineInJavaLang(Instrumentation instrumentation) throws ReflectiveOperationException {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang", Set.of(Dispatcher.class.getModule())),
                Set.of(),
                Map.of());
        return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
                .defineClass(bytes(IN_JAVA_LANG));
    }

    private static Class<?> defineOnBootPath(Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException {
        File file = File.createTempFile("rollcall-boot", ".jar");
        file.deleteOnExit();
        try (JarOutputStream jar = new JarOutputStream(new FileOutputStream(file))) {
            jar.putNextEntry(new JarEntry(ON_BOOT_PATH + ".class"));
            jar.write(bytes(ON_BOOT_PATH));
            jar.closeEntry();
        }
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(file, false));
        return Class.forName(ON_BOOT_PATH.replace('/', '.'), true, null);
    }

    private static byte[] bytes(String internalName) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V11, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, internalName, null, "java/lang/Object", null);
        writer.visitField(
                        ACC_PUBLIC | ACC_STATIC | ACC_VOLATILE, "linker", "Ljava/lang/invoke/MethodHandle;", null, null)
                .visitEnd();
        MethodVisitor method = writer.visitMethod(
                ACC_PUBLIC | ACC_STATIC | Opcodes.ACC_VARARGS, "bootstrap", BOOTSTRAP_DESCRIPTOR, null, null);
        method.visitCode();
        method.visitFieldInsn(GETSTATIC, internalName, "linker", "Ljava/lang/invoke/MethodHandle;");
        for (int argument = 0; argument < 4; argument++) {
            method.visitVarInsn(ALOAD, argument);
        }
        method.visitMethodInsn(
                INVOKEVIRTUAL, "java/lang/invoke/MethodHandle", "invokeExact", BOOTSTRAP_DESCRIPTOR, false);
        method.visitInsn(ARETURN);
        method.visitMaxs(5, 4);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
