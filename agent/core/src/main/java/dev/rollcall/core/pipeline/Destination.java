package dev.rollcall.core.pipeline;

/** Where events end up: an endpoint, or this machine when there is none. All methods may be called by any thread. */
public interface Destination {
    /** For a line of text: an address without its query, or a directory. */
    String name();

    /** How it goes, in a few words for a person: {@code delivering}, {@code paused: it answered 401}, ... */
    String state();

    /** What became of the requests of this process, taken at one moment. */
    DestinationFigures figures();

    /** Closes every connection and opens none, because the process is about to be made an image of, until {@link #resume}. */
    default void suspend() {}

    /** Delivers again. */
    default void resume() {}

    /** The process is ending: no pause is long from now on. */
    void hurry();

    /** The process does not wait any longer. */
    void giveUp();
}
