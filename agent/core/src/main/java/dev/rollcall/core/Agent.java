package dev.rollcall.core;

import dev.rollcall.core.adapter.Adapter;
import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.doctor.Desk;
import dev.rollcall.core.doctor.Report;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.jmx.JmxWatch;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.pipeline.Pipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent, put together from its options: the recorder that adapters write to, and the pipeline behind it, which sleeps
 * until the first server is woven.
 */
public final class Agent {
    private final Options options;
    private final AgentLog log;
    private final Identifier identifier;
    private final Recorder recorder;
    private final WeaveBook weaveBook = new WeaveBook();
    private final long startMillis = System.currentTimeMillis();
    private volatile @Nullable Pipeline pipeline;
    private boolean started;

    private Agent(Options options, AgentLog log, Identifier identifier, Recorder recorder) {
        this.options = options;
        this.log = log;
        this.identifier = identifier;
        this.recorder = recorder;
    }

    /**
     * Puts the agent together.
     *
     * @param arguments the agent's arguments, or null
     * @param adapters what may be woven
     */
    public static Agent create(@Nullable String arguments, List<Adapter> adapters) {
        Options options = Options.ofThisProcess(arguments);
        AgentLog log = new AgentLog(
                System.err, AgentLog.Level.valueOf(options.choice(Option.LOG).toUpperCase(Locale.ROOT)));
        Identifier identifier = Identifier.create(options, log);
        List<String> routeAttributes = new ArrayList<>();
        for (Adapter adapter : adapters) {
            routeAttributes.addAll(adapter.routeAttributes());
        }
        Agent agent = new Agent(
                options,
                log,
                identifier,
                new Recorder(identifier.wanted(), routeAttributes, options.number(Option.QUEUE_SIZE)));
        if (agent.isEnabled()) {
            StartStatement.print(options, identifier.problems(), log);
        }
        return agent;
    }

    public boolean isEnabled() {
        return options.flag(Option.ENABLED);
    }

    public AgentLog log() {
        return log;
    }

    public Recorder recorder() {
        return recorder;
    }

    /** Where it is written down what became of the classes in the table. */
    public WeaveBook weaveBook() {
        return weaveBook;
    }

    /** How the agent is at this moment, for a person; ends in a line break. */
    public String report() {
        return new Report(
                        options,
                        identifier,
                        weaveBook,
                        Version.text(),
                        Instant.ofEpochMilli(startMillis),
                        log,
                        pipeline)
                .text();
    }

    /** Hooks that are made to throw, by name, for tests of the guard. */
    public Set<String> testFaults() {
        return Set.copyOf(options.list(Option.TEST_FAULTS));
    }

    /** Starts the pipeline; called before the first class is woven, and again for every other one. */
    public synchronized void start() {
        if (started) {
            return;
        }
        started = true;
        // Everything the pipeline needs is loaded on its own thread: this one is loading a class of the application.
        AgentThreads.start("rollcall-drain", new PipelineStart(options, identifier, recorder, log, this::built));
    }

    /** From now on there is something to tell. Called by the drain thread. */
    private void built(Pipeline running) {
        pipeline = running;
        Runnable jmx = options.flag(Option.JMX)
                ? new JmxWatch(weaveBook, Version.text(), options.service(), running, log)
                : null;
        Desk desk = new Desk(options.journalDirectory(), options.service(), Version.text(), this::report, jmx, log);
        AgentThreads.start("rollcall-desk", desk);
        Runtime.getRuntime().addShutdownHook(AgentThreads.create("rollcall-goodbye", desk::close));
    }
}
