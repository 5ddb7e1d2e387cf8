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
    private final List<Adapter> adapters;
    private @Nullable Identifier identifier;
    private @Nullable Recorder recorder;
    private final WeaveBook weaveBook = new WeaveBook();
    private final long startMillis = System.currentTimeMillis();
    private volatile @Nullable Pipeline pipeline;
    private boolean started;

    private Agent(Options options, AgentLog log, List<Adapter> adapters) {
        this.options = options;
        this.log = log;
        this.adapters = List.copyOf(adapters);
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
        Agent agent = new Agent(options, log, adapters);
        if (agent.isEnabled()) {
            StartStatement.print(options, agent.ruleProblems(), log);
        }
        return agent;
    }

    /** The built-in rules are in order; they are read with the first server, and a program without one never loads them. */
    private List<String> ruleProblems() {
        boolean given = options.source(Option.CUSTOMER) != null
                || options.source(Option.USER) != null
                || options.source(Option.PROPERTIES) != null;
        return given ? identifier().problems() : List.of();
    }

    public boolean isEnabled() {
        return options.flag(Option.ENABLED);
    }

    public AgentLog log() {
        return log;
    }

    /** What adapters write to; the first call makes it. */
    public synchronized Recorder recorder() {
        Recorder made = recorder;
        if (made == null) {
            List<String> routeAttributes = new ArrayList<>();
            for (Adapter adapter : adapters) {
                routeAttributes.addAll(adapter.routeAttributes());
            }
            made = new Recorder(identifier().wanted(), routeAttributes, options.number(Option.QUEUE_SIZE));
            recorder = made;
        }
        return made;
    }

    private synchronized Identifier identifier() {
        Identifier made = identifier;
        if (made == null) {
            made = Identifier.create(options, log);
            identifier = made;
        }
        return made;
    }

    /** Where it is written down what became of the classes in the table. */
    public WeaveBook weaveBook() {
        return weaveBook;
    }

    /** How the agent is at this moment, for a person; ends in a line break. */
    public String report() {
        return new Report(
                        options,
                        identifier(),
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
        AgentThreads.start(
                "rollcall-drain", new PipelineStart(options, identifier(), recorder(), weaveBook, log, this::built));
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
