package dev.rollcall.core.rollup;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A request thread counts two requests while the drain thread collects from the only lane: none is lost or told twice. */
@JCStressTest
@Outcome(
        id = {"0, 2, 0", "1, 2, 0", "2, 2, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "Both are counted; the first figure is what was collected while they were added.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The counts, the sums or what is pending do not add up.")
@State
public class LanesStress {
    private final KeyRoom room = new KeyRoom(100);
    private final RollupTable collected = new RollupTable(room);
    private final Lanes lanes = new Lanes(Requests.MAKER, new Lane(Requests.MAKER.sibling(), new RollupTable(room)));

    @Actor
    public void request() {
        lanes.add(Requests.of("acme", 3));
        lanes.add(Requests.of("wayne", 4));
    }

    @Actor
    public void collect(III_Result result) {
        result.r1 = (int) lanes.pourInto(collected);
    }

    @Arbiter
    public void rest(III_Result result) {
        lanes.pourInto(collected);
        result.r2 = Requests.count(collected, 3 + 4);
        result.r3 = (int) lanes.pending();
    }
}
