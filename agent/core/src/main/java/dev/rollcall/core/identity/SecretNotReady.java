package dev.rollcall.core.identity;

/** A request thread needs the secret that API keys are hashed with, before the drain thread has fetched it. */
public final class SecretNotReady extends RuntimeException {
    private static final long serialVersionUID = 1;

    SecretNotReady() {
        super("the secret that API keys are hashed with is not read yet", null, false, false);
    }
}
