package dev.rollcall.app.standalone;

import dev.rollcall.app.lifecycle.Lifecycle;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Starts Tomcat as it is distributed, by its own Bootstrap class, with two exploded web applications.
 *
 * <p>The Tomcat and the folder with its settings are found beside this module's classes.
 */
public final class StandaloneApp {
    private StandaloneApp() {}

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        File target = new File(StandaloneApp.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParentFile();
        System.setProperty("catalina.home", new File(target, "tomcat").getPath());
        System.setProperty("catalina.base", new File(target, "base").getPath());
        Class<?> type = Class.forName("org.apache.catalina.startup.Bootstrap");
        Object bootstrap = type.getConstructor().newInstance();
        call(bootstrap, "init");
        call(bootstrap, "start");
        Lifecycle.ready(ports());
        Lifecycle.awaitStop(() -> call(bootstrap, "stop"));
    }

    private static void call(Object bootstrap, String method) throws ReflectiveOperationException {
        Method found = bootstrap.getClass().getMethod(method);
        found.invoke(bootstrap);
    }

    /** Tomcat numbers connectors on free ports {@code auto-1}, {@code auto-2}, in the order of server.xml. */
    private static Map<String, Integer> ports() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Map<String, Integer> byNumber = new TreeMap<>();
        for (ObjectName name : server.queryNames(new ObjectName("Catalina:type=Connector,*"), null)) {
            byNumber.put(name.getKeyProperty("port"), (Integer) server.getAttribute(name, "localPort"));
        }
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (Integer port : byNumber.values()) {
            ports.put(ports.isEmpty() ? "http" : "h2c", port);
        }
        return ports;
    }
}
