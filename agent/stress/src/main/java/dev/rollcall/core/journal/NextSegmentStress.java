package dev.rollcall.core.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The drain thread fills a segment, goes on to the next one and takes back what is delivered while a shipper reads across
 * the border: in the end it has had each event once.
 */
@JCStressTest
@Outcome(
        id = {"0, 3", "1, 3", "2, 3", "3, 3"},
        expect = Expect.ACCEPTABLE,
        desc = "All came; the first figure is what came while they were written.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn, missing, doubled or out of order.")
@State
public class NextSegmentStress {
    /** Two of them do not fit into a segment of 64 KB. */
    private static final int LARGE = 33_000;

    private final DrainSide drain = new DrainSide();
    private final ShipperSide shipper = new ShipperSide(drain.reader());

    @Actor
    public void write() {
        drain.append(LARGE);
        drain.append(LARGE);
        drain.append(20);
        drain.endRound();
    }

    @Actor
    public void read(II_Result result) {
        shipper.take(3);
        result.r1 = shipper.events();
    }

    @Arbiter
    public void readRest(II_Result result) {
        drain.endRound();
        shipper.take(4);
        result.r2 = shipper.eventsAtTheEnd();
    }
}
