package dev.rollcall.apps.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

/** The paths that are about how the body of a response comes. */
final class Bodies {
    private static final int BLOCK = 64 * 1024;
    private static final int FILE = 1 << 20;

    private Bodies() {}

    static boolean handle(Call call, String first, String[] path) throws IOException {
        switch (first) {
            case "bytes":
                call.full(200, Unpooled.wrappedBuffer(Routes.filled(Integer.parseInt(path[2]))));
                return true;
            case "gzip":
                call.full(200, Unpooled.wrappedBuffer(Routes.filled(100_000)));
                return true;
            case "chunked":
                call.start(200, "Content-Type", "text/plain");
                for (int i = 0; i < Integer.parseInt(path[2]); i++) {
                    call.chunk("0123456789");
                }
                call.end();
                return true;
            case "download":
                download(call, Long.parseLong(path[2]) << 20);
                return true;
            case "sendfile":
                sendFile(call);
                return true;
            case "early-hints":
                earlyHints(call);
                return true;
            case "trailers":
                call.start(200, "Content-Type", "text/plain", "Trailer", "X-Checksum");
                call.chunk("with trailers");
                DefaultLastHttpContent last = new DefaultLastHttpContent(Unpooled.buffer(0));
                last.trailingHeaders().set("X-Checksum", "4711");
                call.last(last);
                return true;
            case "sse":
                call.start(200, "Content-Type", "text/event-stream");
                events(call, 0, Integer.parseInt(path[2]));
                return true;
            case "sse-forever":
                call.start(200, "Content-Type", "text/event-stream");
                events(call, 0, Integer.MAX_VALUE);
                return true;
            case "half":
                call.start(200, "Content-Length", "20");
                call.chunk("0123456789");
                return true;
            case "abort-server":
                call.start(200, "Content-Type", "text/plain");
                call.chunk("0123456789");
                call.context.close();
                return true;
            default:
                return false;
        }
    }

    private static void events(Call call, int sent, int count) {
        if (sent == count) {
            call.end();
            return;
        }
        call.chunk("data: " + sent + "\n\n");
        call.after(20, () -> events(call, sent + 1, count));
    }

    /** Never more in the channel's buffer than it wants to hold. */
    private static void download(Call call, long bytes) {
        call.start(200, "Content-Length", String.valueOf(bytes), "Content-Type", "application/octet-stream");
        byte[] block = Routes.filled(BLOCK);
        long[] left = {bytes};
        boolean[] writing = {false};
        call.whenWritable(() -> {
            if (writing[0]) {
                return;
            }
            writing[0] = true;
            while (left[0] > 0 && call.context.channel().isWritable()) {
                left[0] -= BLOCK;
                call.chunk(Unpooled.wrappedBuffer(block));
            }
            writing[0] = false;
            if (left[0] == 0) {
                left[0] = -1;
                call.end();
            }
        });
    }

    private static void sendFile(Call call) throws IOException {
        call.start(200, "Content-Length", String.valueOf(FILE), "Content-Type", "application/octet-stream");
        if (call.context.channel().parent() instanceof io.netty.channel.ServerChannel) {
            File file = File.createTempFile("rollcall-sendfile", ".bin");
            file.deleteOnExit();
            Files.write(file.toPath(), Routes.filled(FILE));
            call.part(new DefaultFileRegion(file, 0, FILE));
        } else {
            // The kernel cannot send a file into an HTTP/2 stream.
            call.chunk(Unpooled.wrappedBuffer(Routes.filled(FILE)));
        }
        call.end();
    }

    private static void earlyHints(Call call) {
        // The codec to HTTP/2 would end the stream with it.
        if (call.context.channel().parent() instanceof io.netty.channel.ServerChannel) {
            DefaultFullHttpResponse hints = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, new HttpResponseStatus(103, "Early Hints"), Unpooled.buffer(0));
            hints.headers().set("Link", "</style.css>; rel=preload");
            // Past the compressor, which in Netty 4.1.0 takes it for the answer.
            ChannelHandlerContext compressor = call.context.pipeline().context(HttpContentCompressor.class);
            (compressor == null ? call.context : compressor).writeAndFlush(hints);
        }
        call.full(200, "after hints");
    }
}
