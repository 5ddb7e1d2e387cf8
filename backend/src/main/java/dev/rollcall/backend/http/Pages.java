package dev.rollcall.backend.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The files of the pages, out of the jar. Only names with a known ending are files; every other path is one of the page's own addresses
 * and gets {@code index.html}, which finds out what to show. Files are read once and kept.
 */
public final class Pages extends Handler.Abstract {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "txt", "text/plain; charset=utf-8",
            "webmanifest", "application/manifest+json");

    /** Words of plain characters between single slashes, none of which begins with a dot. */
    private static final Pattern NAME =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private static final int WORTH_PACKING = 1024;

    private record Page(String type, byte[] plain, byte @Nullable [] packed, String tag) {}

    private final String folder;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    /**
     * Makes one.
     *
     * @param folder where the files lie on the class path, with a slash at its end
     */
    public Pages(String folder) {
        this.folder = folder;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String path = Request.getPathInContext(request);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!reads || path.startsWith("/api/") || path.startsWith("/v1/")) {
            return false;
        }
        Page page = page(path);
        if (page == null) {
            return false;
        }
        send(page, request, response, callback);
        return true;
    }

    private @Nullable Page page(String path) throws IOException {
        String name = path.substring(1);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            return read("index.html", String.valueOf(TYPES.get("html")));
        }
        return NAME.matcher(name).matches() ? read(name, type) : null;
    }

    private @Nullable Page read(String name, String type) throws IOException {
        Page known = pages.get(name);
        if (known != null) {
            return known;
        }
        try (InputStream file = Pages.class.getClassLoader().getResourceAsStream(folder + name)) {
            if (file == null) {
                return null;
            }
            byte[] plain = file.readAllBytes();
            boolean text = !type.startsWith("image/p") && !type.startsWith("image/x");
            Page page = new Page(type, plain, text && plain.length >= WORTH_PACKING ? pack(plain) : null, tag(plain));
            pages.put(name, page);
            return page;
        }
    }

    private static void send(Page page, Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
        byte[] packed = accepted != null && accepted.contains("gzip") ? page.packed : null;
        String tag = packed == null ? "\"" + page.tag + "\"" : "\"" + page.tag + "-gzip\"";
        headers.put(HttpHeader.ETAG, tag);
        // Asked every time, answered with 304 nearly every time: a new version shows at once.
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.put(HttpHeader.VARY, "Accept-Encoding");
        String had = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
        if (had != null && had.contains(tag)) {
            response.setStatus(304);
            response.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        headers.put(HttpHeader.CONTENT_TYPE, page.type);
        if (packed != null) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        byte[] bytes = packed == null ? page.plain : packed;
        response.setStatus(200);
        // The server leaves the bytes out of the answer to HEAD.
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    private static byte[] pack(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return packed.toByteArray();
    }

    private static String tag(byte[] plain) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
