package dev.rollcall.overhead.process;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What the threads of a JVM have allocated, to the byte, from the JVM's own account of each thread: the same on 17 and 25,
 * and no estimate. Looking costs the JVM some classes and threads of its own, so this is to be the last that is
 * measured of a process.
 *
 * <p>A thread that ends between two readings takes its account with it; servers here keep theirs.
 */
public final class Allocation implements AutoCloseable {
    /** Threads that are there because somebody looks. */
    private static final List<String> LOOKING =
            List.of("RMI ", "JMX ", "Attach Listener", "GC Daemon", "Common-Cleaner", "ClientNotif");

    private final JMXConnector connector;
    private final ThreadMXBean threads;

    /** Attaches to a process. */
    // What is read comes from a process that was started here.
    @SuppressWarnings("BanJNDI")
    public Allocation(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
                MBeanServerConnection beans = connector.getMBeanServerConnection();
                threads = ManagementFactory.newPlatformMXBeanProxy(
                        beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            } finally {
                machine.detach();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What was allocated so far.
     *
     * @param byThread bytes by the id of the thread
     * @param names of the threads, by id
     */
    public record Reading(Map<Long, Long> byThread, Map<Long, String> names) {
        /** Bytes allocated since an earlier reading by threads whose names begin so; by all when it is empty. */
        public long since(Reading earlier, String prefix) {
            long sum = 0;
            for (Map.Entry<Long, Long> thread : byThread.entrySet()) {
                if (names.getOrDefault(thread.getKey(), "").startsWith(prefix)) {
                    sum += thread.getValue() - earlier.byThread.getOrDefault(thread.getKey(), 0L);
                }
            }
            return sum;
        }
    }

    public Reading read() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        Map<Long, Long> byThread = new HashMap<>();
        Map<Long, String> names = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0 && infos[i] != null && !isLooking(infos[i].getThreadName())) {
                byThread.put(ids[i], bytes[i]);
                names.put(ids[i], infos[i].getThreadName());
            }
        }
        return new Reading(byThread, names);
    }

    private static boolean isLooking(String name) {
        return LOOKING.stream().anyMatch(name::startsWith);
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException gone) {
            // The process has ended, and the connection with it.
        }
    }
}
