package dev.rollcall.adapters.webflux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;

/**
 * Reads methods and paths out of a request predicate. Spring calls the visitor in the order the predicate is written, so
 * each part leaves its conditions on a stack and "and" and "or" take two of them off.
 */
final class ConditionReader implements RequestPredicates.Visitor {
    private static final List<Condition> NOTHING = List.of(Condition.NONE);

    private final Deque<List<Condition>> stack = new ArrayDeque<>();

    private ConditionReader() {}

    static List<Condition> read(RequestPredicate predicate) {
        ConditionReader reader = new ConditionReader();
        predicate.accept(reader);
        return reader.pop();
    }

    private List<Condition> pop() {
        List<Condition> top = stack.poll();
        return top == null ? NOTHING : top;
    }

    @Override
    public void method(Set<HttpMethod> methods) {
        Set<String> names = new LinkedHashSet<>();
        for (Object method : methods) {
            // An enum in Spring 5, a class from 6 on; both say their name.
            names.add(method.toString());
        }
        stack.push(List.of(Condition.methods(names)));
    }

    @Override
    public void path(String pattern) {
        stack.push(List.of(Condition.path(pattern)));
    }

    @Override
    public void endAnd() {
        List<Condition> right = pop();
        stack.push(Condition.both(pop(), right));
    }

    @Override
    public void endOr() {
        List<Condition> right = pop();
        stack.push(Condition.either(pop(), right));
    }

    @Override
    public void endNegate() {
        pop();
        stack.push(NOTHING);
    }

    @Override
    public void pathExtension(String extension) {
        stack.push(NOTHING);
    }

    @Override
    public void header(String name, String value) {
        stack.push(NOTHING);
    }

    @Override
    public void queryParam(String name, String value) {
        stack.push(NOTHING);
    }

    /** Since Spring 7, so it overrides nothing here. */
    @SuppressWarnings("unused")
    public void version(String version) {
        stack.push(NOTHING);
    }

    @Override
    public void unknown(RequestPredicate predicate) {
        stack.push(NOTHING);
    }

    @Override
    public void startAnd() {
        // The two sides follow.
    }

    @Override
    public void and() {
        // The right side follows.
    }

    @Override
    public void startOr() {
        // The two sides follow.
    }

    @Override
    public void or() {
        // The right side follows.
    }

    @Override
    public void startNegate() {
        // What is negated follows.
    }
}
