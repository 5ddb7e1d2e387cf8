package dev.rollcall.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.route.RouteFinder;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RollupKeyTest {
    private final Identifier identifier = Identifier.create(
            Options.load(null, new Properties(), Map.of()),
            new AgentLog(new PrintStream(OutputStream.nullOutputStream()), AgentLog.Level.OFF));
    private final Recorder recorder = new Recorder(identifier.wanted(), 2);
    private final EventMaker maker = new EventMaker(
            EventClock.system(), identifier, new RouteFinder(10), new PathGlobs(List.of()), ClientIp.FULL);

    @Test
    void an_id_cannot_be_written_so_that_it_runs_into_the_route() {
        assertThat(key("a", "GET", "/b/c", 200, Outcome.OK)).isNotEqualTo(key("a/b", "GET", "/c", 200, Outcome.OK));
        assertThat(key("overflow", null, null, 200, Outcome.OK)).isNotEqualTo(RollupKey.overflow(200, Outcome.OK));
        assertThat(key("overflow", null, null, 200, Outcome.OK).isOverflow()).isFalse();
        assertThat(key(null, null, null, 200, Outcome.OK).isOverflow()).isFalse();
    }

    @Property
    void two_keys_are_equal_when_all_that_an_event_tells_is(@ForAll Pick first, @ForAll Pick second) {
        RollupKey a = first.key(this);
        RollupKey b = second.key(this);

        assertThat(a.equals(b)).isEqualTo(first == second);
        assertThat(a.compareTo(b) == 0).isEqualTo(first == second);
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        assertThat(first.key(this)).isEqualTo(a).hasSameHashCodeAs(a);
    }

    /** Each differs from the others in one thing. */
    enum Pick {
        PLAIN("acme", "GET", "/a", 200, Outcome.OK),
        CUSTOMER("wayne", "GET", "/a", 200, Outcome.OK),
        NOBODY(null, "GET", "/a", 200, Outcome.OK),
        METHOD("acme", "PUT", "/a", 200, Outcome.OK),
        NO_METHOD("acme", null, "/a", 200, Outcome.OK),
        ROUTE("acme", "GET", "/b", 200, Outcome.OK),
        NO_ROUTE("acme", "GET", null, 200, Outcome.OK),
        REFUSED("acme", "GET", "/a", 401, Outcome.OK),
        STATUS("acme", "GET", "/a", 201, Outcome.OK),
        ABORTED("acme", "GET", "/a", 200, Outcome.ABORTED);

        private final String customer;
        private final String method;
        private final String route;
        private final int status;
        private final Outcome outcome;

        Pick(String customer, String method, String route, int status, Outcome outcome) {
            this.customer = customer;
            this.method = method;
            this.route = route;
            this.status = status;
            this.outcome = outcome;
        }

        RollupKey key(RollupKeyTest test) {
            return test.key(customer, method, route, status, outcome);
        }
    }

    private RollupKey key(String customer, String method, String route, int status, Outcome outcome) {
        Record record = Objects.requireNonNull(recorder.begin().end());
        record.method(method);
        record.route(route);
        if (customer != null) {
            record.requestHeader(recorder.wanted().requestHeaders().of("X-Customer-ID"), customer);
        }
        record.end(status, outcome, 0, 0);
        return RollupKey.of(Objects.requireNonNull(maker.brief(record)));
    }
}
