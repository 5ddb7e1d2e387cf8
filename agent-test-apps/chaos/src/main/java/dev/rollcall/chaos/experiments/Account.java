package dev.rollcall.chaos.experiments;

import dev.rollcall.chaos.Outcome;
import dev.rollcall.chaos.Stand;

/**
 * What the agent told of itself at last ({@code agent_status}) against what we know. For runs of one server to its orderly end,
 * with a backend that is well.
 */
final class Account {
    private Account() {}

    /**
     * Adds it to the outcome.
     *
     * @param lost how many requests the agent must call lost, by setting them aside or otherwise
     */
    static Outcome addTo(Outcome outcome, Stand stand, long lost) {
        if (!stand.books().hasStatus()) {
            return outcome.figure("the agent's own account", "did not arrive").expect(false, "no status arrived");
        }
        long seen = stand.books().counter("seen");
        long delivered = stand.books().counter("delivered");
        long waiting = stand.books().counter("waiting");
        long excluded = stand.books().counter("excluded");
        long rolledUp = stand.books().counter("rolled_up");
        long toldLost = stand.books().counter("lost");
        return outcome.figure(
                        "the agent's own account",
                        "%d seen = %d delivered + %d waiting + %d excluded + %d rolled up + %d lost",
                        seen,
                        delivered,
                        waiting,
                        excluded,
                        rolledUp,
                        toldLost)
                .expect(seen == delivered + waiting + excluded + rolledUp + toldLost, "the account does not add up")
                .expect(
                        seen == stand.ledger().end(),
                        "%d were sent, the agent saw %d",
                        stand.ledger().end(),
                        seen)
                .expect(toldLost == lost, "the agent calls %d lost, and should say %d", toldLost, lost);
    }
}
