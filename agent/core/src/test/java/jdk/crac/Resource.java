package jdk.crac;

/** As in a JDK with CRaC, for {@code CheckpointHookTest}. */
public interface Resource {
    void beforeCheckpoint(Context<? extends Resource> context) throws Exception;

    void afterRestore(Context<? extends Resource> context) throws Exception;
}
