package dev.rollcall.app.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;

/** Plain answers: texts, path variables, bodies in and out, statuses. */
final class BasicHandlers {
    private BasicHandlers() {}

    static void addTo(Map<String, Handler> handlers) {
        handlers.put("", (request, response) -> Answers.text(response, "root"));
        handlers.put("/hello", BasicHandlers::hello);
        handlers.put("/users/*", BasicHandlers::users);
        handlers.put("/files/*", (request, response) -> Answers.text(response, "file " + request.getPathInfo()));
        handlers.put("/items", BasicHandlers::createItem);
        handlers.put(
                "/items/*",
                (request, response) -> Answers.text(response, request.getMethod() + " " + Answers.segment(request, 0)));
        handlers.put("/echo", BasicHandlers::echo);
        handlers.put("/ignore-body", (request, response) -> Answers.text(response, "ignored"));
        handlers.put("/status/*", BasicHandlers::status);
        handlers.put("/redirect", (request, response) -> {
            response.setStatus(302);
            response.setHeader("Location", "/hello");
        });
        handlers.put("/exit", (request, response) -> System.exit(3));
        handlers.put("/attributes", BasicHandlers::attributes);
    }

    private static void hello(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "OPTIONS":
                response.setHeader("Allow", "GET, HEAD, OPTIONS, PROPFIND");
                response.setContentLength(0);
                break;
            case "PROPFIND":
                Answers.text(response, "PROPFIND");
                break;
            default:
                Answers.text(response, "hello");
        }
    }

    private static void users(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String user = Answers.segment(request, 0);
        String order = Answers.segment(request, 2);
        Answers.text(response, order.isEmpty() ? "user " + user : "user " + user + " order " + order);
    }

    private static void createItem(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[8192];
        InputStream in = request.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
        }
        Answers.text(response, 201, "created " + bytes + " bytes");
    }

    private static void echo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/octet-stream");
        byte[] buffer = new byte[8192];
        InputStream in = request.getInputStream();
        OutputStream out = response.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
        }
    }

    private static void status(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = Answers.number(request);
        if (status == 204 || status == 205 || status == 304) {
            response.setStatus(status);
        } else {
            Answers.text(response, status, "status " + status);
        }
    }

    private static void attributes(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answers.text(response, String.join("\n", new TreeSet<>(Collections.list(request.getAttributeNames()))));
    }
}
