package org.dcrkit.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.dcrkit.claims.HttpsUrl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 5280, section 4.2.1.13: where a revocation list is published, with TLS or without")
class HttpLocationTest {

    @ParameterizedTest
    @CsvSource({
        "http://ob.trustis.com/a/b.crl,true,ob.trustis.com,80,true,/a/b.crl",
        "http://OB.Trustis.com:80,true,ob.trustis.com,80,true,/",
        "http://ob.trustis.com:443/,true,ob.trustis.com,443,false,/",
        "http://ob.trustis.com?a=/b,true,ob.trustis.com,80,true,/?a=/b",
        "http://localhost:8080/x?y,true,localhost,8080,false,/x?y",
        "http://[::1]/,true,[::1],80,true,/",
        "http://[::1]:81/,true,[::1],81,false,/",
        "https://ob.trustis.com/a?b,false,ob.trustis.com,443,true,/a?b",
        "https://ob.trustis.com:80,false,ob.trustis.com,80,false,/"
    })
    @DisplayName("A location is read in its parts")
    void parts(String text, boolean plain, String host, int port, boolean usual, String target) {
        HttpLocation location = HttpLocation.parse(text).orElseThrow();

        assertThat(location.isPlain()).isEqualTo(plain);
        assertThat(location.host()).isEqualTo(host);
        assertThat(location.port()).isEqualTo(port);
        assertThat(location.isUsualPort()).isEqualTo(usual);
        assertThat(location.target()).isEqualTo(target);
        assertThat(location).hasToString(text);
        assertThat(location.uri()).isEqualTo(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "http:///a",
                "http:a.example",
                "HTTP://a.example/",
                "ldap://a.example/",
                "file:///etc/passwd",
                "ftp://a.example/",
                " http://a.example/",
                "http://a.example/\r\nHost: b.example",
                "http://user@a.example/",
                "http://user:secret@a.example/",
                "http://a.example/#f",
                "http://a.example#@b.example/",
                "http://a.example\\@b.example/",
                "http://a.example:/",
                "http://a.example:0/",
                "http://a.example:65536/",
                "http://a.example./",
                "http://ex\u00e4mple/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://127.1/",
                "http://[::ffff:1.2.3.4]/",
                "http://a.example/../b",
                "http://a.example//b",
                "http://a.example/%2e%2e/b",
                "http://a.example/a b",
                "https://user@a.example/"
            })
    @DisplayName("Whatever two parsers may read differently is no location")
    void refused(String text) {
        assertThat(HttpLocation.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("A text of any length is judged at once")
    void longTexts() {
        String longest = "http://a.example/" + "a".repeat(HttpsUrl.MAX_LENGTH - "https://a.example/".length());

        assertThat(HttpLocation.parse(longest)).isPresent();
        assertThat(HttpLocation.parse(longest + "a")).isEmpty();
    }

    @Test
    @DisplayName("Locations are equal if they are written the same")
    void equality() {
        HttpLocation location = HttpLocation.parse("http://a.example/").orElseThrow();

        assertThat(location)
                .isEqualTo(HttpLocation.parse("http://a.example/").orElseThrow())
                .hasSameHashCodeAs(HttpLocation.parse("http://a.example/").orElseThrow())
                .isNotEqualTo(HttpLocation.parse("http://a.example").orElseThrow())
                .isNotEqualTo(HttpLocation.parse("https://a.example/").orElseThrow());
        assertThat(HttpLocation.of(HttpsUrl.parse("https://a.example/").orElseThrow()))
                .isEqualTo(HttpLocation.parse("https://a.example/").orElseThrow());
    }
}
