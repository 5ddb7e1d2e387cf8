package dev.rollcall.core.exchange;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads end an exchange, as container and application do after a timeout: one wins, and there is one record. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "The first ended it.")
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "The second ended it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Ended twice or never, or not counted once.")
@State
public class EndTwiceStress {
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

    @Arbiter
    public void drain(III_Result result) {
        result.r3 = recorder.drain(record -> {}, 10);
    }
}
