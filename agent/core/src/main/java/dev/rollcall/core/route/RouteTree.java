package dev.rollcall.core.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Route patterns as a tree of their segments, searched with the most specific branch first. Confined to one thread.
 */
final class RouteTree {
    /** Patterns with several {@code **} can make a search explode; an honest one takes a few dozen steps. */
    private static final int MAX_STEPS = 5_000;

    private static final int MAX_SEGMENTS = 100;

    private final Node root = new Node();

    /** Adds a pattern that begins with a slash. */
    void add(@Nullable String method, String template) {
        Node node = root;
        for (String segment : segments(template)) {
            node = node.child(segment);
        }
        node.end(method, template);
    }

    @Nullable
    String match(@Nullable String method, String path) {
        String[] segments = segments(path);
        if (segments.length > MAX_SEGMENTS) {
            return null;
        }
        return new Search(method, segments).from(root, 0);
    }

    /** The segments after the first slash; {@code /} has one, which is empty. Slashes in braces do not divide. */
    private static String[] segments(String path) {
        List<String> segments = new ArrayList<>();
        int depth = 0;
        int from = path.startsWith("/") ? 1 : 0;
        for (int i = from; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == '/' && depth <= 0) {
                segments.add(path.substring(from, i));
                from = i + 1;
            }
        }
        segments.add(path.substring(from));
        return segments.toArray(new String[0]);
    }

    /** One search for one path. */
    private static final class Search {
        private final @Nullable String method;
        private final String[] segments;
        private int steps;

        Search(@Nullable String method, String[] segments) {
            this.method = method;
            this.segments = segments;
        }

        @Nullable
        String from(Node node, int at) {
            if (++steps > MAX_STEPS) {
                return null;
            }
            if (at == segments.length) {
                String template = node.template(method);
                // Any number of segments includes none: /files/** serves /files.
                return template != null || node.rest == null ? template : node.rest.template(method);
            }
            String segment = segments[at];
            Node literal = node.literals.get(withoutParameters(segment));
            String found = literal == null ? null : from(literal, at + 1);
            for (int i = 0; found == null && i < node.patterns.size(); i++) {
                Node pattern = node.patterns.get(i);
                if (pattern.segment.matches(segment)) {
                    found = from(pattern, at + 1);
                }
            }
            if (found == null && node.variable != null && !segment.isEmpty()) {
                found = from(node.variable, at + 1);
            }
            if (found == null && node.star != null && !segment.isEmpty()) {
                found = from(node.star, at + 1);
            }
            if (found == null && node.rest != null) {
                found = rest(node.rest, at);
            }
            return found;
        }

        /** What stands behind {@code **} may begin at any later segment. */
        private @Nullable String rest(Node rest, int at) {
            if (!rest.isLeaf()) {
                for (int next = at; next < segments.length; next++) {
                    String found = from(rest, next);
                    if (found != null) {
                        return found;
                    }
                }
            }
            return rest.template(method);
        }

        private static String withoutParameters(String segment) {
            int semicolon = segment.indexOf(';');
            return semicolon < 0 ? segment : segment.substring(0, semicolon);
        }
    }

    /** A place in the tree; its template is set when a pattern ends here. */
    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final List<Node> patterns = new ArrayList<>();
        final SegmentPattern segment;

        @Nullable
        Node variable;

        @Nullable
        Node star;

        @Nullable
        Node rest;

        private final Map<String, String> templates = new HashMap<>();
        private @Nullable String anyMethod;

        Node() {
            this(SegmentPattern.NONE);
        }

        Node(SegmentPattern segment) {
            this.segment = segment;
        }

        Node child(String pattern) {
            if (pattern.equals("**") || (pattern.startsWith("{*") && pattern.endsWith("}"))) {
                return rest = rest == null ? new Node() : rest;
            }
            if (pattern.equals("*")) {
                return star = star == null ? new Node() : star;
            }
            if (SegmentPattern.isPlainVariable(pattern)) {
                return variable = variable == null ? new Node() : variable;
            }
            if (SegmentPattern.isLiteral(pattern)) {
                return literals.computeIfAbsent(pattern, name -> new Node());
            }
            for (Node known : patterns) {
                if (known.segment.isFor(pattern)) {
                    return known;
                }
            }
            Node added = new Node(SegmentPattern.of(pattern));
            patterns.add(added);
            return added;
        }

        void end(@Nullable String method, String template) {
            if (method == null) {
                anyMethod = anyMethod == null ? template : anyMethod;
            } else {
                templates.putIfAbsent(method, template);
            }
        }

        boolean isLeaf() {
            return literals.isEmpty() && patterns.isEmpty() && variable == null && star == null && rest == null;
        }

        @Nullable
        String template(@Nullable String method) {
            String exact = templates.get(method);
            if (exact == null && "HEAD".equals(method)) {
                exact = templates.get("GET");
            }
            if (exact != null) {
                return exact;
            }
            if (anyMethod != null) {
                return anyMethod;
            }
            return (method == null || method.equals("OPTIONS")) && !templates.isEmpty()
                    ? templates.values().iterator().next()
                    : null;
        }
    }
}
