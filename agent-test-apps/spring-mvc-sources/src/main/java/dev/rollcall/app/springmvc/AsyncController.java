package dev.rollcall.app.springmvc;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Answers from other threads. */
@RestController
public class AsyncController {
    @GetMapping("/deferred")
    public DeferredResult<String> deferred() {
        DeferredResult<String> result = new DeferredResult<>();
        elsewhere(() -> {
            StreamController.sleep(20);
            result.setResult("deferred");
        });
        return result;
    }

    @GetMapping("/deferred-timeout")
    public DeferredResult<String> deferredTimeout() {
        return new DeferredResult<>(200L);
    }

    @GetMapping("/never")
    public DeferredResult<String> never() {
        return new DeferredResult<>(0L);
    }

    @GetMapping("/callable")
    public Callable<String> callable() {
        return () -> "callable";
    }

    @GetMapping("/callable-error")
    public Callable<String> callableError() {
        return () -> {
            throw new ErrorController.Unprocessable();
        };
    }

    @GetMapping("/future")
    public CompletableFuture<String> future() {
        return CompletableFuture.supplyAsync(() -> "future");
    }

    @GetMapping("/future-error")
    public CompletableFuture<String> futureError() {
        return CompletableFuture.supplyAsync(() -> {
            throw new CompletionException(new IllegalStateException("thrown by the future"));
        });
    }

    @GetMapping("/emitter/{n}")
    public SseEmitter emitter(@PathVariable("n") int n) {
        SseEmitter emitter = new SseEmitter(0L);
        elsewhere(() -> {
            for (int i = 0; i < n; i++) {
                emitter.send(String.valueOf(i));
                StreamController.sleep(20);
            }
            emitter.complete();
        });
        return emitter;
    }

    @GetMapping("/async/complete")
    public void complete(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        elsewhere(() -> {
            async.getResponse().getOutputStream().print("completed");
            async.complete();
        });
    }

    @GetMapping("/async/dispatch-other")
    public void dispatchOther(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        elsewhere(() -> async.dispatch("/hello"));
    }

    static void elsewhere(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception failure) {
                        // The client went away.
                    }
                },
                "application");
        thread.setDaemon(true);
        thread.start();
    }

    /** Something that may fail. */
    interface Work {
        void run() throws Exception;
    }
}
