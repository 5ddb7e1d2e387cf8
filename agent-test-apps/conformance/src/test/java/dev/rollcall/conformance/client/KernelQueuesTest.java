package dev.rollcall.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class KernelQueuesTest {
    @Test
    void what_was_sent_is_taken_once_the_other_side_has_read_it() throws IOException {
        Assumptions.assumeTrue(KernelQueues.canTell());
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
                Socket server = listening.accept()) {
            client.getOutputStream().write(new byte[100]);

            assertThat(KernelQueues.allTaken(client.getLocalPort(), listening.getLocalPort()))
                    .as("nobody has read yet")
                    .isFalse();
            server.getInputStream().readNBytes(100);
            while (!KernelQueues.allTaken(client.getLocalPort(), listening.getLocalPort())) {
                // The acknowledgement is under way.
                Thread.onSpinWait();
            }
        }
    }
}
