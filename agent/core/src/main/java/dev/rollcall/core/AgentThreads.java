package dev.rollcall.core;

/** Threads of the agent: daemons, without a class loader or inherited values of the application. */
final class AgentThreads {
    private AgentThreads() {}

    static Thread start(String name, Runnable work) {
        Thread thread = create(name, work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** A thread that is not started, for the JVM's shutdown. */
    static Thread create(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        // The thread that creates us may be a web application's; ours must not keep its class loader alive.
        thread.setContextClassLoader(null);
        return thread;
    }
}
