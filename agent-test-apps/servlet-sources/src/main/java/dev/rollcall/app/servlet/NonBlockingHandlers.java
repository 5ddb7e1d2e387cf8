package dev.rollcall.app.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/** Reading and writing without blocking, and an upgrade to a protocol of our own. */
final class NonBlockingHandlers {
    private NonBlockingHandlers() {}

    static void addTo(Map<String, Handler> handlers) {
        handlers.put("/async/read", NonBlockingHandlers::read);
        handlers.put("/async/write", NonBlockingHandlers::write);
        handlers.put("/upgrade", (request, response) -> {
            response.setHeader("Connection", "Upgrade");
            response.setHeader("Upgrade", "echo");
            request.upgrade(EchoProtocol.class);
        });
    }

    private static void read(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        ServletInputStream in = request.getInputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        in.setReadListener(new ReadListener() {
            private final byte[] buffer = new byte[4096];

            @Override
            public void onDataAvailable() throws IOException {
                while (in.isReady() && !in.isFinished()) {
                    int read = in.read(buffer);
                    if (read < 0) {
                        return;
                    }
                    body.write(buffer, 0, read);
                }
            }

            @Override
            public void onAllDataRead() throws IOException {
                response.setContentType("application/octet-stream");
                response.setContentLength(body.size());
                response.getOutputStream().write(body.toByteArray());
                async.complete();
            }

            @Override
            public void onError(Throwable failure) {
                async.complete();
            }
        });
    }

    /** 100 blocks of 10,000 bytes. */
    private static void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        response.setContentType("application/octet-stream");
        ServletOutputStream out = response.getOutputStream();
        byte[] block = Answers.block(10_000);
        out.setWriteListener(new WriteListener() {
            private int written;

            @Override
            public void onWritePossible() throws IOException {
                while (out.isReady()) {
                    if (written == 100) {
                        async.complete();
                        return;
                    }
                    out.write(block);
                    written++;
                }
            }

            @Override
            public void onError(Throwable failure) {
                async.complete();
            }
        });
    }

    /** Sends back what it gets, until the client closes. */
    public static final class EchoProtocol implements HttpUpgradeHandler {
        @Override
        public void init(WebConnection connection) {
            Answers.elsewhere(() -> {
                try (connection) {
                    int b = connection.getInputStream().read();
                    while (b >= 0) {
                        connection.getOutputStream().write(b);
                        connection.getOutputStream().flush();
                        b = connection.getInputStream().read();
                    }
                }
            });
        }

        @Override
        public void destroy() {}
    }
}
