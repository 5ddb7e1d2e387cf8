package dev.rollcall.adapters.webflux;

import dev.rollcall.core.route.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One way to fulfil a request predicate, as far as methods and the path go; a list of them is an "or". Immutable. */
final class Condition {
    /** Asks for nothing that we can see. */
    static final Condition NONE = new Condition(null, "");

    /** Alternatives multiply when they are nested; nobody writes so many by hand. */
    private static final int MAX_ALTERNATIVES = 256;

    private final @Nullable Set<String> methods;
    private final String path;

    private Condition(@Nullable Set<String> methods, String path) {
        this.methods = methods;
        this.path = path;
    }

    static Condition methods(Set<String> methods) {
        return new Condition(methods, "");
    }

    static Condition path(String pattern) {
        return new Condition(null, pattern);
    }

    /** Every combination of the two sides of an "and", or of a nest and what is in it. */
    static List<Condition> both(List<Condition> left, List<Condition> right) {
        List<Condition> combined = new ArrayList<>();
        for (Condition first : left) {
            for (Condition second : right) {
                if (combined.size() < MAX_ALTERNATIVES) {
                    combined.add(first.and(second));
                }
            }
        }
        return combined;
    }

    /** Either side of an "or". */
    static List<Condition> either(List<Condition> left, List<Condition> right) {
        List<Condition> all = new ArrayList<>(left);
        all.addAll(right);
        return all.size() > MAX_ALTERNATIVES ? all.subList(0, MAX_ALTERNATIVES) : all;
    }

    private Condition and(Condition inner) {
        return new Condition(inner.methods == null ? methods : inner.methods, joined(path, inner.path));
    }

    private static String joined(String outer, String inner) {
        if (outer.endsWith("/") && inner.startsWith("/")) {
            return outer.concat(inner.substring(1));
        }
        boolean needsSlash = !outer.isEmpty() && !outer.endsWith("/") && !inner.isEmpty() && !inner.startsWith("/");
        return needsSlash ? outer + '/' + inner : outer.concat(inner);
    }

    /** Adds the route, if it has a path. */
    void addTo(Routes routes) {
        if (path.isEmpty()) {
            return;
        }
        if (methods == null) {
            routes.add(null, path);
            return;
        }
        for (String method : methods) {
            routes.add(method, path);
        }
    }
}
