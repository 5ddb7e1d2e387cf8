package dev.rollcall.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Feeds the token reader what Jazzer makes up, guided by the branches it reaches. The build runs the seeds and whatever was
 * once found, beside this class's resources; to search for more:
 *
 * <pre>JAZZER_FUZZ=1 mvn -B -pl agent/core test -Djazzer.hooks=true -Dtest=TokenFuzzTest#any_claims_are_read_or_not</pre>
 */
@DisabledForJreRange(min = JRE.JAVA_25, disabledReason = "Jazzer 0.24 does not read the class files of Java 25")
class TokenFuzzTest {
    private static final int TOP = 4;

    private final Tokens tokens = new Tokens(System::currentTimeMillis, 4096);
    private final int subject = tokens.claim(List.of("sub"));
    private final int nested = tokens.claim(List.of("a", "b"));

    @FuzzTest(maxDuration = "60s")
    void any_token_has_claims_or_none(byte[] token) {
        check(tokens.claims(token, 0, token.length, 0));
    }

    /** The Base64 around the claims keeps a fuzzer busy; here it is taken care of. */
    @FuzzTest(maxDuration = "60s")
    void any_claims_are_read_or_not(byte[] json) {
        JsonPaths paths = new JsonPaths();
        paths.add(List.of("sub"));
        paths.add(List.of("a", "b"));
        Facts others = new Facts();

        @Nullable String[] values = JsonPathReader.read(json, json.length, paths, others);

        assertThat(values == null || values.length == 2).isTrue();
        assertThat(others.size()).isLessThanOrEqualTo(json.length / TOP);
    }

    private void check(@Nullable Claims claims) {
        if (claims != null) {
            assertThat(claims.size()).isGreaterThan(Math.max(subject, nested));
        }
    }
}
