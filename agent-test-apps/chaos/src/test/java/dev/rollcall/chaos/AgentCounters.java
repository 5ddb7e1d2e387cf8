package dev.rollcall.chaos;

import com.sun.tools.attach.VirtualMachine;
import dev.rollcall.conformance.process.AppProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;

/** What the agent of a running application says of its deliveries, at any moment. */
final class AgentCounters implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final ObjectName name;

    private AgentCounters(JMXConnector connector) throws IOException, JMException {
        this.connector = connector;
        beans = connector.getMBeanServerConnection();
        name = new ObjectName("dev.rollcall:type=Agent");
    }

    /** Connects, and waits until the agent shows its counters. */
    static AgentCounters of(AppProcess app) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(app.pid()));
        try {
            JMXConnector connector =
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            try {
                AgentCounters counters = new AgentCounters(connector);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> counters.beans.isRegistered(counters.name));
                return counters;
            } catch (Exception failed) {
                connector.close();
                throw failed;
            }
        } finally {
            machine.detach();
        }
    }

    /** These figures, in their order, at nearly one moment. */
    List<Long> figures(String... figures) throws IOException, JMException {
        return beans.getAttributes(name, figures).asList().stream()
                .map(attribute -> (Long) attribute.getValue())
                .toList();
    }

    /** Requests of which the backend has said that they are stored. */
    long delivered() throws IOException, JMException {
        return (Long) beans.getAttribute(name, "Delivered");
    }

    /** How it stands with the backend, in words. */
    String state() throws IOException, JMException {
        return (String) ((CompositeData[]) beans.getAttribute(name, "Destinations"))[0].get("state");
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
