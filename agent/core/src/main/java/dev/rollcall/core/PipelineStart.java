package dev.rollcall.core;

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
import dev.rollcall.core.journal.Journal;
import dev.rollcall.core.journal.JournalOwner;
import dev.rollcall.core.journal.JournalSettings;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.pipeline.DetailChoice;
import dev.rollcall.core.pipeline.Heartbeat;
import dev.rollcall.core.pipeline.Losses;
import dev.rollcall.core.pipeline.Pipeline;
import dev.rollcall.core.pipeline.Teller;
import dev.rollcall.core.rollup.Rollups;
import dev.rollcall.core.route.RouteFinder;
import dev.rollcall.core.ship.BatchLimits;
import dev.rollcall.core.ship.MemoryShipper;
import dev.rollcall.core.ship.Transport;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds the pipeline and then is its thread. */
final class PipelineStart implements Runnable {
    private static final long BACKLOG_BYTES = 32L << 20;

    private final Options options;
    private final Identifier identifier;
    private final Recorder recorder;
    private final AgentLog log;
    private final Consumer<Pipeline> onBuilt;

    @SuppressWarnings("unused") // kept from the garbage collector
    private @Nullable Object checkpointHook;

    /**
     * Keeps what the pipeline is made of.
     *
     * @param onBuilt told of the pipeline before it runs; what it throws is said and no more
     */
    PipelineStart(Options options, Identifier identifier, Recorder recorder, AgentLog log, Consumer<Pipeline> onBuilt) {
        this.onBuilt = onBuilt;
        this.options = options;
        this.identifier = identifier;
        this.recorder = recorder;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            identifier.start();
            Pipeline pipeline = build();
            checkpointHook = CheckpointHook.register(pipeline, log);
            long timeout = options.millis(Option.SHUTDOWN_TIMEOUT);
            Runtime.getRuntime()
                    .addShutdownHook(AgentThreads.create("rollcall-shutdown", () -> pipeline.settle(timeout)));
            tell(pipeline);
            pipeline.run();
        } catch (Throwable problem) {
            log.failure("the pipeline could not start; requests are not recorded", problem);
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
        String endpoint = options.text(Option.ENDPOINT);
        EventJson json = new EventJson(instance, origin);
        Heartbeat heartbeat = new Heartbeat(new StatusJson(origin), System.nanoTime());
        Rollups rollups = new Rollups(
                maker, options.number(Option.ROLLUP_KEYS), options.millis(Option.ROLLUP_INTERVAL) * 1_000_000, log);
        DetailChoice detail = DetailChoice.of(options.choice(Option.DETAIL));
        recorder.overflowInto(rollups.overflow());
        if (endpoint == null) {
            Journal journal = journal(instance);
            Teller teller = new Teller(clock, maker, instance, json, journal, rollups, detail, losses, log);
            return new Pipeline(
                    recorder, clock, teller, heartbeat, journal, List.of(journal.thisMachine()), losses, log);
        }
        MemoryShipper shipper = shipper(endpoint, instance, losses);
        Teller teller = new Teller(clock, maker, instance, json, shipper, rollups, detail, losses, log);
        return new Pipeline(recorder, clock, teller, heartbeat, shipper, List.of(shipper), losses, log);
    }

    private Journal journal(Instance instance) {
        JournalSettings settings = new JournalSettings(
                options.journalDirectory(),
                options.bytes(Option.JOURNAL_BYTES),
                options.millis(Option.JOURNAL_AGE),
                options.number(Option.BATCH_EVENTS),
                options.bytes(Option.BATCH_BYTES),
                options.millis(Option.BATCH_AGE));
        JournalOwner owner = new JournalOwner(
                ProcessHandle.current().pid(),
                options.service(),
                options.text(Option.ENVIRONMENT),
                Version.text(),
                List.of());
        return new Journal(settings, owner, instance, log);
    }

    private MemoryShipper shipper(String endpoint, Instance instance, Losses losses) {
        BatchLimits limits = new BatchLimits(
                options.number(Option.BATCH_EVENTS),
                options.bytes(Option.BATCH_BYTES),
                options.millis(Option.BATCH_AGE),
                BACKLOG_BYTES);
        MemoryShipper shipper = MemoryShipper.to(
                endpoint,
                options.text(Option.TOKEN),
                instance.text(),
                Version.text(),
                limits,
                Transport.of(options),
                losses,
                log);
        AgentThreads.start("rollcall-ship", shipper);
        return shipper;
    }
}
