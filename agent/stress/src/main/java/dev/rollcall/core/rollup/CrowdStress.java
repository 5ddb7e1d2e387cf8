package dev.rollcall.core.rollup;

import dev.rollcall.core.exchange.Record;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A request thread counts two requests in the crowd, where all lanes are taken, while the drain thread collects: none is lost
 * or told twice, and neither are their bytes.
 */
@JCStressTest
@Outcome(
        id = {"0, 2, 0", "1, 2, 0", "2, 2, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "Both are counted; the first figure is what was collected while they were added.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The counts, the sums or what is pending do not add up.")
@State
public class CrowdStress {
    private static final Record FIRST = Requests.of("acme", 3);
    private static final Record SECOND = Requests.of("wayne", 4);

    private final RollupTable collected = new RollupTable(new KeyRoom(100));
    private final Crowd crowd = new Crowd(Requests.MAKER);

    @Actor
    public void request() {
        crowd.add(FIRST);
        crowd.add(SECOND);
    }

    @Actor
    public void collect(III_Result result) {
        result.r1 = (int) crowd.pourInto(collected);
    }

    @Arbiter
    public void rest(III_Result result) {
        crowd.pourInto(collected);
        result.r2 = Requests.count(collected, 3 + 4);
        result.r3 = (int) crowd.pending();
    }
}
