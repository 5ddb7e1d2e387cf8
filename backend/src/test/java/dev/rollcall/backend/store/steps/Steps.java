package dev.rollcall.backend.store.steps;

/** Where versions 3 and 4 of the tables lie that only tests know. */
public final class Steps {
    private Steps() {}
}
