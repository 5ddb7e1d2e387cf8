package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.Slots;
import dev.rollcall.core.exchange.Wanted;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** A request as a test writes it down: what an adapter would have put into its record. */
final class Call {
    static final String SECRET = "a-secret-of-the-tests";

    private static final AgentLog SILENCE =
            new AgentLog(new PrintStream(OutputStream.nullOutputStream()), AgentLog.Level.OFF);

    private final List<String[]> requestHeaders = new ArrayList<>();
    private final List<String[]> responseHeaders = new ArrayList<>();
    private final List<Object[]> attributes = new ArrayList<>();
    private String principal;
    private String path = "/";
    private String query;
    private String host = "localhost";
    private int status = 200;

    /** An agent configured with {@code name=value} pairs, as agent arguments. */
    static Identifier identifier(String arguments) {
        Properties system = new Properties();
        system.setProperty("rollcall.secret", SECRET);
        system.setProperty("java.io.tmpdir", "target");
        return Identifier.create(right(Options.load(arguments, system, Map.of())), SILENCE);
    }

    /** An agent with only one rule for customers, which is right. */
    static Identifier only(String rule) {
        Properties system = new Properties();
        system.setProperty("rollcall.customer", rule);
        system.setProperty("rollcall.secret", SECRET);
        Identifier identifier = Identifier.create(right(Options.load(null, system, Map.of())), SILENCE);
        if (!identifier.problems().isEmpty()) {
            throw new AssertionError(identifier.problems().toString());
        }
        return identifier;
    }

    private static Options right(Options options) {
        if (!options.problems().isEmpty()) {
            throw new AssertionError(options.problems().toString());
        }
        return options;
    }

    static Call call() {
        return new Call();
    }

    Call header(String name, String value) {
        requestHeaders.add(new String[] {name, value});
        return this;
    }

    Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Call basic(String userAndPassword) {
        return header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8)));
    }

    Call responseHeader(String name, String value) {
        responseHeaders.add(new String[] {name, value});
        return this;
    }

    Call attribute(String name, Object value) {
        attributes.add(new Object[] {name, value});
        return this;
    }

    Call principal(String name) {
        principal = name;
        return this;
    }

    Call path(String pathOfCall) {
        path = pathOfCall;
        return this;
    }

    Call query(String queryOfCall) {
        query = queryOfCall;
        return this;
    }

    Call host(String hostOfCall) {
        host = hostOfCall;
        return this;
    }

    Call status(int statusOfAnswer) {
        status = statusOfAnswer;
        return this;
    }

    /** Who the agent says it was. */
    Identity by(Identifier identifier) {
        return identifier.identify(record(identifier));
    }

    /** The record that an adapter would have filled. */
    Record record(Identifier identifier) {
        Wanted wanted = identifier.wanted();
        Record record = Objects.requireNonNull(new Recorder(wanted, 2).begin().end());
        Slots slots = wanted.requestHeaders();
        for (String[] header : requestHeaders) {
            int slot = slots.of(header[0]);
            if (slot >= 0) {
                record.requestHeader(slot, header[1]);
            }
        }
        for (String[] header : responseHeaders) {
            int slot = wanted.responseHeaders().of(header[0]);
            if (slot >= 0) {
                record.responseHeader(slot, header[1]);
            }
        }
        for (int i = 0; i < wanted.attributes(); i++) {
            for (Object[] attribute : attributes) {
                if (attribute[0].equals(wanted.attribute(i))) {
                    record.attribute(i, attribute[1]);
                }
            }
        }
        if (wanted.principal()) {
            record.principal(principal);
        }
        record.path(path, 0, path.length());
        if (query != null) {
            record.query(query, 0, query.length());
        }
        record.host(host);
        record.end(status, Outcome.OK, 0, 0);
        return record;
    }
}
