package dev.rollcall.app.tomcat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.ref.WeakReference;
import org.apache.catalina.Container;
import org.apache.catalina.Host;

/** Takes a web application away and answers whether its class loader was collected. */
final class UndeployServlet extends HttpServlet {
    private static final int COLLECTIONS = 50;
    private static final int MILLIS_BETWEEN = 50;

    private final transient Host host;
    private final String path;

    UndeployServlet(Host host, String path) {
        this.host = host;
        this.path = path;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        WeakReference<ClassLoader> loader = undeploy();
        String answer = loader == null ? "not deployed" : isCollected(loader) ? "collected" : "not collected";
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(answer.length());
        response.getWriter().write(answer);
    }

    /** A frame of its own, so that no local variable of the caller holds the context or its loader. */
    private WeakReference<ClassLoader> undeploy() {
        Container context = host.findChild(path);
        if (context == null) {
            return null;
        }
        WeakReference<ClassLoader> loader = new WeakReference<>(
                ((org.apache.catalina.Context) context).getLoader().getClassLoader());
        host.removeChild(context);
        return loader;
    }

    private static boolean isCollected(WeakReference<ClassLoader> loader) {
        for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
            System.gc();
            try {
                Thread.sleep(MILLIS_BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return loader.get() == null;
    }
}
