package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.TestTls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A bank that only wants client certificates, and knows intermediates itself")
class WithoutCertificateTest {

    private static final char[] PASSWORD = "secret".toCharArray();

    private static SpringBank bank;

    private final FakeTpp acme = World.tpp();
    private final TppClient tpp = TppClient.of(acme, bank);
    private final RawClient nobody =
            new RawClient(TestTls.trusting(World.DIRECTORY.openBankingCa().root()), bank.at("/register"), "127.0.0.1");

    @BeforeAll
    static void start() throws Exception {
        Path intermediates = World.folder().resolve("intermediates.pem");
        Files.writeString(
                intermediates, World.DIRECTORY.openBankingCa().issuing().pem());
        bank = World.settings()
                .set("server.ssl.client-auth", "want")
                .set("server.tomcat.connection-timeout", "1s")
                .set("dcr.trust.intermediates", intermediates.toString())
                .start();
    }

    @AfterAll
    static void stop() {
        bank.close();
    }

    @Test
    @DisplayName("Without a certificate the metadata can be read, and nothing else be done")
    void nothing() throws Exception {
        assertThat(nobody.send(
                                "GET /.well-known/openid-configuration HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .status())
                .isEqualTo(200);
        assertThat(nobody.post("/register", tpp.request().signed(), "Content-Type: application/jwt")
                        .text())
                .startsWith("HTTP/1.1 400")
                .contains("certificate.missing");

        JsonObject client = tpp.register(tpp.request()).json();
        String id = client.text("client_id").orElseThrow();
        String token = tpp.tokenOf(client);
        String assertion = acme.clientAssertion(bank.at("/oauth2/token").toString())
                .claim("iss", id)
                .claim("sub", id)
                .signed();
        RawClient.Reply refused = nobody.post(
                "/oauth2/token",
                "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A"
                        + "client-assertion-type%3Ajwt-bearer&client_assertion=" + assertion,
                "Content-Type: application/x-www-form-urlencoded");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("invalid_request").doesNotContain("access_token");
        assertThat(nobody.send("GET /register/" + id
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                                + "\r\n\r\n")
                        .status())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("A client that sends its certificate without issuers registers with tls_client_auth and gets a token")
    void leafAlone() throws Exception {
        RawClient leaf = new RawClient(leafAlone(acme), bank.at("/register"), "127.0.0.1");
        RawClient.Reply registered =
                leaf.post("/register", tpp.request().tlsClientAuth().signed(), "Content-Type: application/jwt");
        assertThat(registered.status()).as(registered.text()).isEqualTo(201);
        String id = registered.text().replaceFirst("(?s).*\"client_id\":\"([^\"]+)\".*", "$1");
        RawClient.Reply token = leaf.post(
                "/oauth2/token",
                "grant_type=client_credentials&client_id=" + id,
                "Content-Type: application/x-www-form-urlencoded");
        assertThat(token.text()).startsWith("HTTP/1.1 200").contains("access_token");
    }

    @Test
    @DisplayName("HTP-02: a body that does not come is not waited for, and nothing is kept of it")
    void slow() throws Exception {
        long before = count();
        RawClient.Reply slow = new RawClient(leafAlone(acme), bank.at("/register"), "127.0.0.1")
                .send(out ->
                        out.write(("POST /register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/jwt\r\n"
                                        + "Content-Length: 5000\r\n\r\neyJ")
                                .getBytes(StandardCharsets.US_ASCII)));
        assertThat(slow.status()).isEqualTo(400);
        assertThat(count()).isEqualTo(before);
    }

    private static long count() {
        return bank.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM dcr_registration")
                .query(Long.class)
                .single();
    }

    /** TLS that shows the client's own certificate and none of its issuers. */
    private static SSLContext leafAlone(FakeTpp tpp) throws Exception {
        KeyStore chain = KeyStore.getInstance("PKCS12");
        chain.load(new ByteArrayInputStream(tpp.transportCertificate().pkcs12(PASSWORD)), PASSWORD);
        String alias = Collections.list(chain.aliases()).get(0);
        KeyStore alone = KeyStore.getInstance("PKCS12");
        alone.load(null, null);
        alone.setKeyEntry(
                alias, chain.getKey(alias, PASSWORD), PASSWORD, new Certificate[] {chain.getCertificate(alias)});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(alone, PASSWORD);
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("root", tpp.directory().openBankingCa().root().x509());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return tls;
    }
}
