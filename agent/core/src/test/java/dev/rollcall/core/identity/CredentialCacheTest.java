package dev.rollcall.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is remembered of credentials, and for how long. */
class CredentialCacheTest {
    private static final long MINUTE = 60_000_000_000L;

    private final AtomicLong wallMillis = new AtomicLong(1_000_000_000_000L);

    @Test
    void what_was_kept_is_found_until_its_time_is_up() {
        CredentialCache<String> cache = new CredentialCache<>(16);
        byte[] key = bytes("xx-key-xx");

        assertThat(cache.get(key, 3, 6, 0)).isNull();
        cache.put("value", 100);

        assertThat(cache.get(bytes("key"), 0, 3, 99)).isEqualTo("value");
        assertThat(cache.get(key, 3, 7, 99)).isNull();
        assertThat(cache.get(key, 3, 6, 100)).isNull();
    }

    @Test
    void the_cache_never_holds_more_than_it_was_made_for_and_never_mixes_keys_up() {
        CredentialCache<Integer> cache = new CredentialCache<>(64);
        int found = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] key = bytes("key" + i);
            assertThat(cache.get(key, 0, key.length, 0)).isNull();
            cache.put(i, 1);
        }
        for (int i = 0; i < 1000; i++) {
            byte[] key = bytes("key" + i);
            Integer value = cache.get(key, 0, key.length, 0);
            if (value != null) {
                found++;
                assertThat(value).isEqualTo(i);
            }
        }
        assertThat(found).isBetween(1, 64);
    }

    @Test
    void fingerprints_of_like_texts_differ_and_those_of_two_processes_do_too() {
        Fingerprint fingerprint = new Fingerprint();
        Set<List<Long>> seen = new HashSet<>();
        byte[] text = bytes("abcdefghijklmnopqrstuvwxyz0123456789");
        for (int length = 0; length <= text.length; length++) {
            fingerprint.take(text, 0, length);
            seen.add(List.of(fingerprint.high(), fingerprint.low()));
        }
        for (int i = 0; i < text.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                text[i] ^= (byte) (1 << bit);
                fingerprint.take(text, 0, text.length);
                seen.add(List.of(fingerprint.high(), fingerprint.low()));
                text[i] ^= (byte) (1 << bit);
            }
        }
        assertThat(seen).hasSize(text.length + 1 + 8 * text.length);

        Fingerprint other = new Fingerprint();
        other.take(text, 0, text.length);
        assertThat(seen).doesNotContain(List.of(other.high(), other.low()));
    }

    @Test
    void a_fingerprint_does_not_depend_on_where_the_text_stands() {
        Fingerprint fingerprint = new Fingerprint();
        byte[] text = bytes("0123456789abcdef!");
        fingerprint.take(text, 0, text.length);
        long high = fingerprint.high();
        long low = fingerprint.low();

        byte[] moved = new byte[100];
        System.arraycopy(text, 0, moved, 13, text.length);
        fingerprint.take(moved, 13, 13 + text.length);

        assertThat(fingerprint.high()).isEqualTo(high);
        assertThat(fingerprint.low()).isEqualTo(low);
    }

    @Test
    void claims_are_remembered_while_the_token_is_valid_and_five_minutes_at_most() {
        long inTwoMinutes = wallMillis.get() / 1000 + 120;

        assertRemembered("{\"sub\":\"a\",\"exp\":" + inTwoMinutes + "}", 2 * MINUTE - 1, true);
        assertRemembered("{\"sub\":\"a\",\"exp\":" + inTwoMinutes + "}", 2 * MINUTE, false);
        assertRemembered("{\"sub\":\"a\",\"exp\":" + inTwoMinutes * 10 + "}", 5 * MINUTE - 1, true);
        assertRemembered("{\"sub\":\"a\",\"exp\":" + inTwoMinutes * 10 + "}", 5 * MINUTE, false);
        assertRemembered("{\"sub\":\"a\",\"exp\":999999999999}", 5 * MINUTE - 1, true);
        assertRemembered("{\"sub\":\"a\"}", 5 * MINUTE - 1, true);
        assertRemembered("{\"sub\":\"a\",\"exp\":1}", 1, false);
        assertRemembered("{\"sub\":\"a\",\"exp\":\"soon\"}", MINUTE, true);
    }

    /** Read again means a new object; remembered, the same one. */
    private void assertRemembered(String claims, long nanosLater, boolean remembered) {
        Tokens tokens = new Tokens(wallMillis::get, 4096);
        int sub = tokens.claim(List.of("sub"));
        byte[] token = bytes(Jwt.of(claims));

        Claims first = Objects.requireNonNull(tokens.claims(token, 0, token.length, 0));
        Claims second = Objects.requireNonNull(tokens.claims(token, 0, token.length, nanosLater));

        assertThat(first.get(sub)).isEqualTo("a");
        assertThat(second.get(sub)).isEqualTo("a");
        assertThat(second == first).as(claims).isEqualTo(remembered);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
