package sample.app;

/** Where {@link Present} inherits a default method from. */
public interface Contract {
    default void fromInterface() {}
}
