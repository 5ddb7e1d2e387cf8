package dev.rollcall.apps.netty;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The paths of the application. */
final class Routes {
    private Routes() {}

    static void handle(Call call) throws Exception {
        // "/users/7" is "", "users", "7".
        String[] path = call.path.split("/", -1);
        String first = path.length > 1 ? withoutMatrix(path[1]) : "";
        switch (first) {
            case "":
                if (call.path.equals("/")) {
                    call.full(200, "root");
                } else {
                    call.full(404, "not found");
                }
                break;
            case "hello":
                hello(call);
                break;
            case "users":
                call.full(200, path.length > 4 ? "order " + path[4] + " of user " + path[2] : "user " + path[2]);
                break;
            case "orders":
                call.json("{\"id\":\"" + path[2] + "\",\"status\":\"paid\",\"total\":1999,\"currency\":\"EUR\"}");
                break;
            case "files":
                call.full(200, "file " + call.path.substring("/files/".length()));
                break;
            case "items":
                if (call.method.equals("POST")) {
                    call.whenRead(() -> call.full(201, "created " + call.bodyBytes() + " bytes"));
                } else {
                    call.whenRead(() -> call.full(200, call.method + " " + path[2]));
                }
                break;
            case "echo":
                call.echo();
                break;
            case "ignore-body":
                call.full(200, "ignored");
                break;
            case "status":
                call.full(Integer.parseInt(path[2]), "status " + path[2]);
                break;
            case "redirect":
                call.full(302, "");
                break;
            case "error":
                error(call, path[2]);
                break;
            case "attributes":
                call.full(200, String.join("\n", call.context.pipeline().names()));
                break;
            case "slow":
                call.after(Integer.parseInt(path[2]), () -> call.full(200, "slow " + path[2]));
                break;
            case "never":
                break;
            case "exit":
                System.exit(3);
                break;
            case "out-of-order":
                call.detach();
                call.after(100, () -> call.full(200, "late"));
                break;
            default:
                if (!Bodies.handle(call, first, path) && !Upgrades.handle(call, first)) {
                    call.full(404, "not found");
                }
                break;
        }
    }

    private static String withoutMatrix(String segment) {
        int semicolon = segment.indexOf(';');
        return semicolon < 0 ? segment : segment.substring(0, semicolon);
    }

    private static void hello(Call call) {
        switch (call.method) {
            case "GET":
            case "HEAD":
                call.full(200, "hello");
                break;
            case "PROPFIND":
            case "OPTIONS":
                call.full(200, call.method);
                break;
            default:
                call.full(HttpResponseStatus.METHOD_NOT_ALLOWED.code(), "no " + call.method);
                break;
        }
    }

    private static void error(Call call, String kind) {
        switch (kind) {
            case "set-500":
                call.full(500, "set 500");
                break;
            case "send-503":
                call.full(503, "503");
                break;
            case "exception":
                throw new IllegalStateException("thrown by the handler");
            case "mapped":
                call.full(422, "mapped");
                break;
            case "handled":
                call.full(200, "handled");
                break;
            case "annotated":
                call.full(409, "annotated");
                break;
            case "not-found":
                call.full(404, "nothing here");
                break;
            case "after-commit":
                call.start(200);
                call.chunk("0123456789");
                throw new IllegalStateException("thrown after ten bytes");
            case "jvm-error":
                throw new StackOverflowError("thrown by the handler");
            default:
                call.full(404, "no such error");
                break;
        }
    }

    static byte[] filled(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    static io.netty.buffer.ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
