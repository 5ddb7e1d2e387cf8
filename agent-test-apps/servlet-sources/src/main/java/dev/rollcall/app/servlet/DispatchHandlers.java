package dev.rollcall.app.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Forward, include and async. */
final class DispatchHandlers {
    private static final String ROUND = "dev.rollcall.app.round";

    private DispatchHandlers() {}

    static void addTo(Map<String, Handler> handlers) {
        handlers.put(
                "/dispatch/forward",
                (request, response) -> request.getRequestDispatcher("/hello").forward(request, response));
        handlers.put("/dispatch/include", (request, response) -> {
            response.setContentType("text/plain");
            response.getOutputStream().print("before ");
            request.getRequestDispatcher("/dispatch/part").include(request, response);
            response.getOutputStream().print(" after");
        });
        handlers.put(
                "/dispatch/nested",
                (request, response) ->
                        request.getRequestDispatcher("/dispatch/include").forward(request, response));
        handlers.put(
                "/dispatch/part",
                (request, response) -> response.getOutputStream().print("part"));
        handlers.put("/async/complete", (request, response) -> {
            AsyncContext async = request.startAsync();
            Answers.elsewhere(() -> {
                Answers.sleep(20);
                Answers.text((HttpServletResponse) async.getResponse(), "completed");
                async.complete();
            });
        });
        handlers.put("/async/dispatch", (request, response) -> dispatch(request, response, 1));
        handlers.put("/async/dispatch-twice", (request, response) -> dispatch(request, response, 2));
        handlers.put("/async/dispatch-other", (request, response) -> {
            AsyncContext async = request.startAsync();
            Answers.elsewhere(() -> async.dispatch("/hello"));
        });
        handlers.put(
                "/async/timeout", (request, response) -> request.startAsync().setTimeout(200));
        handlers.put("/async/timeout-listener", DispatchHandlers::timeoutListener);
        handlers.put("/async/error", DispatchHandlers::asyncError);
        handlers.put("/never", (request, response) -> request.startAsync().setTimeout(0));
    }

    private static void dispatch(HttpServletRequest request, HttpServletResponse response, int rounds)
            throws IOException {
        int round = request.getDispatcherType() == DispatcherType.ASYNC ? (int) request.getAttribute(ROUND) + 1 : 0;
        if (round == rounds) {
            Answers.text(response, "dispatched " + rounds);
            return;
        }
        request.setAttribute(ROUND, round);
        AsyncContext async = request.startAsync();
        Answers.elsewhere(async::dispatch);
    }

    private static void timeoutListener(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync();
        async.setTimeout(200);
        async.addListener(new Listener() {
            @Override
            public void onTimeout(AsyncEvent event) throws IOException {
                Answers.text((HttpServletResponse) event.getAsyncContext().getResponse(), 504, "timed out");
                event.getAsyncContext().complete();
            }
        });
    }

    /** The handler throws after it has gone async: the container reports it as the request's error. */
    private static void asyncError(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        request.startAsync();
        throw new ServletException("thrown after startAsync");
    }

    /** A listener that does nothing. */
    private static class Listener implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) throws IOException {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
