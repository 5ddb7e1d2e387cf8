package dev.rollcall.conformance.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.ConnectionEndedException;
import dev.rollcall.conformance.lab.Server.Routes;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ExcusesTest {
    private static final IOException DROPPED = new ConnectionEndedException("no answer");

    @Test
    void a_dropped_connection_is_excused_once_for_each_that_was_broken_off() throws IOException {
        Excuses excuses = new Excuses(declared());

        assertThat(excuses.cover(DROPPED)).as("before any was broken off").isFalse();
        breakOff(excuses, 2);

        assertThat(excuses.cover(DROPPED)).isTrue();
        assertThat(excuses.cover(DROPPED)).isTrue();
        assertThat(excuses.cover(DROPPED)).as("the third of two").isFalse();
    }

    @Test
    void a_server_that_does_not_declare_it_is_never_excused() throws IOException {
        Excuses excuses = new Excuses(Server.ofModule("any", Routes.INFERRED));

        breakOff(excuses, 1);

        assertThat(excuses.cover(DROPPED)).isFalse();
    }

    @Test
    void an_answer_that_was_cut_off_is_not_excused() throws IOException {
        Excuses excuses = new Excuses(declared());

        breakOff(excuses, 1);

        assertThat(excuses.cover(new EOFException("the connection ended after \"HTTP/1.1 2\"")))
                .isFalse();
    }

    private static Server declared() {
        return Server.ofModule("any", Routes.INFERRED).mayDropAConnection("because");
    }

    private static void breakOff(Excuses excuses, int connections) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Wire wire = new Wire(listening.getLocalPort())) {
            for (int i = 0; i < connections; i++) {
                wire.open().reset();
            }
            wire.open();
            excuses.earnedBy(wire);
        }
    }
}
