package dev.rollcall.adapters.tomcat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.tomcat.util.buf.MessageBytes;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void bytes_are_read_and_stay_bytes() {
        MessageBytes text = MessageBytes.newInstance();
        text.setBytes("xx/users/7xx".getBytes(ISO_8859_1), 2, 8);

        assertThat(Text.copy(text)).isEqualTo("/users/7");
        assertThat(text.getType()).isEqualTo(MessageBytes.T_BYTES);
        assertThat(text.getString()).isNull();
    }

    @Test
    void characters_are_read_and_stay_characters() {
        MessageBytes text = MessageBytes.newInstance();
        text.setChars("xx/users/7xx".toCharArray(), 2, 8);

        assertThat(Text.copy(text)).isEqualTo("/users/7");
        assertThat(text.getType()).isEqualTo(MessageBytes.T_CHARS);
    }

    @Test
    void a_string_is_handed_on_as_it_is() {
        MessageBytes text = MessageBytes.newInstance();
        String string = new String("/users/7");
        text.setString(string);

        assertThat(Text.copy(text)).isSameAs(string);
    }

    @Test
    void a_method_that_is_not_of_the_standard_is_kept_and_no_method_is_none() {
        MessageBytes text = MessageBytes.newInstance();
        assertThat(Text.method(text)).isNull();

        byte[] bytes = "PROPFIND".getBytes(ISO_8859_1);
        text.setBytes(bytes, 0, bytes.length);
        assertThat(Text.method(text)).isEqualTo("PROPFIND");
        assertThat(text.getType()).isEqualTo(MessageBytes.T_BYTES);
    }
}
