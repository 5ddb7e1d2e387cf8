package dev.rollcall.core.ship;

import dev.rollcall.core.journal.BatchReader;
import dev.rollcall.core.journal.JournalBatch;
import dev.rollcall.core.journal.SetAside;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Destination;
import dev.rollcall.core.pipeline.DestinationFigures;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.BitSet;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what the journal holds to one endpoint, batch after batch, on a thread of its own.
 *
 * <p>An event leaves the journal when the endpoint has taken it (2xx), or has refused it alone while taking others (400, 413, 422,
 * or named in the body of a 2xx); then it is set aside. Everything else waits: for an endpoint that is away there is a pause that
 * grows, or the one it asks for; for one that wants nothing from us (a wrong token, a wrong address) a long one. It is the
 * journal that bounds what waits, by bytes and age.
 *
 * <p>What is sent again is sent with the same bytes under the same batch id.
 */
public final class Shipper implements Destination, Runnable {
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** How long to wait for a batch before looking whether we are to end. */
    private static final long IDLE_MILLIS = 1000;

    /** How long a thread that makes an image of the process waits for ours, and how often it looks. */
    private static final long LONGEST_SUSPEND_MILLIS = 5000;

    private static final long LOOK_MILLIS = 20;

    /** So many events refused alone, and none accepted: it is not the events. */
    private static final int MOST_SUSPECTS = 20;

    /** The same for batches with fewer events than that. */
    private static final int MOST_REFUSED_BATCHES = 3;

    private final Endpoint endpoint;
    private final String headers;
    private final @Nullable String token;
    private final BatchReader reader;
    private final SetAside aside;
    private final HttpSender sender;
    private final Patience patience;
    private final Pauses pauses;
    private final AgentLog log;
    private final DeliveryLog said;
    private final Tally tally;
    private final PieceSize pieceSize = new PieceSize();
    private final BatchBody bodies = new BatchBody();
    private final Random random = new Random();

    private @Nullable Work work;
    private int refusedBatches;
    private boolean refusesEverything;
    private volatile boolean running;

    /**
     * A shipper to one destination, with the pauses of production; {@link #run} is its thread's.
     *
     * @param aside keeps what is refused for good
     */
    public static Shipper to(
            DestinationOptions destination,
            BatchReader reader,
            SetAside aside,
            Transport transport,
            String agentVersion,
            AgentLog log) {
        Endpoint endpoint = destination.endpoint();
        HttpSender sender = transport.to(endpoint);
        Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS, new Random());
        return new Shipper(
                endpoint, destination.token(), agentVersion, reader, aside, sender, backoff, new Pauses(), log);
    }

    /**
     * Puts a shipper together.
     *
     * @param token the bearer token, or null
     */
    Shipper(
            Endpoint endpoint,
            @Nullable String token,
            String agentVersion,
            BatchReader reader,
            SetAside aside,
            HttpSender sender,
            Backoff backoff,
            Pauses pauses,
            AgentLog log) {
        this.endpoint = endpoint;
        this.token = token;
        this.reader = reader;
        this.aside = aside;
        this.sender = sender;
        this.pauses = pauses;
        this.log = log;
        this.said = new DeliveryLog(endpoint.toString(), log, System::nanoTime);
        this.patience = new Patience(backoff, pauses, said, log);
        this.tally = new Tally(reader);
        this.headers = "User-Agent: rollcall-agent/" + agentVersion + "\r\n"
                + "Content-Type: application/json\r\n"
                + "Content-Encoding: gzip\r\n"
                + "Accept: application/json\r\n"
                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n");
    }

    // ---- the shipper's thread ------------------------------------------------------------------------------------

    @Override
    public void run() {
        running = true;
        while (!pauses.isEnded()) {
            try {
                if (pauses.isBrokenOff()) {
                    sender.close();
                    pauses.stand();
                }
                JournalBatch batch = reader.next(IDLE_MILLIS);
                if (batch == null) {
                    work = null;
                } else {
                    goOnWith(batch);
                }
            } catch (InterruptedException e) {
                // Ours to end is by stop() only; somebody who interrupts all threads of a JVM must not cost us a batch.
                log.debug("a shipper thread was interrupted, and goes on");
            } catch (Throwable problem) {
                stumbled(problem);
            }
        }
        running = false;
        patience.stopped();
        sender.close();
    }

    private void stumbled(Throwable problem) {
        try {
            log.failure("the shipper to " + endpoint + " stumbled, and goes on", problem);
            patience.stumbled();
        } catch (Throwable again) {
            // Out of memory, most likely: nothing was counted, and the same batch comes again.
            Thread.onSpinWait();
        }
    }

    /** One attempt. The journal is asked each time, because a batch may have expired during a pause. */
    private void goOnWith(JournalBatch batch) {
        Work current = work;
        if (current == null || !current.isOf(batch)) {
            current = new Work(batch);
            if (refusesEverything) {
                current.startAnew(random.nextInt(batch.size()));
            }
            work = current;
        }
        current.readAgain(batch);
        Piece piece = current.next(pieceSize.most());
        if (piece == null) {
            finish(current);
            return;
        }
        patience.trying();
        Answer answer;
        try {
            String id = "Rollcall-Batch: " + piece.id() + "\r\n";
            answer = sender.post(headers + id, piece.body(bodies));
        } catch (IOException | RuntimeException problem) {
            patience.away(reason(problem), 0);
            return;
        }
        answered(current, piece, answer);
    }

    private void answered(Work current, Piece piece, Answer answer) {
        int status = answer.status();
        Verdict verdict = Verdict.of(status);
        if (verdict == Verdict.AGAIN) {
            patience.away("it answered " + status, RetryAfter.millis(answer.header("retry-after"), Instant.now()));
            return;
        }
        patience.answered();
        switch (verdict) {
            case TAKEN:
                taken(current, piece, answer);
                break;
            case TOO_LARGE:
                if (piece.size() > 1) {
                    pieceSize.tooLarge(piece.size());
                    current.halve();
                } else {
                    refused(current, status);
                }
                break;
            case REFUSED:
                if (piece.size() > 1) {
                    current.halve();
                } else {
                    refused(current, status);
                }
                break;
            default:
                patience.unwanted(Unwanted.explained(answer, token));
        }
    }

    private void taken(Work current, Piece piece, Answer answer) {
        if (answer.isCut()) {
            said.tooLong(answer.status());
        }
        PartialSuccess partial = PartialSuccess.read(answer.body(), current.batch(), piece);
        BitSet rejected = partial.rejected();
        for (int i = rejected.nextSetBit(0); i >= 0; i = rejected.nextSetBit(i + 1)) {
            String reason = partial.reason(i);
            setAside(current, i, 0, reason, Printable.word(reason, "named in its answer"));
        }
        BitSet again = partial.retry();
        if (again.cardinality() == piece.size()) {
            patience.away("it took none of " + piece.size() + " events and asked for them again", 0);
            return;
        }
        current.delivered(again);
        pieceSize.passed(piece.size());
        refusedBatches = 0;
        refusesEverything = false;
        setSuspectsAside(current);
        if (!again.isEmpty()) {
            patience.tookSome(again.cardinality());
            return;
        }
        patience.took();
        if (current.isOver()) {
            finish(current);
        }
    }

    /** One event was refused alone. If others are accepted it is the event; if none is, it is the endpoint. */
    private void refused(Work current, int status) {
        if (refusesEverything) {
            current.startAnew(random.nextInt(current.batch().size()));
            refusesWhateverItIsSent(status);
            return;
        }
        current.suspect(status);
        if (current.isAnythingAccepted()) {
            setSuspectsAside(current);
        } else if (current.suspects().size() >= MOST_SUSPECTS
                || (current.isOver() && refusedBatches >= MOST_REFUSED_BATCHES)) {
            refusesEverything = true;
            current.startAnew(random.nextInt(current.batch().size()));
            refusesWhateverItIsSent(status);
        } else if (current.isOver()) {
            refusedBatches++;
            setSuspectsAside(current);
        }
        if (current.isOver()) {
            finish(current);
        }
    }

    private void refusesWhateverItIsSent(int status) {
        patience.unwanted("whatever is sent, it answers " + status + "; is rollcall.endpoint right?");
    }

    private void setSuspectsAside(Work current) {
        while (!current.suspects().isEmpty()) {
            Work.Suspect suspect = current.suspects().get(0);
            setAside(current, suspect.index, suspect.status, null, "status " + suspect.status);
            current.suspects().remove(0);
        }
    }

    /** What the endpoint says may have something of the event in it: it is kept, but only a word of it is shown. */
    private void setAside(Work current, int index, int status, @Nullable String reason, String shown) {
        if (current.isSetAside(index)) {
            return;
        }
        JournalBatch batch = current.batch();
        boolean kept =
                aside.add(endpoint.toString(), status, reason, batch.bytes(), batch.offset(index), batch.length(index));
        current.setAside(index);
        said.setAside(EventId.named(batch, index), shown, kept ? aside.file().toString() : null);
    }

    private void finish(Work current) {
        setSuspectsAside(current);
        tally.done(current);
        work = null;
    }

    private static String reason(Exception problem) {
        if (problem instanceof UnknownHostException) {
            return "its name is not known";
        }
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    // ---- any thread ----------------------------------------------------------------------------------------------

    @Override
    public DestinationFigures figures() {
        return tally.figures();
    }

    @Override
    public String name() {
        return endpoint.toString();
    }

    @Override
    public String state() {
        return patience.state();
    }

    @Override
    public void suspend() {
        pauses.suspend();
        long deadline = System.nanoTime() + LONGEST_SUSPEND_MILLIS * 1_000_000;
        try {
            do {
                // More than once: it may have been about to connect when we looked.
                sender.abort();
                reader.wake();
                if (!running || pauses.awaitStanding(LOOK_MILLIS)) {
                    return;
                }
            } while (System.nanoTime() - deadline < 0);
            log.error("the shipper to " + endpoint + " could not close its connection in time for a checkpoint");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void resume() {
        pauses.resume();
    }

    @Override
    public void hurry() {
        pauses.hurry();
        reader.wake();
    }

    /** Ends {@link #run}. */
    public void stop() {
        giveUp();
    }

    /** Ends {@link #run}, and what it is waiting for; what was not delivered stays in the journal. */
    @Override
    public void giveUp() {
        pauses.end();
        reader.wake();
        sender.abort();
    }
}
