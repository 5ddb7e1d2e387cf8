package dev.rollcall.conformance.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** JSON Web Tokens as clients send them. Their signatures mean nothing: the agent does not verify, and says so. */
public final class Tokens {
    private static final String SIGNATURE = "c2lnbmF0dXJl";

    private Tokens() {}

    /** A signed token with this payload, which need not be JSON. */
    public static String jwt(String payload) {
        return jwt("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", payload, SIGNATURE);
    }

    /** A token of these three parts. */
    public static String jwt(String header, String payload, String signature) {
        return part(header) + "." + part(payload) + "." + signature;
    }

    /** A token of this customer. */
    public static String of(String subject) {
        return jwt("{\"iss\":\"https://issuer.example\",\"sub\":\"" + subject + "\",\"exp\":1999999999}");
    }

    /** One part: base64url without padding. */
    public static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
