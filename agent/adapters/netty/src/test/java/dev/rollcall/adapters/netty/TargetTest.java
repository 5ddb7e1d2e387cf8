package dev.rollcall.adapters.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "/,                              /,               header.example",
        "/users/7?a=b,                   /users/7,        header.example",
        "/a?b?c,                         /a,              header.example",
        "/a%2Fb;v=1,                     /a%2Fb;v=1,      header.example",
        "/to?url=http://x.example/y,     /to,             header.example",
        "/http://x.example/y,            /http://x.example/y, header.example",
        "http://far.example/users/7?a=b, /users/7,        far.example",
        "http://far.example:8080/a,      /a,              far.example:8080",
        "http://far.example,             /,               far.example",
        "http://far.example?a=b,         /,               far.example",
        "HTTPS://far.example/,           /,               far.example",
        "*,                              *,               header.example",
        "a/b?to=http://x.example/y,      a/b,             header.example",
        "?a=http://x.example/y,          '',              header.example",
    })
    void the_path_and_the_host_of_a_target(String target, String path, String host) {
        Line line = new Line();
        line.decoded(Line.head("GET", target, "Host", "header.example"), LastHttpContent.EMPTY_LAST_CONTENT);
        line.sent(Line.full(200, 0));

        assertThat(line.told()).singleElement().satisfies(told -> {
            assertThat(told.path()).isEqualTo(path);
            assertThat(told.host()).isEqualTo(host);
        });
    }
}
