package dev.rollcall.conformance.lab;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** How what the client got without the agent is compared with what it got with the agent. */
public enum Compare {
    /** Byte by byte. */
    BYTES,
    /**
     * Response by response, without the boundaries of chunks: for bodies that the server itself cuts differently from run
     * to run, because it sends what is there when the socket can take more.
     */
    ANY_CHUNKS,
    /** Not at all: the client goes away in the middle, and how much it had got by then is chance. */
    NOTHING;

    /** What of a connection must be equal, with what may differ made the same. */
    String view(RawClient client) {
        return switch (this) {
            case BYTES -> plain(new String(client.received(), StandardCharsets.ISO_8859_1));
            case ANY_CHUNKS -> plain(views(client.responses()));
            case NOTHING -> "";
        };
    }

    private static String views(List<Response> responses) {
        return responses.stream().map(Response::withoutChunks).collect(Collectors.joining("\n"));
    }

    /**
     * All that may differ between two runs of one server without any agent: the time of day in {@code Date}, and in
     * Spring's error documents the time and the id that Reactor Netty gives a request.
     */
    public static String plain(String text) {
        return text.replaceAll("(?i)(\ndate: )[^\r\n]*", "$1-")
                .replaceAll("(\"timestamp\":)\"[^\"]*\"", "$1-")
                .replaceAll("(\"requestId\":)\"[^\"]*\"", "$1-");
    }
}
