package dev.rollcall.core.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The drain thread adds three events and ends two batches while a shipper takes what there is: whatever it sees is whole
 * batches, and in the end it has had each event once.
 */
@JCStressTest
@Outcome(
        id = {"0, 3", "2, 3", "3, 3"},
        expect = Expect.ACCEPTABLE,
        desc = "All came; the first figure is what came while they were written.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn, missing, doubled or out of order.")
@State
public class HandOverStress {
    private final DrainSide drain = new DrainSide();
    private final ShipperSide shipper = new ShipperSide(drain.reader());

    @Actor
    public void write() {
        drain.append(30);
        drain.append(40);
        drain.append(50);
        drain.endRound();
    }

    @Actor
    public void read(II_Result result) {
        shipper.take(2);
        result.r1 = shipper.events();
    }

    @Arbiter
    public void readRest(II_Result result) {
        shipper.take(4);
        result.r2 = shipper.eventsAtTheEnd();
    }
}
