package dev.rollcall.demo.api;

import java.util.concurrent.Callable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reports: large, and slow to make, off the request thread. */
@RestController
class ReportController {
    private static final int LINES = 400;
    private static final int MILLIS_TO_MAKE = 120;

    @GetMapping(path = "/reports/{month}", produces = MediaType.TEXT_PLAIN_VALUE)
    Callable<String> report(@PathVariable("month") String month) {
        return () -> {
            Thread.sleep(MILLIS_TO_MAKE);
            return ("2026-" + month + ";payment;12.50;EUR\n").repeat(LINES);
        };
    }
}
