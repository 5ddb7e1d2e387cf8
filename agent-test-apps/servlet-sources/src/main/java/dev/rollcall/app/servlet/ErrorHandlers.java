package dev.rollcall.app.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Everything that can go wrong in a handler. */
final class ErrorHandlers {
    private ErrorHandlers() {}

    static void addTo(Map<String, Handler> handlers) {
        handlers.put("/error/set-500", (request, response) -> Answers.text(response, 500, "set 500"));
        handlers.put("/error/send-503", (request, response) -> response.sendError(503, "unavailable"));
        handlers.put("/error/exception", (request, response) -> {
            throw new IllegalStateException("thrown by the handler");
        });
        handlers.put("/error/mapped", (request, response) -> {
            try {
                throw new IllegalArgumentException("mapped");
            } catch (IllegalArgumentException mapped) {
                response.sendError(422, "mapped");
            }
        });
        handlers.put("/error/handled", (request, response) -> {
            try {
                throw new IllegalArgumentException("handled");
            } catch (IllegalArgumentException handled) {
                Answers.text(response, "handled");
            }
        });
        handlers.put("/error/annotated", (request, response) -> response.sendError(409, "annotated"));
        handlers.put("/error/not-found", (request, response) -> response.sendError(404, "not found"));
        handlers.put("/error/after-commit", ErrorHandlers::afterCommit);
        handlers.put("/error/jvm-error", (request, response) -> {
            throw new StackOverflowError("thrown by the handler");
        });
        handlers.put("/error/page", ErrorHandlers::page);
    }

    private static void afterCommit(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.getOutputStream().write(Answers.block(10));
        response.flushBuffer();
        throw new ServletException("after commit", new IllegalStateException("thrown after commit"));
    }

    /** The error page for 503; reached by an ERROR dispatch. */
    private static void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute("jakarta.servlet.error.status_code");
        byte[] text = ("error page " + status).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        response.setContentType("text/plain");
        response.getOutputStream().write(text);
    }
}
