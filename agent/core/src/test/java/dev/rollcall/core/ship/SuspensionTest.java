package dev.rollcall.core.ship;

import static dev.rollcall.core.ship.ScriptedBackend.ok;
import static dev.rollcall.core.ship.ScriptedBackend.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before a checkpoint a shipper has no connection open, whatever it was doing, and afterwards it goes on where it was. */
class SuspensionTest {
    @TempDir
    Path directory;

    @Test
    void a_shipper_that_waits_for_an_answer_lets_go_of_it_and_sends_again_afterwards() throws IOException {
        Delivering to = new Delivering(directory);
        try {
            to.backend.answersInTurn(silence(), ok());
            to.journal.requests(3);
            to.start();
            await().until(() -> to.backend.deliveries.size() == 1);

            to.shipper.suspend();
            assertThat(to.said()).doesNotContain("checkpoint");
            to.journal.requests(2);
            assertThat(to.backend.deliveries).hasSize(1);

            to.shipper.resume();
            await().until(() -> to.figures().delivered() == 5);
            assertThat(to.backend.deliveries.get(1).json())
                    .isEqualTo(to.backend.deliveries.get(0).json());
        } finally {
            to.close();
        }
    }
}
