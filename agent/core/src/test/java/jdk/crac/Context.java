package jdk.crac;

/** As in a JDK with CRaC, for {@code CheckpointHookTest}. */
public abstract class Context<R extends Resource> implements Resource {
    public abstract void register(R resource);
}
