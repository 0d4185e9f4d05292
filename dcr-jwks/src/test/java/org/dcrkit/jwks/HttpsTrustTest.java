package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.jwks.FaultyTlsServer.HOST;
import static org.dcrkit.jwks.FaultyTlsServer.ok;
import static org.dcrkit.jwks.FaultyTlsServer.raw;
import static org.dcrkit.jwks.TestKeys.NOW;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsTrustTest extends HttpsFetching {

    @Test
    @DisplayName("FET-12: a server that asks for a client certificate gets none; 100-continue is no answer")
    void clientCertificate() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(connection -> {
            SSLSocket secure = connection.unstartedTls();
            secure.setNeedClientAuth(true);
            connection.receive(secure);
        })) {
            unavailable(server);
            assertThat(server.requests()).isEmpty();
            server.behave(raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: " + SET.length()
                    + "\r\n\r\n" + SET));
            assertThat(unavailable(server).detail()).contains("status 100");
            server.behave(
                    raw("\0\0\u0012\u0004\0\0\0\0\0\0\u0003\0\0\0\u0080\0\u0004\0\1\0\0\0\5\0\u00ff\u00ff\u00ff"));
            unavailable(server);
        }
    }

    @Test
    @DisplayName("FET-11: a certificate that is expired, for another host, or from nobody trusted ends the handshake")
    void untrustedServers() {
        KeyPair key = TestKeys.p256();
        X509Certificate expired = FaultyTlsServer.issued(key, Instant.parse("2021-01-01T00:00:00Z"), HOST);
        X509Certificate otherHost =
                FaultyTlsServer.issued(key, Instant.parse("2090-01-01T00:00:00Z"), "other.example.org");
        X509Certificate selfSigned = TestKeys.certificate(
                key, key, "CN=" + HOST, NOW.minus(Duration.ofDays(900)), NOW.plus(Duration.ofDays(900)), HOST);
        for (X509Certificate certificate : List.of(expired, otherHost, selfSigned)) {
            try (FaultyTlsServer server = new FaultyTlsServer(key, certificate, ok(SET))) {
                unavailable(server);
                assertThat(server.connections()).isEqualTo(1);
                assertThat(server.requests()).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "FET-11: {0}")
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void oldProtocols(String protocol) {
        try (FaultyTlsServer server = new FaultyTlsServer(connection -> {
            SSLSocket secure = connection.unstartedTls();
            secure.setEnabledProtocols(new String[] {protocol});
            connection.receive(secure);
        })) {
            unavailable(server);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("FET-11: a certificate signed with SHA-1, or with a short RSA key, is not enough")
    void weakCertificates() {
        KeyPair ec = TestKeys.p256();
        try (FaultyTlsServer server = new FaultyTlsServer(ec, FaultyTlsServer.issuedAs("CN=SHA1", ec), ok(SET))) {
            assertThat(unavailable(server).detail()).contains("SHA1");
            assertThat(server.requests()).allMatch(String::isEmpty);
        }
        KeyPair shortRsa = TestKeys.rsa(1024);
        try (FaultyTlsServer server =
                new FaultyTlsServer(shortRsa, FaultyTlsServer.issuedAs("CN=short", shortRsa), ok(SET))) {
            unavailable(server);
            assertThat(server.requests()).allMatch(String::isEmpty);
        }
    }

    @ParameterizedTest(name = "FET-11: {0}")
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_NULL_SHA",
                "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256"
            })
    void weakCiphers(String suite) {
        try (FaultyTlsServer server = new FaultyTlsServer(connection -> {
            SSLSocket secure = connection.unstartedTls();
            secure.setEnabledProtocols(new String[] {"TLSv1.2"});
            secure.setEnabledCipherSuites(new String[] {suite});
            connection.receive(secure);
        })) {
            unavailable(server);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("TLS 1.2 with ECDHE and GCM is good enough")
    void tls12() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(connection -> {
            SSLSocket secure = connection.unstartedTls();
            secure.setEnabledProtocols(new String[] {"TLSv1.2"});
            OutputStream out = connection.receive(secure);
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + SET.length() + "\r\n\r\n" + SET)
                    .getBytes(StandardCharsets.ISO_8859_1));
        })) {
            assertThat(fetch(server).keys()).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "A certificate of no known kind, or below MD5, is refused; what a self-issued one is signed with is not asked")
    void serverStrength() throws Exception {
        KeyPair key = TestKeys.p256();
        X509Certificate selfIssued = TestKeys.certificate(key, key, "CN=SHA1", NOW, NOW);
        ServerStrength.check(new Certificate[] {selfIssued});
        assertThatThrownBy(() -> ServerStrength.check(new Certificate[] {FaultyTlsServer.issuedAs("CN=SHA1", key)}))
                .hasMessageContaining("SHA1");
        Certificate other = new Certificate("other") {
            @Override
            public byte[] getEncoded() {
                return new byte[0];
            }

            @Override
            public void verify(PublicKey issuer) {}

            @Override
            public void verify(PublicKey issuer, String provider) {}

            @Override
            public String toString() {
                return "other";
            }

            @Override
            public PublicKey getPublicKey() {
                return key.getPublic();
            }
        };
        assertThatThrownBy(() -> ServerStrength.check(new Certificate[] {other}))
                .hasMessageContaining("X.509");
    }
}
