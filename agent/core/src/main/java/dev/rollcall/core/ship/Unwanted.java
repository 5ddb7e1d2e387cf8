package dev.rollcall.core.ship;

import org.jspecify.annotations.Nullable;

/** Why an endpoint wants nothing from us, by what it answers, in a sentence that names what to look at. */
final class Unwanted {
    private Unwanted() {}

    /** The status, what may be wrong, and the beginning of what it said itself. */
    static String explained(Answer answer, @Nullable String token) {
        int status = answer.status();
        String said = answer.body().isEmpty() ? "" : " It says: " + Printable.of(without(token, answer.body()), 200);
        return without(token, "it answered " + status + advice(answer, status)) + said;
    }

    /** Some endpoints repeat the token that they do not like. */
    private static String without(@Nullable String token, String text) {
        return token == null || token.isEmpty() ? text : text.replace(token, "***");
    }

    private static String advice(Answer answer, int status) {
        if (status == 401 || status == 403) {
            return "; is rollcall.token right?";
        }
        if (status >= 300 && status < 400) {
            String location = answer.header("location");
            return "; has it moved"
                    + (location == null ? "?" : " to " + withoutQuery(Printable.of(location, 200)) + "?")
                    + " Write the new address as rollcall.endpoint.";
        }
        return status == 404 || status == 405 ? "; is rollcall.endpoint right?" : ".";
    }

    /** A query may hold a secret. */
    private static String withoutQuery(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }
}
