package dev.rollcall.core.identity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places in a JSON object that rules ask for, numbered from 0, as a tree of names: a document is walked once for all of
 * them, and a name counts only where the whole path to it fits, so that a nested {@code sub} is never taken for the token's.
 */
final class JsonPaths {
    /** A name, what is asked of its value, and the names below it. */
    static final class Node {
        final String name;
        final List<Node> children = new ArrayList<>();
        /** The number of the path that ends here, or -1. */
        int index = -1;

        Node(String name) {
            this.name = name;
        }

        /** The child of that name, or null. */
        @Nullable
        Node child(String childName) {
            for (int i = 0; i < children.size(); i++) {
                Node child = children.get(i);
                if (child.name.equals(childName)) {
                    return child;
                }
            }
            return null;
        }
    }

    private final Node root = new Node("");
    private int size;

    /** The number of a path; a path that was added before keeps its number. */
    int add(List<String> names) {
        Node node = root;
        for (String name : names) {
            Node child = node.child(name);
            if (child == null) {
                child = new Node(name);
                node.children.add(child);
            }
            node = child;
        }
        if (node.index < 0) {
            node.index = size++;
        }
        return node.index;
    }

    int size() {
        return size;
    }

    Node root() {
        return root;
    }
}
