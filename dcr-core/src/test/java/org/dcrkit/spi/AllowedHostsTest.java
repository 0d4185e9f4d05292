package org.dcrkit.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dcrkit.claims.HttpsUrl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8725, section 3.10: key sets are fetched from allowed hosts only")
class AllowedHostsTest {

    private static final AllowedHosts HOSTS =
            AllowedHosts.of("keystore.openbanking.org.uk", "LocalHost:8443", ".Directory.Example", "[::1]:9443");

    @ParameterizedTest
    @CsvSource({
        "https://keystore.openbanking.org.uk/x.jwks,true",
        "https://KEYSTORE.openbanking.org.uk:443/x.jwks,true",
        "https://keystore.openbanking.org.uk:8443/x.jwks,false",
        "https://openbanking.org.uk/,false",
        "https://x.keystore.openbanking.org.uk/,false",
        "https://keystore.openbanking.org.uk.evil.example/,false",
        "https://evilkeystore.openbanking.org.uk/,false",
        "https://localhost:8443/,true",
        "https://localhost/,false",
        "https://keys.directory.example/,true",
        "https://a.b.DIRECTORY.example/,true",
        "https://directory.example/,false",
        "https://evildirectory.example/,false",
        "https://keys.directory.example:8443/,false",
        "https://keys.directory.example.evil.example/,false",
        "https://[::1]:9443/,true",
        "https://[::1]/,false"
    })
    @DisplayName("FET-09: a host matches exactly, a suffix at a label boundary, either at its port alone")
    void matches(String url, boolean allowed) {
        assertThat(HOSTS.allow(HttpsUrl.parse(url).orElseThrow())).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "http://keystore.openbanking.org.uk/x.crl,true",
        "http://keystore.openbanking.org.uk:80/x.crl,true",
        "http://keystore.openbanking.org.uk:443/x.crl,false",
        "https://keystore.openbanking.org.uk:80/x.crl,false",
        "https://keystore.openbanking.org.uk/x.crl,true",
        "http://localhost:8443/,true",
        "http://localhost/,false",
        "http://keys.directory.example/,true",
        "http://keys.directory.example:443/,false",
        "http://evildirectory.example/,false",
        "http://[::1]:9443/,true",
        "http://[::1]/,false"
    })
    @DisplayName("Without TLS a host is allowed at port 80, or at the port that its entry names")
    void plain(String url, boolean allowed) {
        assertThat(HOSTS.allow(HttpLocation.parse(url).orElseThrow())).isEqualTo(allowed);
    }

    @Test
    @DisplayName("An entry that names the port of TLS does not open the port without it")
    void portOfTls() {
        AllowedHosts tlsAlone = AllowedHosts.of("a.example:443", "[::1]:443");

        assertThat(tlsAlone.allow(HttpLocation.parse("https://a.example/").orElseThrow()))
                .isTrue();
        assertThat(tlsAlone.allow(HttpLocation.parse("http://a.example/").orElseThrow()))
                .isFalse();
        assertThat(tlsAlone.allow(HttpLocation.parse("https://[::1]/").orElseThrow()))
                .isTrue();
        assertThat(tlsAlone.allow(HttpLocation.parse("http://[::1]/").orElseThrow()))
                .isFalse();
    }

    @Test
    @DisplayName("Unless told otherwise no host is allowed")
    void none() {
        assertThat(AllowedHosts.none()
                        .allow(HttpsUrl.parse("https://a.example/").orElseThrow()))
                .isFalse();
        assertThat(AllowedHosts.of().allow(HttpsUrl.parse("https://a.example/").orElseThrow()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "*", "*.example.com", "https://a.example", "a.example/path", "a.example?x", "a.example#x",
                "user@a.example", ".uk", ".a.example:8443", ".1.2.3.4", ".[::1]", "a.example:0", "a b", "a.example/"
            })
    @DisplayName("What is not a host, a host with a port or a suffix of two labels is a configuration error")
    void configurationErrors(String entry) {
        assertThatThrownBy(() -> AllowedHosts.of(entry)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("The list prints its entries in order")
    void printed() {
        assertThat(HOSTS).hasToString(".directory.example, [::1]:9443, keystore.openbanking.org.uk, localhost:8443");
    }
}
