package dev.rollcall.adapters.netty;

import dev.rollcall.core.exchange.Record;

/** The target of an HTTP/1 request, other than that of {@code CONNECT} (RFC 9112, 3.2). */
final class Target {
    private Target() {}

    /** Copies the path, the query and, when the target names one, the host. */
    static void copy(String target, Record record) {
        int path = 0;
        if (!target.startsWith("/")) {
            int scheme = target.indexOf("://");
            if (scheme > 0 && isName(target, scheme)) {
                // Absolute form, as sent to proxies; its host stands above the Host header (RFC 9112, 3.2.2).
                path = endOfAuthority(target, scheme + 3);
                record.host(target.substring(scheme + 3, path));
                if (path == target.length() || target.charAt(path) != '/') {
                    record.path("/", 0, 1);
                    query(target, path, record);
                    return;
                }
            }
        }
        int end = target.indexOf('?', path);
        record.path(target, path, end < 0 ? target.length() : end);
        query(target, end, record);
    }

    private static void query(String target, int mark, Record record) {
        if (mark >= 0 && mark < target.length()) {
            record.query(target, mark + 1, target.length());
        }
    }

    /** Whether a scheme stands before this: a path such as {@code a/b?to=http://x} has none. */
    private static boolean isName(String target, int end) {
        for (int i = 0; i < end; i++) {
            if (!Character.isLetterOrDigit(target.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int endOfAuthority(String target, int from) {
        for (int i = from; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
        }
        return target.length();
    }
}
