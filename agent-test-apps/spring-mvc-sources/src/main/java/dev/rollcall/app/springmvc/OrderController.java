package dev.rollcall.app.springmvc;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The kind of answer most APIs give: a small JSON object. The overhead of agents is measured with it. */
@RestController
public class OrderController {
    @GetMapping(path = "/orders/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    public Order order(@PathVariable("id") String id) {
        return new Order(id, "paid", 1999, "EUR");
    }

    /** What is sent. */
    public record Order(String id, String status, long total, String currency) {}
}
