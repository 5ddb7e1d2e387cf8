package dev.rollcall.apps.webflux;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The kind of answer most APIs give: a small JSON object. The overhead of agents is measured with it. */
@RestController
class Orders {
    /** Written by hand: there is no JSON library on this class path. */
    @GetMapping(path = "/orders/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<String> order(@PathVariable("id") String id) {
        return Mono.just("{\"id\":\"" + id + "\",\"status\":\"paid\",\"total\":1999,\"currency\":\"EUR\"}");
    }
}
