package dev.rollcall.demo.api;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Orders; those with a number above 9000 do not exist. */
@RestController
class OrderController {
    private static final int LAST_ORDER = 9000;

    @GetMapping("/orders")
    List<Map<String, Object>> orders() {
        return List.of(order(17), order(18), order(19));
    }

    @GetMapping("/orders/{id}")
    Map<String, Object> order(@PathVariable("id") int id) {
        if (id > LAST_ORDER) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such order");
        }
        return Map.of("id", id, "currency", "EUR", "amount", id * 3 % 500, "state", "paid");
    }

    @PostMapping("/orders")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> place(@RequestBody Map<String, Object> order) {
        return Map.of("id", 42, "items", order.size());
    }
}
