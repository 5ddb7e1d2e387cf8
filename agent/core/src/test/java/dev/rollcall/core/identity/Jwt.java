package dev.rollcall.core.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tokens for tests. Their signatures are made up: the agent does not verify them. */
final class Jwt {
    /** From an article on counting API calls by key: subject 513, name John Doe. */
    static final String OF_513 = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
            + ".eyJzdWIiOiI1MTMiLCJuYW1lIjoiSm9obiBEb2UiLCJpYXQiOjE1MTYyMzkwMjJ9"
            + ".FPN2Bj5b6OUzeTJ7lrNQPWUkZnnBnhMFYeyMjJ_-tN0";

    static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
    static final String SIGNATURE = "c2lnbmF0dXJl";

    private Jwt() {}

    static String of(String claims) {
        return of(HEADER, claims, SIGNATURE);
    }

    static String of(String header, String claims, String signature) {
        return base64(header) + "." + base64(claims) + "." + signature;
    }

    static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
