package dev.rollcall.core.identity;

import static dev.rollcall.core.identity.Call.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.Assertions;

/** Whatever a caller sends or an operator writes: no exception, and no id that is not one. */
class IdentityPropertyTest {
    private static final String EVERY_RULE = "header:X-A,response-header:X-A,json-header:X-J#a.b,jwt@X-T:a.b,jwt:sub,"
            + "api-key:X-K,api-key:query.k,basic,client-id-of-sigv4,cookie:c,query:q,path:/a/([^/]*),host:^([^.]+)";

    private final Identifier identifier = Call.only(EVERY_RULE);

    @Property(tries = 2000)
    void any_authorization_is_answered_with_an_id_that_is_one_or_none(@ForAll("credentials") String value) {
        assertId(call().header("Authorization", value).header("X-T", value).by(identifier));
    }

    @Property(tries = 1000)
    void any_json_header_is_answered_with_an_id_that_is_one_or_none(@ForAll("jsonLike") String value) {
        assertId(call().header("X-J", value).by(identifier));
        assertId(call().header("X-J", Jwt.base64(value)).by(identifier));
        assertId(call().header("treblle-metadata", value).by(Call.identifier("")));
    }

    @Property(tries = 1000)
    void any_claims_are_answered_with_an_id_that_is_one_or_none(@ForAll("jsonLike") String claims) {
        assertId(call().bearer(Jwt.of(claims)).by(identifier));
    }

    @Property(tries = 1000)
    void any_text_anywhere_is_answered_with_an_id_that_is_one_or_none(@ForAll String text) {
        assertId(call().query("q=" + text + "&k=" + text)
                .path("/a/" + text)
                .host(text)
                .header("Cookie", "c=" + text)
                .header("X-A", text)
                .responseHeader("X-A", text)
                .by(identifier));
    }

    @Property
    void a_subject_comes_through_a_token_as_it_was_put_in(@ForAll("ids") String id) {
        String claims = "{\"act\":{\"sub\":\"x\"},\"sub\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(id)) + "\"}";

        assertThat(call().bearer(Jwt.of(claims)).by(identifier).customerId()).isEqualTo(id);
    }

    @Property
    void a_user_name_comes_through_basic_as_it_was_put_in(@ForAll("ids") String id, @ForAll("ids") String password) {
        String user = id.replace(":", "");
        if (!user.isBlank() && user.equals(user.strip())) {
            assertThat(call().basic(user + ":" + password).by(identifier).customerId())
                    .isEqualTo(user);
        }
    }

    @Property
    void an_api_key_never_comes_through(@ForAll("keys") String key) {
        Identity identity = call().header("X-K", key).by(identifier);

        assertThat(identity.customerId()).matches("key:[0-9a-f]{16}");
        assertThat(identity.credentialHash())
                .isEqualTo(String.valueOf(identity.customerId()).substring(4));
    }

    @Property
    void base64_is_read_in_both_alphabets_with_and_without_padding(@ForAll byte[] bytes) {
        assertDecoded(Base64.getEncoder().encode(bytes), bytes);
        assertDecoded(Base64.getEncoder().withoutPadding().encode(bytes), bytes);
        assertDecoded(Base64.getUrlEncoder().encode(bytes), bytes);
        assertDecoded(Base64.getUrlEncoder().withoutPadding().encode(bytes), bytes);
    }

    private static void assertDecoded(byte[] text, byte[] expected) {
        byte[] target = new byte[text.length];
        int length = Base64Text.decode(text, 0, text.length, target);
        assertThat(Arrays.copyOf(target, Math.max(0, length))).isEqualTo(expected);
    }

    @Property(tries = 1000)
    void whatever_the_jdk_refuses_as_base64_is_refused_too(@ForAll("base64Like") String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = Base64Text.decode(bytes, 0, bytes.length, new byte[bytes.length + 3]);
        boolean legal;
        try {
            Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
            legal = true;
        } catch (IllegalArgumentException e) {
            legal = false;
        }

        assertThat(length >= 0).as(text).isEqualTo(legal);
    }

    @Property(tries = 1000)
    void any_rules_an_operator_writes_are_read_or_told_in_one_line(@ForAll("ruleLike") String rules) {
        Properties system = new Properties();
        system.setProperty("rollcall.customer", rules);
        system.setProperty("rollcall.properties", "p=" + rules);

        Identifier made = Identifier.create(Options.load(null, system, Map.of()), silence());

        for (String problem : made.problems()) {
            assertThat(problem).doesNotContain("\n").endsWith(".");
        }
        assertId(call().header("X", "x").query("X=1").bearer(Jwt.OF_513).by(made));
    }

    @Property(tries = 500)
    void any_alias_table_is_read(@ForAll("aliasLike") String text) throws IOException {
        AliasTable table = AliasTable.read(new StringReader(text));

        AliasTable.Alias alias = table.find("0123456789abcdef");
        if (alias != null) {
            assertThat(alias.customer).isNotBlank().hasSizeLessThanOrEqualTo(256);
        }
    }

    private static AgentLog silence() {
        return new AgentLog(new PrintStream(OutputStream.nullOutputStream()), AgentLog.Level.OFF);
    }

    private static void assertId(Identity identity) {
        String id = identity.customerId();
        if (id == null) {
            assertThat(identity.customerSource()).isNull();
            return;
        }
        Assertions.assertThat(id).isEqualTo(id.strip()).isNotEmpty().hasSizeLessThanOrEqualTo(256);
        assertThat(id.chars().noneMatch(Character::isISOControl)).isTrue();
        assertThat(identity.customerSource()).isNotNull();
        assertThat(identity.customerKind()).isNotNull();
    }

    @Provide
    Arbitrary<String> credentials() {
        Arbitrary<String> scheme = Arbitraries.of("", "Bearer ", "bearer  ", "Basic ", "AWS4-HMAC-SHA256 ", "X ", " ");
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.of(
                        Jwt.base64(Jwt.HEADER), Jwt.base64("{\"sub\":\"ann\"}"), "", "eyJ", "=", "Credential=a/b", ":"),
                Arbitraries.strings().ofMaxLength(20),
                jsonLike().map(Jwt::base64));
        return Combinators.combine(scheme, part.list().ofMaxSize(6), Arbitraries.of(".", "", " "))
                .as((s, parts, glue) -> s + String.join(glue, parts));
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"b\"",
                        "\"sub\"",
                        "\"user-id\"",
                        "1",
                        "-0.0",
                        "1e400",
                        "true",
                        "null",
                        "\"x\"",
                        "\"\\u0000\"",
                        "\"\\ud800\"",
                        " ",
                        "{\"a\":{\"b\":\"ok\"}}",
                        "{\"sub\":\"s\"",
                        "\u00fc")
                .list()
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(60)
                .filter(s -> s.equals(s.strip()) && s.equals(new Ids().clean(s)));
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars(',')
                .ofMinLength(8)
                .ofMaxLength(80)
                .filter(s -> !s.startsWith("ey"));
    }

    @Provide
    Arbitrary<String> base64Like() {
        return Arbitraries.strings().withChars("AZaz09-_+/==!\n").ofMaxLength(9);
    }

    @Provide
    Arbitrary<String> ruleLike() {
        return Arbitraries.of(
                        "header",
                        "response-header",
                        "json-header",
                        "jwt",
                        "api-key",
                        "basic",
                        "principal",
                        "path",
                        "host",
                        "query",
                        "cookie",
                        "default",
                        "none",
                        "mtls",
                        ":",
                        ":",
                        "@",
                        "#",
                        ".",
                        ",",
                        "\"",
                        "X",
                        "query.",
                        "(",
                        ")",
                        "[",
                        "\\",
                        "*",
                        "=",
                        "sub",
                        "https://x/y",
                        " ")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> aliasLike() {
        return Arbitraries.of("0123456789abcdef", "key:", "=", "=", ",", "\n", "\n", "#", "acme", " ", "\u0000", "x")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
