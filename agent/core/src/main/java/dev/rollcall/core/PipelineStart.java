package dev.rollcall.core;

import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.event.ClientIp;
import dev.rollcall.core.event.EventClock;
import dev.rollcall.core.event.EventJson;
import dev.rollcall.core.event.EventMaker;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.event.Origin;
import dev.rollcall.core.event.PathGlobs;
import dev.rollcall.core.event.StatusJson;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.journal.DestinationKey;
import dev.rollcall.core.journal.Journal;
import dev.rollcall.core.journal.JournalOwner;
import dev.rollcall.core.journal.JournalSettings;
import dev.rollcall.core.journal.SetAside;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.pipeline.Destination;
import dev.rollcall.core.pipeline.DetailChoice;
import dev.rollcall.core.pipeline.Heartbeat;
import dev.rollcall.core.pipeline.Losses;
import dev.rollcall.core.pipeline.Pipeline;
import dev.rollcall.core.pipeline.Teller;
import dev.rollcall.core.rollup.Rollups;
import dev.rollcall.core.route.RouteFinder;
import dev.rollcall.core.ship.DestinationOptions;
import dev.rollcall.core.ship.Destinations;
import dev.rollcall.core.ship.Shipper;
import dev.rollcall.core.ship.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds the pipeline and then is its thread. */
final class PipelineStart implements Runnable {
    private static final long RETRY_NANOS = 10_000_000_000L;

    /** For the last status to arrive, and the drain thread to delete an empty journal; both take milliseconds when all is well. */
    private static final long CLOSE_MILLIS = 1_500;

    private final Options options;
    private final Identifier identifier;
    private final Recorder recorder;
    private final WeaveBook weaveBook;
    private final AgentLog log;
    private final Consumer<Pipeline> onBuilt;

    @SuppressWarnings("unused") // kept from the garbage collector
    private @Nullable Object checkpointHook;

    /**
     * Keeps what the pipeline is made of.
     *
     * @param onBuilt told of the pipeline before it runs; what it throws is said and no more
     */
    PipelineStart(
            Options options,
            Identifier identifier,
            Recorder recorder,
            WeaveBook weaveBook,
            AgentLog log,
            Consumer<Pipeline> onBuilt) {
        this.onBuilt = onBuilt;
        this.weaveBook = weaveBook;
        this.options = options;
        this.identifier = identifier;
        this.recorder = recorder;
        this.log = log;
    }

    @Override
    public void run() {
        Pipeline pipeline = null;
        while (pipeline == null) {
            pipeline = tryToStart();
        }
        pipeline.run();
    }

    /** What ends in the meantime waits in the ring; a JVM that is out of memory now need not be so for ever. */
    private @Nullable Pipeline tryToStart() {
        try {
            identifier.start();
            Pipeline pipeline = build();
            checkpointHook = CheckpointHook.register(pipeline, log);
            tell(pipeline);
            return pipeline;
        } catch (Throwable problem) {
            log.failure("the pipeline could not start, and is tried again", problem);
            LockSupport.parkNanos(this, RETRY_NANOS);
            return null;
        }
    }

    private void tell(Pipeline pipeline) {
        try {
            onBuilt.accept(pipeline);
        } catch (Throwable problem) {
            log.failure("doctor and JMX cannot be served", problem);
        }
    }

    private Pipeline build() {
        Instance instance = Instance.random();
        Losses losses = new Losses();
        EventClock clock = EventClock.system();
        EventMaker maker = new EventMaker(
                clock,
                identifier,
                new RouteFinder(options.number(Option.ROUTE_INFERRED_MAX)),
                new PathGlobs(options.list(Option.EXCLUDE)),
                ClientIp.of(options.choice(Option.CLIENT_IP)));
        Origin origin = new Origin(options.service(), options.text(Option.ENVIRONMENT), Version.text());
        EventJson json = new EventJson(instance, origin);
        Heartbeat heartbeat = new Heartbeat(new StatusJson(origin), weaveBook, System.nanoTime());
        Rollups rollups = new Rollups(
                maker, options.number(Option.ROLLUP_KEYS), options.millis(Option.ROLLUP_INTERVAL) * 1_000_000, log);
        DetailChoice detail = DetailChoice.of(options.choice(Option.DETAIL));
        List<DestinationOptions> wanted = Destinations.of(options).all();
        Journal journal = new Journal(settings(), owner(wanted), instance, log);
        List<Shipper> shippers = shippers(wanted, journal, instance);
        List<? extends Destination> destinations = wanted.isEmpty() ? List.of(journal.thisMachine()) : shippers;
        Teller teller = new Teller(clock, maker, instance, json, journal, rollups, detail, losses, log);
        Pipeline pipeline = new Pipeline(recorder, clock, teller, heartbeat, journal, destinations, losses, log);
        recorder.overflowInto(rollups.overflow());
        Runtime.getRuntime()
                .addShutdownHook(AgentThreads.create("rollcall-shutdown", () -> shutDown(pipeline, journal)));
        // Last: when anything before has failed, all of it is made anew, and there must not be two who deliver.
        for (int i = 0; i < shippers.size(); i++) {
            AgentThreads.start(i == 0 ? "rollcall-ship" : "rollcall-ship-" + (i + 1), shippers.get(i));
        }
        return pipeline;
    }

    private JournalSettings settings() {
        return new JournalSettings(
                options.journalDirectory(),
                options.bytes(Option.JOURNAL_BYTES),
                options.millis(Option.JOURNAL_AGE),
                options.number(Option.BATCH_EVENTS),
                options.bytes(Option.BATCH_BYTES),
                options.millis(Option.BATCH_AGE));
    }

    private JournalOwner owner(List<DestinationOptions> wanted) {
        List<DestinationKey> keys = new ArrayList<>();
        for (DestinationOptions destination : wanted) {
            keys.add(new DestinationKey(destination.key(), destination.tokenFingerprint()));
        }
        return new JournalOwner(
                ProcessHandle.current().pid(),
                options.service(),
                options.text(Option.ENVIRONMENT),
                Version.text(),
                keys);
    }

    /** One for each endpoint; without one, the journal itself is where events end up. */
    private List<Shipper> shippers(List<DestinationOptions> wanted, Journal journal, Instance instance) {
        List<Shipper> shippers = new ArrayList<>();
        if (!wanted.isEmpty()) {
            Transport transport = Transport.of(options);
            SetAside aside = new SetAside(options.journalDirectory(), instance.text(), log);
            for (int i = 0; i < wanted.size(); i++) {
                shippers.add(Shipper.to(wanted.get(i), journal.reader(i), aside, transport, Version.text(), log));
            }
        }
        return shippers;
    }

    /** On a thread of its own: a disk that hangs may stop it anywhere, and the end of the process must not wait for that. */
    private void shutDown(Pipeline pipeline, Journal journal) {
        long timeout = options.millis(Option.SHUTDOWN_TIMEOUT);
        Thread last = AgentThreads.start("rollcall-last", () -> {
            pipeline.settle(timeout);
            try {
                journal.close(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            last.join(timeout + 2 * CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
