package dev.rollcall.app.springmvc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Plain answers. */
@RestController
@RequestMapping(produces = MediaType.TEXT_PLAIN_VALUE)
public class BasicController {
    @GetMapping("/")
    public String root() {
        return "root";
    }

    @GetMapping("/hello")
    public String hello() {
        return "hello";
    }

    @GetMapping("/users/{id}")
    public String user(@PathVariable("id") String id) {
        return "user " + id;
    }

    @GetMapping("/users/{id}/orders/{order}")
    public String order(@PathVariable("id") String id, @PathVariable("order") String order) {
        return "user " + id + " order " + order;
    }

    @GetMapping("/accounts/{id:[0-9]+}")
    public String account(@PathVariable("id") String id) {
        return "account " + id;
    }

    @GetMapping("/files/**")
    public String file(HttpServletRequest request) {
        return "file " + request.getServletPath().substring("/files".length());
    }

    @PostMapping("/items")
    @ResponseStatus(HttpStatus.CREATED)
    public String create(HttpServletRequest request) throws IOException {
        // Not @RequestBody: Spring writes a form anew from its parameters.
        return "created " + request.getInputStream().readAllBytes().length + " bytes";
    }

    @PutMapping("/items/{id}")
    public String put(@PathVariable("id") String id) {
        return "PUT " + id;
    }

    @PatchMapping("/items/{id}")
    public String patch(@PathVariable("id") String id) {
        return "PATCH " + id;
    }

    @DeleteMapping("/items/{id}")
    public String delete(@PathVariable("id") String id) {
        return "DELETE " + id;
    }

    @PostMapping(path = "/echo", produces = MediaType.ALL_VALUE)
    public void echo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/octet-stream");
        byte[] buffer = new byte[8192];
        InputStream in = request.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            response.getOutputStream().write(buffer, 0, read);
        }
    }

    @PostMapping("/ignore-body")
    public String ignoreBody() {
        return "ignored";
    }

    @GetMapping("/status/{code}")
    public ResponseEntity<String> status(@PathVariable("code") int code) {
        boolean empty = code == 204 || code == 205 || code == 304;
        return ResponseEntity.status(code).body(empty ? null : "status " + code);
    }

    @GetMapping("/redirect")
    public ResponseEntity<Void> redirect() {
        return ResponseEntity.status(302).header("Location", "/hello").build();
    }

    @GetMapping("/attributes")
    public String attributes(HttpServletRequest request) {
        return String.join("\n", new TreeSet<>(Collections.list(request.getAttributeNames())));
    }
}
