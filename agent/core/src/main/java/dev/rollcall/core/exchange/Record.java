package dev.rollcall.core.exchange;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The raw facts of one exchange on their way from a request thread to the drain thread.
 *
 * <p>Texts are copied as bytes into one buffer and become strings only on the drain thread; records are used again, so that
 * a request thread allocates next to nothing.
 *
 * <p>Owned by one thread at a time: by the request's from {@link Recorder#acquire} or {@link Exchange#record} to
 * {@link Recorder#submit}, then by whoever tells of it, the drain thread or an overflow, until the record is given back. Nobody may touch it after that.
 */
public final class Record {
    /** A longer header value is not copied: it is kept as "too long", which identifies nobody. */
    public static final int MAX_VALUE = 16 * 1024;

    /** What the texts of one request may take together; what does not fit is kept as "too long". */
    public static final int MAX_BYTES = 32 * 1024;

    /** What a record takes besides its texts, and the objects it is made of: about, on a JVM of 64 bits. */
    private static final int OWN_BYTES = 200;

    /** The path among the texts, for {@link #offset} and {@link #length}. */
    public static final int PATH = 0;

    /** The host among the texts. */
    public static final int HOST = 1;

    /** The user agent among the texts. */
    public static final int USER_AGENT = 2;

    private static final int QUERY = 3;
    private static final int FIXED = 4;

    private final Recorder recorder;
    private final int requestHeaders;
    private final Texts texts;
    private final @Nullable Object[] attributes;

    /** How many bytes of it the {@link Recorder} has counted, for as long as it is in the ring. */
    int counted;

    long startNanos;
    long endNanos;
    int status;
    Outcome outcome = Outcome.OK;
    long requestBytes;
    long responseBytes;

    @Nullable
    String method;

    @Nullable
    String protocol;

    @Nullable
    String scheme;

    @Nullable
    String clientAddress;

    @Nullable
    String route;

    @Nullable
    RouteTable routes;

    @Nullable
    String contextPath;

    @Nullable
    String principal;

    @Nullable
    String errorType;

    Record(Recorder recorder, Wanted wanted, int initialBytes) {
        this.recorder = recorder;
        this.requestHeaders = wanted.requestHeaders().size();
        texts = new Texts(
                recorder, FIXED + requestHeaders + wanted.responseHeaders().size(), initialBytes);
        attributes = new @Nullable Object[wanted.attributes()];
    }

    /** Makes the record as new. */
    void clear() {
        texts.clear();
        Arrays.fill(attributes, null);
        status = 0;
        outcome = Outcome.OK;
        requestBytes = 0;
        responseBytes = 0;
        method = null;
        protocol = null;
        scheme = null;
        clientAddress = null;
        route = null;
        routes = null;
        contextPath = null;
        principal = null;
        errorType = null;
    }

    int capacity() {
        return texts.capacity();
    }

    /** Whether its texts need more than {@link Texts#INITIAL_BYTES}. */
    boolean isLong() {
        return texts.used() > Texts.INITIAL_BYTES;
    }

    /** About how many bytes of the heap the record takes; never less than its {@link #capacity}. */
    int footprint() {
        return OWN_BYTES + texts.footprint();
    }

    // ---- the request thread writes -------------------------------------------------------------------------------

    /** The request method as sent, for example {@code GET}; null when it could not be read. */
    public Record method(@Nullable String method) {
        this.method = method;
        return this;
    }

    /** The protocol version: {@code 1.0}, {@code 1.1}, {@code 2} or {@code 3}. */
    public Record protocol(@Nullable String protocol) {
        this.protocol = protocol;
        return this;
    }

    /** {@code http} or {@code https}. */
    public Record scheme(@Nullable String scheme) {
        this.scheme = scheme;
        return this;
    }

    /** The peer's address as text. */
    public Record clientAddress(@Nullable String clientAddress) {
        this.clientAddress = clientAddress;
        return this;
    }

    /** The path as sent, without the query. */
    public Record path(byte[] source, int offset, int length) {
        texts.put(PATH, source, offset, length, true);
        return this;
    }

    /** The path as sent, without the query, from {@code start} to before {@code end}. */
    public Record path(String source, int start, int end) {
        texts.put(PATH, source, start, end, true);
        return this;
    }

    /** The query string without its question mark; kept only when a rule reads it. */
    public Record query(byte[] source, int offset, int length) {
        if (recorder.wanted().query()) {
            texts.put(QUERY, source, offset, length, false);
        }
        return this;
    }

    /** The query string without its question mark; kept only when a rule reads it. */
    public Record query(String source, int start, int end) {
        if (recorder.wanted().query()) {
            texts.put(QUERY, source, start, end, false);
        }
        return this;
    }

    /** The host the client asked for, with its port if it was sent. */
    public Record host(byte[] source, int offset, int length) {
        texts.put(HOST, source, offset, length, true);
        return this;
    }

    /** The host the client asked for, with its port if it was sent. */
    public Record host(String host) {
        texts.put(HOST, host, 0, host.length(), true);
        return this;
    }

    /** The {@code User-Agent} header. */
    public Record userAgent(byte[] source, int offset, int length) {
        texts.put(USER_AGENT, source, offset, length, true);
        return this;
    }

    /** The {@code User-Agent} header. */
    public Record userAgent(String userAgent) {
        texts.put(USER_AGENT, userAgent, 0, userAgent.length(), true);
        return this;
    }

    /** A wanted request header, by its slot in {@link Wanted#requestHeaders()}. */
    public void requestHeader(int slot, byte[] source, int offset, int length) {
        texts.put(FIXED + slot, source, offset, length, false);
    }

    /** A wanted request header, by its slot in {@link Wanted#requestHeaders()}. */
    public void requestHeader(int slot, String value) {
        texts.put(FIXED + slot, value, 0, value.length(), false);
    }

    /** A wanted response header, by its slot in {@link Wanted#responseHeaders()}. */
    public void responseHeader(int slot, byte[] source, int offset, int length) {
        texts.put(FIXED + requestHeaders + slot, source, offset, length, false);
    }

    /** A wanted response header, by its slot in {@link Wanted#responseHeaders()}. */
    public void responseHeader(int slot, String value) {
        texts.put(FIXED + requestHeaders + slot, value, 0, value.length(), false);
    }

    /**
     * A wanted request attribute. Texts, whole numbers, booleans and UUIDs are kept; any other object is not, because its
     * {@code toString} is the application's code.
     */
    public void attribute(int index, @Nullable Object value) {
        if (value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof java.util.UUID) {
            attributes[index] = value;
        }
    }

    /** The name of the user whom the server or the framework authenticated. */
    public void principal(@Nullable String principal) {
        if (principal != null) {
            this.principal = principal;
        }
    }

    /** The route template, unless a framework has told it already. */
    public void route(@Nullable String route) {
        if (this.route == null) {
            this.route = route;
        }
    }

    /** The application's known routes, and the path it is mounted at ({@code ""} for the root). */
    public void routes(@Nullable RouteTable routes, String contextPath) {
        this.routes = routes;
        this.contextPath = contextPath;
    }

    /** The class of the error that ended the exchange, or another short word for it; null when there was none. */
    public void errorType(@Nullable String errorType) {
        this.errorType = errorType;
    }

    /** The final status on the wire, 0 when none was sent; body bytes both ways; and how it ended. */
    public void end(int status, Outcome outcome, long requestBytes, long responseBytes) {
        this.status = status;
        this.outcome = outcome;
        this.requestBytes = requestBytes;
        this.responseBytes = responseBytes;
    }

    // ---- the drain thread reads ----------------------------------------------------------------------------------

    public long startNanos() {
        return startNanos;
    }

    public long endNanos() {
        return endNanos;
    }

    public int status() {
        return status;
    }

    public Outcome outcome() {
        return outcome;
    }

    public long requestBytes() {
        return requestBytes;
    }

    public long responseBytes() {
        return responseBytes;
    }

    public @Nullable String method() {
        return method;
    }

    public @Nullable String protocol() {
        return protocol;
    }

    public @Nullable String scheme() {
        return scheme;
    }

    public @Nullable String clientAddress() {
        return clientAddress;
    }

    public @Nullable String route() {
        return route;
    }

    public @Nullable RouteTable routes() {
        return routes;
    }

    public @Nullable String contextPath() {
        return contextPath;
    }

    public @Nullable String principal() {
        return principal;
    }

    public @Nullable String errorType() {
        return errorType;
    }

    public @Nullable String path() {
        return texts.get(PATH);
    }

    public @Nullable String query() {
        return texts.get(QUERY);
    }

    public @Nullable String host() {
        return texts.get(HOST);
    }

    public @Nullable String userAgent() {
        return texts.get(USER_AGENT);
    }

    /** Where the bytes of a text are in {@link #buffer}: {@link #PATH}, {@link #HOST} or {@link #USER_AGENT}. */
    public int offset(int text) {
        return texts.offset(text);
    }

    /** How many bytes such a text has; negative when it is absent. */
    public int length(int text) {
        return texts.length(text);
    }

    /** The value of a wanted request header, or null when it was absent or longer than {@link #MAX_VALUE}. */
    public @Nullable String requestHeader(int slot) {
        return texts.get(FIXED + slot);
    }

    /** Where the bytes of a wanted request header are in {@link #buffer}. */
    public int requestHeaderOffset(int slot) {
        return texts.offset(FIXED + slot);
    }

    /** How many bytes a wanted request header has; negative when it was absent or longer than {@link #MAX_VALUE}. */
    public int requestHeaderLength(int slot) {
        return texts.length(FIXED + slot);
    }

    /** How many bytes a wanted response header has; negative when it was absent or longer than {@link #MAX_VALUE}. */
    public int responseHeaderLength(int slot) {
        return texts.length(FIXED + requestHeaders + slot);
    }

    /** The bytes of all texts, for those who read a header without making a string of it; not to be written or kept. */
    public byte[] buffer() {
        return texts.buffer();
    }

    /** Whether the header stood more than once in the request, with different values. */
    public boolean requestHeaderRepeated(int slot) {
        return texts.isRepeated(FIXED + slot);
    }

    /** The value of a wanted response header, or null when it was absent or longer than {@link #MAX_VALUE}. */
    public @Nullable String responseHeader(int slot) {
        return texts.get(FIXED + requestHeaders + slot);
    }

    /** Whether the header stood more than once in the response, with different values. */
    public boolean responseHeaderRepeated(int slot) {
        return texts.isRepeated(FIXED + requestHeaders + slot);
    }

    /** A wanted request attribute as text, or null. */
    public @Nullable String attribute(int index) {
        Object value = attributes[index];
        return value == null ? null : value.toString();
    }
}
