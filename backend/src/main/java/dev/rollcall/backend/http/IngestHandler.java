package dev.rollcall.backend.http;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.ingest.BadBody;
import dev.rollcall.backend.ingest.BodyParser;
import dev.rollcall.backend.ingest.BoundedBody;
import dev.rollcall.backend.ingest.Derivation;
import dev.rollcall.backend.ingest.ParsedBody;
import dev.rollcall.backend.ingest.Shown;
import dev.rollcall.backend.store.BatchId;
import dev.rollcall.backend.store.EventWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/events}, and {@code POST /v1/analytics/{project}/} in the capture format of Agentry: receives the whole body, checks
 * everything, has it stored, and answers only then. 200 says that every event of the body is durable or is named in
 * {@code rejected}; any other answer says that none of it is stored because of this request.
 *
 * <p>Memory is bounded three times: bytes that are being received, bodies that are being unpacked and parsed, and events that wait
 * to be stored. Whoever finds no room is told to come back.
 */
public final class IngestHandler extends Handler.Abstract {
    private static final String EVENTS = "/v1/events";
    private static final String ANALYTICS = "/v1/analytics/";
    private static final String BATCH = "Rollcall-Batch";
    private static final String BEARER = "bearer ";
    private static final int MAX_PROJECT = 256;

    /** Whoever has sent a whole body is not sent away because others are being parsed this moment. */
    private static final int PARSE_WAIT_SECONDS = 10;

    private final IngestTokens tokens;
    private final EventWriter writer;
    private final BodyParser parser;
    private final Derivation derivation;
    private final Limits limits;
    private final Room received;
    private final Room waiting;
    private final Semaphore parsing;

    /** Makes one. */
    public IngestHandler(
            IngestTokens tokens, EventWriter writer, BodyParser parser, Derivation derivation, Limits limits) {
        this.tokens = tokens;
        this.writer = writer;
        this.parser = parser;
        this.derivation = derivation;
        this.limits = limits;
        this.received = new Room(limits.heldBytes());
        this.waiting = new Room(limits.waitingBytes());
        this.parsing = new Semaphore(limits.atATime(), true);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        boolean events = path.equals(EVENTS);
        String project = events ? null : project(path);
        if (!events && project == null) {
            return false;
        }
        if (!request.getMethod().equals("POST")) {
            response.getHeaders().put(HttpHeader.ALLOW, "POST");
            Answer.error(response, callback, 405, "method_not_allowed", "Events are sent with POST.");
        } else if (project != null && request.getHeaders().get(HttpHeader.USER_AGENT) == null) {
            Answer.error(response, callback, 403, "no_user_agent", "Send a User-Agent that tells who you are.");
        } else if (!isAllowed(request)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            Answer.error(
                    response,
                    callback,
                    401,
                    "unauthorized",
                    "The ingest token is missing or wrong; send Authorization: Bearer <token>.");
        } else {
            BodyReading.start(
                    request,
                    response,
                    callback,
                    limits.maxBody(),
                    limits.bodyMillis(),
                    received,
                    (bytes, length) -> take(new Delivery(request, response, callback, project), bytes, length));
        }
        return true;
    }

    /** The project that the path names; null when the path is another one. */
    private static @Nullable String project(String path) {
        if (!path.startsWith(ANALYTICS)) {
            return null;
        }
        String rest = path.substring(ANALYTICS.length());
        String name = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            return null;
        }
        try {
            String project = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
            boolean bad = project.length() > MAX_PROJECT || project.chars().anyMatch(Character::isISOControl);
            return bad ? null : project;
        } catch (IllegalArgumentException notEncoded) {
            return null;
        }
    }

    private boolean isAllowed(Request request) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && tokens.accepts(authorization.substring(BEARER.length()).trim());
    }

    private record Delivery(
            Request request,
            Response response,
            Callback callback,
            @Nullable String project) {
        @Nullable
        String header(HttpHeader name) {
            return request.getHeaders().get(name);
        }
    }

    private void take(Delivery delivery, byte[] bytes, int length) throws IOException, InterruptedException {
        if (!parsing.tryAcquire(PARSE_WAIT_SECONDS, TimeUnit.SECONDS)) {
            busy(delivery);
            return;
        }
        try {
            store(delivery, bytes, length);
        } catch (BadBody bad) {
            String code = switch (bad.status()) {
                case 413 -> "too_large";
                case 415 -> "unsupported";
                default -> delivery.project == null ? "bad_body" : "invalid_payload";
            };
            Answer.error(delivery.response, delivery.callback, bad.status(), code, String.valueOf(bad.getMessage()));
        } finally {
            parsing.release();
        }
    }

    private void store(Delivery delivery, byte[] bytes, int length) throws IOException, BadBody {
        boolean lines = isLines(delivery.header(HttpHeader.CONTENT_TYPE), delivery.project != null);
        BatchId batch = batch(delivery.request.getHeaders().get(BATCH));
        BoundedBody body = BoundedBody.read(
                new ByteArrayInputStream(bytes, 0, length),
                delivery.header(HttpHeader.CONTENT_ENCODING),
                limits.maxBody());
        int unpacked = body.length();
        if (!waiting.take(unpacked)) {
            busy(delivery);
            return;
        }
        CompletionStage<Integer> stored = null;
        try {
            ParsedBody parsed = parse(delivery, body, lines);
            checkCount(batch, parsed);
            for (ApiEvent event : parsed.events()) {
                derivation.fill(event);
            }
            IngestAnswer.Sender sender = sender(delivery, body);
            stored = writer.submit(batch, parsed.events());
            if (stored != null) {
                stored.whenComplete((fresh, problem) -> {
                    waiting.giveBack(unpacked);
                    IngestAnswer.send(
                            delivery.response, delivery.callback, parsed, sender, problem == null ? fresh : null);
                });
            }
        } finally {
            if (stored == null) {
                waiting.giveBack(unpacked);
            }
        }
        if (stored == null) {
            busy(delivery);
        }
    }

    private ParsedBody parse(Delivery delivery, BoundedBody body, boolean lines) throws BadBody {
        if (delivery.project != null) {
            return parser.parseAgentry(body.bytes(), body.length(), delivery.project);
        }
        return lines ? parser.parseLines(body.bytes(), body.length()) : parser.parse(body.bytes(), body.length());
    }

    private static IngestAnswer.Sender sender(Delivery delivery, BoundedBody body) {
        if (delivery.project == null) {
            return IngestAnswer.Sender.OURS;
        }
        int i = 0;
        while (i < body.length() && body.bytes()[i] <= ' ') {
            i++;
        }
        return i < body.length() && body.bytes()[i] == '{'
                ? IngestAnswer.Sender.CAPTURE_ONE
                : IngestAnswer.Sender.CAPTURE_MANY;
    }

    private static boolean isLines(@Nullable String contentType, boolean agentry) throws BadBody {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        String plain = (parameters < 0 ? type : type.substring(0, parameters)).trim();
        return switch (plain) {
            case "", "application/json", "text/json" -> false;
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines" -> {
                if (agentry) {
                    throw new BadBody(415, "Content-Type is not application/json, which alone is taken here.");
                }
                yield true;
            }
            default ->
                throw new BadBody(
                        415,
                        "Content-Type " + Shown.of(plain)
                                + " is not application/json or application/x-ndjson, which alone are taken here.");
        };
    }

    private static @Nullable BatchId batch(@Nullable String header) throws BadBody {
        try {
            return header == null ? null : BatchId.parse(header.trim());
        } catch (IllegalArgumentException notOne) {
            throw new BadBody(400, String.valueOf(notOne.getMessage()));
        }
    }

    /** Events that were stored under the name of others would keep those out. */
    private static void checkCount(@Nullable BatchId batch, ParsedBody parsed) throws BadBody {
        int count = parsed.events().size() + parsed.rejected().size();
        if (batch != null && batch.count() != count) {
            throw new BadBody(
                    400,
                    "Rollcall-Batch says that there are " + batch.count() + " events, and the body has " + count + ".");
        }
    }

    private static void busy(Delivery delivery) {
        delivery.response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        Answer.error(
                delivery.response,
                delivery.callback,
                429,
                "busy",
                "More events are coming in than can be stored; send them again.");
    }
}
