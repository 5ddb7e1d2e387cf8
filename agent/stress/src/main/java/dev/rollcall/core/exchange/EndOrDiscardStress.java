package dev.rollcall.core.exchange;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One thread ends an exchange whose connection another one upgrades: it is counted if it was ended, and only then. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "It was ended.")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "It was discarded.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Ended and not counted, or counted and not ended.")
@State
public class EndOrDiscardStress {
    private final Recorder recorder = new Recorder(Contest.NOTHING, 4);
    private final Exchange exchange = recorder.begin();

    @Actor
    public void end(II_Result result) {
        result.r1 = Contest.end(exchange, recorder);
    }

    @Actor
    public void discard() {
        exchange.discard();
    }

    @Arbiter
    public void drain(II_Result result) {
        result.r2 = recorder.drain(record -> {}, 10);
    }
}
