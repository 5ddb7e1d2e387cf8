package dev.rollcall.core.jmx;

import dev.rollcall.core.pipeline.Pipeline;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/** Puts the agent's bean into a server that the application has made. Loaded when there may be one, and not before. */
final class Registration {
    private static final String NAME = "dev.rollcall:type=Agent";
    private static final String PLATFORM = "java.lang:type=Runtime";

    private Registration() {}

    /**
     * Registers the bean if there is a server.
     *
     * @return false when there is none yet
     */
    static boolean attempt(String version, String service, Pipeline pipeline) throws JMException {
        MBeanServer server = server();
        if (server == null) {
            return false;
        }
        ObjectName name = new ObjectName(NAME);
        if (!server.isRegistered(name)) {
            server.registerMBean(
                    new StandardMBean(new AgentBean(version, service, pipeline), AgentMXBean.class, true), name);
        }
        return true;
    }

    /** The JVM's own, which everybody looks at; else the application's first. None is made. */
    private static @Nullable MBeanServer server() throws JMException {
        List<MBeanServer> servers = MBeanServerFactory.findMBeanServer(null);
        for (MBeanServer server : servers) {
            if (server.isRegistered(new ObjectName(PLATFORM))) {
                return server;
            }
        }
        return servers.isEmpty() ? null : servers.get(0);
    }
}
