package dev.rollcall.backend.store.steps;

/** Where versions 2 and 3 of the tables lie that only tests know. */
public final class Steps {
    private Steps() {}
}
