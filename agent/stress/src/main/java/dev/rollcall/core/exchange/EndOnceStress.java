package dev.rollcall.core.exchange;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads end an exchange and a third discards it; JCStress leaves it out where there are only two processors. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "The first ended it.")
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "The second ended it.")
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "It was discarded.")
@Outcome(expect = Expect.FORBIDDEN, desc = "More than one won, or what was counted is not what was ended.")
@State
public class EndOnceStress {
    private final Recorder recorder = new Recorder(Contest.NOTHING, 4);
    private final Exchange exchange = recorder.begin();

    @Actor
    public void first(III_Result result) {
        result.r1 = Contest.end(exchange, recorder);
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = Contest.end(exchange, recorder);
    }

    @Actor
    public void discard() {
        exchange.discard();
    }

    @Arbiter
    public void drain(III_Result result) {
        result.r3 = recorder.drain(record -> {}, 10);
    }
}
