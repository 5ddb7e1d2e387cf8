package dev.rollcall.core.adapter;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what became of the classes in the table: woven, left as they are, or with a hook switched off; {@code doctor} reads it. Any
 * thread. Bounded, and holds class loaders weakly: a web application that is undeployed leaves its lines, and nothing else.
 */
public final class WeaveBook {
    private static final int MOST_ENTRIES = 500;

    /** Characters of {@link #servers}: a backend may refuse a longer text, and the counters that are told with it. */
    private static final int MOST_TOLD = 500;

    /** Of a version: whoever built the jar wrote it. */
    private static final int LONGEST_VERSION = 60;

    /** One class of one class loader, or one hook. */
    public static final class Entry {
        private final String subject;
        private final String adapter;
        private final @Nullable String reason;
        private final boolean boot;
        private final WeakReference<ClassLoader> loader;
        private final String loaderName;

        Entry(String subject, String adapter, @Nullable ClassLoader loader, @Nullable String reason) {
            this.subject = subject;
            this.adapter = adapter;
            this.reason = reason;
            this.boot = loader == null;
            this.loader = new WeakReference<>(loader);
            this.loaderName = name(loader);
        }

        private static String name(@Nullable ClassLoader loader) {
            if (loader == null) {
                return "boot";
            }
            // Not toString(): it is the application's, and Tomcat's tells the life of a web application over ten lines.
            String name = loader.getName();
            return name == null ? loader.getClass().getName() : name;
        }

        /** The class; for a hook that was switched off, the hook and its class. */
        public String subject() {
            return subject;
        }

        /** The adapter, or the library that its hook names: what {@link #version} is the version of, for example {@code Tomcat}. */
        public String adapter() {
            return adapter;
        }

        /** Why it was left as it is or switched off; empty for a class that was woven. */
        public String reason() {
            return reason == null ? "" : reason;
        }

        /** What the class loader is called: its name, or its class. */
        public String loader() {
            return loaderName;
        }

        /** The version of the server, as its jar's manifest has it; null when it is not known, or not any more. */
        public @Nullable String version() {
            ClassLoader known = loader.get();
            int dot = subject.lastIndexOf('.');
            if (boot || known == null || dot < 0) {
                return null;
            }
            Package found = known.getDefinedPackage(subject.substring(0, dot));
            return found == null ? null : found.getImplementationVersion();
        }

        private boolean isSame(Entry other) {
            return subject.equals(other.subject)
                    && loader.get() == other.loader.get()
                    && reason().equals(other.reason());
        }
    }

    private final List<Entry> woven = new ArrayList<>();
    private final List<Entry> leftAlone = new ArrayList<>();
    private final List<Entry> switchedOff = new ArrayList<>();
    private volatile boolean management;

    /** A class was woven. */
    public void woven(String className, @Nullable ClassLoader loader, String adapter) {
        add(woven, new Entry(className, adapter, loader, null));
    }

    /** A class was left as it is. */
    public void leftAlone(String className, @Nullable ClassLoader loader, String adapter, String reason) {
        add(leftAlone, new Entry(className, adapter, loader, reason));
    }

    /** A hook has failed, and does nothing from now on. */
    public void switchedOff(String hook, Class<?> caller, String reason) {
        add(switchedOff, new Entry(hook + " in " + caller.getName(), "", caller.getClassLoader(), reason));
    }

    /** The application, or the JVM for it, has loaded what makes MBean servers. */
    public void managementLoaded() {
        management = true;
    }

    /** Whether asking for MBean servers would load nothing that the application has not loaded first. */
    public boolean isManagementLoaded() {
        return management;
    }

    /** The classes that were woven, in order. */
    public List<Entry> woven() {
        return copy(woven);
    }

    /**
     * What is woven, in a line: each server and framework once with the version of its jar where that is known, in the order
     * in which they were met, for example {@code Tomcat 10.1.61, Spring MVC 6.2.19}. Empty when nothing is; at most 500 characters.
     */
    public String servers() {
        Set<String> servers = new LinkedHashSet<>();
        for (Entry entry : woven()) {
            String version = entry.version();
            servers.add(version == null ? entry.adapter() : entry.adapter() + ' ' + shortened(version));
        }
        StringBuilder line = new StringBuilder();
        for (String server : servers) {
            if (line.length() + server.length() + 2 > MOST_TOLD) {
                break;
            }
            line.append(line.length() == 0 ? "" : ", ").append(server);
        }
        return line.toString();
    }

    private static String shortened(String version) {
        return version.length() <= LONGEST_VERSION ? version : version.substring(0, LONGEST_VERSION);
    }

    /** The classes that were left as they are. */
    public List<Entry> leftAlone() {
        return copy(leftAlone);
    }

    /** The hooks that have failed. */
    public List<Entry> switchedOff() {
        return copy(switchedOff);
    }

    private synchronized void add(List<Entry> entries, Entry entry) {
        if (entries.size() >= MOST_ENTRIES) {
            return;
        }
        for (Entry known : entries) {
            if (known.isSame(entry)) {
                return; // woven again, as other agents make the JVM do
            }
        }
        entries.add(entry);
    }

    private synchronized List<Entry> copy(List<Entry> entries) {
        return new ArrayList<>(entries);
    }
}
