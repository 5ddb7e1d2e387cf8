package dev.rollcall.core.rollup;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two request threads want the only lane at once: the one that does not get it is counted all the same. */
@JCStressTest
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "Both are counted.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The counts, the sums or what is pending do not add up.")
@State
public class TwoRequestsStress {
    private final KeyRoom room = new KeyRoom(100);
    private final Lanes lanes = new Lanes(Requests.MAKER, new Lane(Requests.MAKER.sibling(), new RollupTable(room)));

    @Actor
    public void first() {
        lanes.add(Requests.of("acme", 3));
    }

    @Actor
    public void second() {
        lanes.add(Requests.of("wayne", 4));
    }

    @Arbiter
    public void collect(II_Result result) {
        RollupTable collected = new RollupTable(room);
        lanes.pourInto(collected);
        result.r1 = Requests.count(collected, 3 + 4);
        result.r2 = (int) lanes.pending();
    }
}
