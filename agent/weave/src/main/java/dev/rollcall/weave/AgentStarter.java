package dev.rollcall.weave;

import dev.rollcall.core.Agent;
import dev.rollcall.core.adapter.Adapter;
import dev.rollcall.core.log.AgentLog;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the agent together and switches the weaving on. Called by premain, in the isolated loader. */
public final class AgentStarter {
    /** Names the adapters, one class a line; written by the build of the agent's jar. */
    private static final String ADAPTERS = "adapters.txt";

    /** The agent of this JVM, for {@link #report}: the JVM calls premain and agentmain, and passes nothing between them. */
    private static volatile @Nullable Agent running;

    private AgentStarter() {}

    /**
     * Starts the agent.
     *
     * @param arguments the agent's arguments, or null
     * @param instrumentation the JVM's instrumentation service
     * @throws Exception when it cannot start; the application goes on without it
     */
    public static void start(String arguments, Instrumentation instrumentation) throws Exception {
        ClassLoader loader = AgentStarter.class.getClassLoader();
        List<Adapter> adapters = adapters(loader);
        Agent agent = Agent.create(arguments, adapters);
        if (!agent.isEnabled()) {
            return;
        }
        running = agent;
        FirstUse first = new FirstUse(agent, adapters, instrumentation);
        Transformer transformer = new Transformer(adapters, first, agent.log(), first, agent.weaveBook());
        instrumentation.addTransformer(transformer, true);
        retransformLoaded(instrumentation, transformer, agent.log());
    }

    /** What is left for the first class of a server, on the thread that loads it. */
    private static final class FirstUse implements Loom.Workshop, Runnable {
        private final Agent agent;
        private final List<Adapter> adapters;
        private final Instrumentation instrumentation;
        private @Nullable Loom loom;
        /** Nothing is woven: there is a reason not to, or it was tried and failed. All or nothing, and said once. */
        private boolean idle;

        FirstUse(Agent agent, List<Adapter> adapters, Instrumentation instrumentation) {
            this.agent = agent;
            this.adapters = adapters;
            this.instrumentation = instrumentation;
        }

        /**
         * The lock is ours alone, and no class of the application is loaded while it is held. The agent's own lock is taken
         * inside it; who holds that one never asks for this.
         */
        @Override
        public synchronized @Nullable Loom loom() throws ReflectiveOperationException, IOException {
            Loom made = loom;
            if (made == null && !idle) {
                idle = isAotTraining();
            }
            if (made == null && !idle) {
                idle = true;
                ClassLoader loader = AgentStarter.class.getClassLoader();
                Linker linker = new Linker(
                        Transformer.numbered(adapters),
                        new HookInstances(loader, agent.recorder()),
                        agent.log(),
                        agent.testFaults(),
                        agent.weaveBook());
                Dispatcher dispatcher = Dispatcher.install(instrumentation, linker.asHandle());
                made = new Loom(new LinkCheck(loader), new HookWeaver(dispatcher.bootstrapMethod()));
                loom = made;
                idle = false;
            }
            return made;
        }

        private boolean isAotTraining() {
            try {
                if (AotTraining.isOn(instrumentation)) {
                    agent.log()
                            .error("an AOT cache is being made: the requests of this run are not counted, those of runs"
                                    + " with the cache are");
                    return true;
                }
            } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
                agent.log().debug("whether an AOT cache is being made cannot be told: " + unknownVersion);
            }
            return false;
        }

        @Override
        public void run() {
            agent.start();
        }
    }

    /**
     * Writes into a file how the running agent is; called by agentmain, for {@code doctor}.
     *
     * @param file exists already, made by whoever asks
     * @throws IOException when it cannot be written
     */
    public static void report(File file) throws IOException {
        Agent agent = running;
        String text = agent == null ? "Rollcall is switched off here by rollcall.enabled=false.\n" : agent.report();
        try (OutputStream out = new FileOutputStream(file)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<Adapter> adapters(ClassLoader loader) throws IOException, ReflectiveOperationException {
        List<Adapter> adapters = new ArrayList<>();
        try (InputStream in = loader.getResourceAsStream(ADAPTERS)) {
            if (in == null) {
                throw new IOException("the agent's jar has no " + ADAPTERS);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    adapters.add((Adapter)
                            loader.loadClass(line.trim()).getConstructor().newInstance());
                }
            }
        }
        return adapters;
    }

    /** Another agent, or the application when we are attached late, may have loaded some of the classes already. */
    private static void retransformLoaded(Instrumentation instrumentation, Transformer transformer, AgentLog log) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (transformer.meets(type)) {
                try {
                    instrumentation.retransformClasses(type);
                } catch (UnmodifiableClassException | RuntimeException | Error problem) {
                    log.failure(type.getName() + " was loaded before the agent and cannot be woven", problem);
                }
            }
        }
    }
}
