package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code json-header:NAME#path} and {@code json-response-header:NAME#path}. */
final class JsonHeaderRule extends Rule {
    private final JsonHeader header;
    private final int path;

    JsonHeaderRule(String text, CustomerKind kind, JsonHeader header, List<String> names) {
        super(text, kind);
        this.header = header;
        this.path = header.path(names);
        header.neededBy(this);
    }

    @Override
    @Nullable
    String find(Record record) {
        return header.value(record, path);
    }
}
