package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;

import org.junit.jupiter.api.Test;

/** What the application could see of us, if it looked. */
public interface NeighbourCases extends Cases {
    @Test
    default void c88b_request_attributes_pipeline_and_exchange_hold_nothing_that_was_not_there_before() {
        one(get("/attributes").customer(ACME)).status(200);
    }
}
