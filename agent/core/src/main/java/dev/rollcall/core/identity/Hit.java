package dev.rollcall.core.identity;

import org.jspecify.annotations.Nullable;

/** What a rule found. Immutable. */
final class Hit {
    private final String id;
    private final @Nullable String name;
    private final CustomerKind kind;
    private final String source;

    Hit(String id, @Nullable String name, CustomerKind kind, String source) {
        this.id = id;
        this.name = name;
        this.kind = kind;
        this.source = source;
    }

    String id() {
        return id;
    }

    @Nullable
    String name() {
        return name;
    }

    CustomerKind kind() {
        return kind;
    }

    String source() {
        return source;
    }
}
