package dev.rollcall.conformance.client;

import static dev.rollcall.conformance.client.Request.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that sends frame by frame what it is told, so that nothing depends on time. */
class H2ClientTest {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;

    private static final int END_HEADERS = 4;

    private static final int CONNECTION = 0;
    private static final int PREFACE_BYTES = 24;
    private static final int FLAGS_BYTES = 1;
    private static final int ENHANCE_YOUR_CALM = 11;

    /** {@code :status: 200}, the eighth entry of HPACK's static table. */
    private static final byte[] STATUS_200 = {(byte) 0x88};

    private ServerSocket listening;
    private H2Client client;
    private Socket socket;
    private DataInputStream in;
    private DataOutputStream out;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        client = new H2Client(listening.getLocalPort());
        socket = listening.accept();
        socket.setSoTimeout(60_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        in.readNBytes(PREFACE_BYTES);
        send(SETTINGS, 0, CONNECTION);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        socket.close();
        listening.close();
    }

    @Test
    void a_stream_is_reset_once_though_more_of_it_was_on_its_way() throws Exception {
        H2Stream stream = client.send(get("/sse-forever"));
        int id = await(HEADERS).stream();
        send(HEADERS, END_HEADERS, id, STATUS_200);
        send(DATA, 0, id, (byte) 'x');
        client.reset(stream.awaitData());
        for (int i = 0; i < 3; i++) {
            send(DATA, 0, id, (byte) 'x');
        }
        send(PING, 0, CONNECTION, new byte[8]);

        // What the client says to those frames, it says before it answers the ping.
        int resets = 0;
        for (Frame frame = next(); frame.type() != PING; frame = next()) {
            resets += frame.type() == RST_STREAM && frame.stream() == id ? 1 : 0;
        }
        assertThat(resets).isEqualTo(1);
    }

    @Test
    void an_answer_that_the_server_resets_says_so() throws Exception {
        H2Stream stream = client.send(get("/hello"));
        int id = await(HEADERS).stream();
        send(RST_STREAM, 0, id, ByteBuffer.allocate(4).putInt(ENHANCE_YOUR_CALM).array());

        assertThat(stream.response().status()).isZero();
        assertThat(stream.response().complete()).isFalse();
        assertThat(stream.response().statusLine()).contains("RST_STREAM", "ENHANCE_YOUR_CALM");
    }

    @Test
    void an_answer_that_goes_down_with_its_connection_says_why() throws Exception {
        H2Stream stream = client.send(get("/hello"));
        await(HEADERS);
        byte[] why = "too many".getBytes(StandardCharsets.US_ASCII);
        // No stream was processed: this one is over, and no socket has to be closed for it.
        send(
                GOAWAY,
                0,
                CONNECTION,
                ByteBuffer.allocate(8 + why.length)
                        .putInt(0)
                        .putInt(ENHANCE_YOUR_CALM)
                        .put(why)
                        .array());

        assertThat(stream.response().status()).isZero();
        assertThat(stream.response().statusLine()).contains("GOAWAY", "ENHANCE_YOUR_CALM", "too many");
        assertThatThrownBy(stream::awaitData).hasMessageContaining("too many");
    }

    private Frame await(int type) throws IOException {
        Frame frame = next();
        while (frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    private Frame next() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        in.skipNBytes(FLAGS_BYTES);
        int stream = in.readInt();
        in.skipNBytes(length);
        return new Frame(type, stream);
    }

    private void send(int type, int flags, int stream, byte... payload) throws IOException {
        out.write(ByteBuffer.allocate(9 + payload.length)
                .putInt((payload.length << 8) | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array());
        out.flush();
    }

    private record Frame(int type, int stream) {}
}
