package dev.rollcall.app.springmvc;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;

/** Everything that can go wrong in a controller. */
@RestController
public class ErrorController {
    @GetMapping("/error/set-500")
    public ResponseEntity<String> set500() {
        return ResponseEntity.status(500).body("set 500");
    }

    @GetMapping("/error/send-503")
    public void send503(HttpServletResponse response) throws IOException {
        response.sendError(503, "unavailable");
    }

    @GetMapping("/error/exception")
    public String exception() {
        throw new IllegalStateException("thrown by the controller");
    }

    @GetMapping("/error/mapped")
    public String mapped() {
        throw new Unprocessable();
    }

    @GetMapping("/error/handled")
    public String handled() {
        throw new Handled();
    }

    @GetMapping("/error/annotated")
    public String annotated() {
        throw new Annotated();
    }

    @GetMapping("/error/status-exception")
    public String statusException() {
        throw new ResponseStatusException(HttpStatus.CONFLICT);
    }

    @GetMapping("/error/not-found")
    public ResponseEntity<String> notFound() {
        return ResponseEntity.status(404).body("not found");
    }

    @GetMapping("/error/after-commit")
    public void afterCommit(HttpServletResponse response) throws IOException {
        response.getOutputStream().write(StreamController.block(10));
        response.flushBuffer();
        throw new IllegalStateException("thrown after commit");
    }

    @GetMapping("/error/jvm-error")
    public String jvmError() {
        throw new StackOverflowError("thrown by the controller");
    }

    /** Maps exceptions to answers. */
    @RestControllerAdvice
    public static class Advice {
        @ExceptionHandler
        public ResponseEntity<String> unprocessable(Unprocessable failure) {
            return ResponseEntity.status(422).body("mapped");
        }

        @ExceptionHandler
        public ResponseEntity<String> handled(Handled failure) {
            return ResponseEntity.ok("handled");
        }
    }

    /** Mapped to 422. */
    static class Unprocessable extends RuntimeException {}

    /** Handled, with 200. */
    static class Handled extends RuntimeException {}

    /** 409 by annotation. */
    @ResponseStatus(HttpStatus.CONFLICT)
    static class Annotated extends RuntimeException {}
}
