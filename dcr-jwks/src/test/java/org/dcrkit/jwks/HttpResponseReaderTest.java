package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "RFC 9112, section 5: each field line consists of a name, a colon, and a value with optional blanks around it")
class HttpResponseReaderTest {

    private static HttpResponse read(String header) throws IOException {
        String response = "HTTP/1.1 200 OK\r\n" + header + "\r\nContent-Length: 2\r\n\r\n{}";
        return new HttpResponseReader(new ByteArrayInputStream(response.getBytes(StandardCharsets.ISO_8859_1)), 100)
                .read();
    }

    @Test
    @DisplayName("blanks around a value are no part of it")
    void blanks() throws IOException {
        assertThat(read("Cache-Control: \t max-age=60 \t").headers("cache-control"))
                .containsExactly("max-age=60");
        assertThat(read("Age:").headers("age")).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no colon",
                ": no name",
                "a b: c",
                "a : b",
                " folded: line",
                "a: b\u0000c",
                "a: b\rc",
                "a: \u007f"
            })
    @DisplayName("a line that is not so is refused")
    void malformed(String header) {
        assertThatThrownBy(() -> read(header)).isInstanceOf(IOException.class).hasMessageContaining("header");
    }

    @Test
    @DisplayName("reading a field of thousands of blanks takes no longer than its length")
    void manyBlanks() {
        String hostile = "a:" + " ".repeat(7_000) + "b" + " ".repeat(7_000) + "b\u0085";
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(read(hostile).headers("a")).hasSize(1));
    }
}
