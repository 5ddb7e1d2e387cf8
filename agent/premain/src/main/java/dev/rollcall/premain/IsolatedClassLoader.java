package dev.rollcall.premain;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Loads the agent's classes from a hidden folder of its jar, out of the application's sight and with none of the
 * application's classes in sight: the parent is the platform loader.
 *
 * <p>The classes lie under {@value #FOLDER} with the suffix {@value #SUFFIX}, so that no scanner of class paths takes them
 * for classes of the application.
 */
public final class IsolatedClassLoader extends ClassLoader {
    static final String FOLDER = "rollcall/";
    static final String SUFFIX = ".classdata";

    private static final String OURS = "dev.rollcall.";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;

    /**
     * Opens the jar, and keeps it open for the life of the JVM.
     *
     * @throws IOException when the jar cannot be read
     */
    public IsolatedClassLoader(File file) throws IOException {
        super("rollcall", ClassLoader.getPlatformClassLoader());
        // Not verified: checking signatures before the JIT is warm costs start-up time, and the JVM has loaded the
        // agent from this very file already.
        this.jar = new JarFile(file, false);
    }

    /** What is ours is not asked of the parents first, which do not have it and take their time to find that out. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = read(FOLDER + name.replace('.', '/') + SUFFIX);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, RollcallAgent.class.getProtectionDomain());
    }

    /**
     * Reads a hidden resource; a class file is found by its usual name, {@code a/b/C.class}.
     *
     * @return the resource, or null when the jar has none of that name
     */
    @Override
    public InputStream getResourceAsStream(String name) {
        String hidden = name.endsWith(".class") ? name.substring(0, name.length() - 6) + SUFFIX : name;
        byte[] bytes = read(FOLDER + hidden);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    private byte[] read(String entryName) {
        ZipEntry entry = jar.getEntry(entryName);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }
}
