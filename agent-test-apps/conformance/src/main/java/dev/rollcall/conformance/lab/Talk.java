package dev.rollcall.conformance.lab;

/** A conversation with a server, repeatable: it says the same to whatever it is connected to. */
@FunctionalInterface
public interface Talk {
    /**
     * Talks.
     *
     * @param wire opens connections; those left open are closed afterwards
     * @throws Exception when the server does not behave as the conversation needs
     */
    void over(Wire wire) throws Exception;
}
