package dev.rollcall.core.jmx;

import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Pipeline;

/**
 * Waits until the application has an MBean server, and registers the agent's bean there once. It never makes one, and loads no
 * class of JMX before the application has: the first to do so fixes which server builder and which log manager there are.
 *
 * <p>Confined to the desk's thread.
 */
public final class JmxWatch implements Runnable {
    private static final int ROUNDS_BETWEEN_LOOKS = 10;

    private final WeaveBook weaveBook;
    private final String version;
    private final String service;
    private final Pipeline pipeline;
    private final AgentLog log;
    private int rounds;
    private boolean done;

    /** A watch that looks when it is run, every so many times. */
    public JmxWatch(WeaveBook weaveBook, String version, String service, Pipeline pipeline, AgentLog log) {
        this.weaveBook = weaveBook;
        this.version = version;
        this.service = service;
        this.pipeline = pipeline;
        this.log = log;
    }

    @Override
    public void run() {
        if (done || !weaveBook.isManagementLoaded() || rounds++ % ROUNDS_BETWEEN_LOOKS != 0) {
            return;
        }
        try {
            done = Registration.attempt(version, service, pipeline);
        } catch (Exception | LinkageError problem) {
            done = true;
            log.debug("the counters are not to be seen by JMX: " + problem);
        }
    }
}
