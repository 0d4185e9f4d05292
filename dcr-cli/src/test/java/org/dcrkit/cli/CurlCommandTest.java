package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pasted curl command sent, without running it. */
class CurlCommandTest {

    @TempDir
    private Path folder;

    private String body(String command) {
        return new String(CurlCommand.parse(command).body(folder), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("the body in every spelling of the option")
    void spellings() {
        assertThat(body("curl https://bank.example/register -d abc")).isEqualTo("abc");
        assertThat(body("curl -dabc https://bank.example/register")).isEqualTo("abc");
        assertThat(body("curl --data-raw 'a b' https://bank.example/register")).isEqualTo("a b");
        assertThat(body("curl --data=\"a\\\"b\" https://bank.example/register")).isEqualTo("a\"b");
        assertThat(body("curl \\\n  -H 'Content-Type: application/jwt' \\\n  --data-binary abc"))
                .isEqualTo("abc");
    }

    @Test
    @DisplayName("a body from a file beside it, without its line end")
    void fromFile() throws IOException {
        Files.writeString(folder.resolve("request.jwt"), "abc\n");
        assertThat(body("curl --data @request.jwt")).isEqualTo("abc");
    }

    @Test
    @DisplayName("the certificate, and its password behind a colon")
    void certificate() {
        CurlCommand curl = CurlCommand.parse("curl --cert transport.p12:secret --cert-type P12 -d a");
        assertThat(curl.certificate()).contains(Path.of("transport.p12"));
        assertThat(curl.certificatePassword()).contains("secret");
        assertThat(CurlCommand.parse("curl -E a.pem -d a").certificatePassword())
                .isEmpty();
    }

    @Test
    @DisplayName("an open quotation and a command that sends nothing are said")
    void unusable() {
        assertThatThrownBy(() -> CurlCommand.parse("curl -d 'abc"))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("is not closed");
        assertThatThrownBy(() -> body("curl https://bank.example"))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("sends nothing");
    }
}
