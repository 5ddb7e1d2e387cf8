package dev.rollcall.app.tomcat;

import dev.rollcall.app.lifecycle.Lifecycle;
import dev.rollcall.app.servlet.AppListener;
import dev.rollcall.app.servlet.ShopListener;
import java.io.File;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.logging.LogManager;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.IntrospectionUtils;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/**
 * An embedded Tomcat with two web applications, a third that {@code /admin/undeploy} takes away, and a connector for
 * HTTP/1.1 and one for HTTP/2 in clear text.
 *
 * <p>{@code --virtual-threads} runs requests on virtual threads (Java 21 and later).
 */
public final class TomcatApp {
    private TomcatApp() {}

    public static void main(String[] arguments) throws Exception {
        List<String> options = Arrays.asList(arguments);
        // Exceptions that the tests provoke would fill the log.
        LogManager.getLogManager().reset();
        Tomcat tomcat = new Tomcat();
        tomcat.setSilent(true);
        File base = Files.createTempDirectory("tomcat-app").toFile();
        base.deleteOnExit();
        tomcat.setBaseDir(base.getPath());
        Connector http = connector(options);
        Connector h2c = connector(options);
        Http2Protocol http2 = new Http2Protocol();
        // Tomcat 9 has a setting of its own; later ones take it from the connector.
        IntrospectionUtils.setProperty(http2, "compression", "on");
        h2c.addUpgradeProtocol(http2);
        tomcat.getService().addConnector(http);
        tomcat.getService().addConnector(h2c);
        tomcat.getEngine().setRealm(new OpenRealm());
        Context app = context(tomcat, "", base, AppListener.class);
        ErrorPage errorPage = new ErrorPage();
        errorPage.setErrorCode(503);
        errorPage.setLocation("/error/page");
        app.addErrorPage(errorPage);
        context(tomcat, "/shop", base, ShopListener.class);
        context(tomcat, "/leaving", base, ShopListener.class);
        Tomcat.addServlet(app, "undeploy", new UndeployServlet(tomcat.getHost(), "/leaving"));
        app.addServletMappingDecoded("/admin/undeploy", "undeploy");
        tomcat.start();

        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("http", http.getLocalPort());
        ports.put("h2c", h2c.getLocalPort());
        Lifecycle.ready(ports);
        Lifecycle.awaitStop(() -> stop(tomcat));
    }

    private static Context context(Tomcat tomcat, String path, File base, Class<?> listener) {
        Context context = tomcat.addContext(path, base.getPath());
        context.addApplicationListener(listener.getName());
        return context;
    }

    private static Connector connector(List<String> options) throws ReflectiveOperationException {
        Connector connector = new Connector("HTTP/1.1");
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("compression", "on");
        connector.setEncodedSolidusHandling("passthrough");
        connector.setThrowOnFailure(true);
        if (options.contains("--virtual-threads")) {
            connector.getProtocolHandler().setExecutor(virtualThreads());
        }
        return connector;
    }

    private static Executor virtualThreads() throws ReflectiveOperationException {
        return (Executor)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static void stop(Tomcat tomcat) throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
