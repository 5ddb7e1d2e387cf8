package dev.rollcall.demo.api;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Payments: some are declined, and the bank behind us is not always there. */
@RestController
class PaymentController {
    private static final int LIMIT = 1000;

    @GetMapping("/payments/{id}")
    Map<String, Object> payment(@PathVariable("id") String id) {
        return Map.of("id", id, "state", "settled");
    }

    @PostMapping("/payments")
    ResponseEntity<Map<String, Object>> pay(@RequestBody Map<String, Object> payment) {
        int amount = ((Number) payment.getOrDefault("amount", 0)).intValue();
        if (amount <= 0) {
            return ResponseEntity.unprocessableEntity().body(Map.of("error", "amount must be positive"));
        }
        if (amount > LIMIT) {
            throw new BankUnavailable();
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("id", "pay_" + amount, "state", "accepted"));
    }

    @PostMapping("/payments/{id}/refund")
    Map<String, Object> refund(@PathVariable("id") String id) {
        return Map.of("id", id, "state", "refunded");
    }

    @ExceptionHandler(BankUnavailable.class)
    ResponseEntity<Map<String, Object>> bankUnavailable() {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("error", "the bank does not answer"));
    }

    private static final class BankUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
