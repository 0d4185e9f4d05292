package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9440: the client certificate behind a proxy")
class ProxyTest {

    private static final String JWT = "Content-Type: application/jwt";

    private final SpringBank bank = World.bank();
    private final FakeTpp acme = World.tpp();
    private final FakeTpp other = World.tpp();

    @Test
    @DisplayName("From a trusted address, the field's certificate counts, and the connection's own does not")
    void trusted() throws Exception {
        // The proxy shows a certificate of its own, here another TPP's: it must not be taken for the client's.
        RawClient proxy = client(other, World.PROXY);
        String request = acme.registration(SpringBank.AUDIENCE).signed();
        assertThat(proxy.post("/register", request, JWT).text())
                .startsWith("HTTP/1.1 400")
                .contains("certificate.missing");
        assertThat(proxy.post("/register", request, JWT, fields(acme)).status()).isEqualTo(201);
        String others = other.registration(SpringBank.AUDIENCE).signed();
        assertThat(proxy.post("/register", others, JWT, fields(acme)).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("A field that is no certificate, or two fields, are refused")
    void malformed() throws Exception {
        RawClient proxy = client(other, World.PROXY);
        String request = acme.registration(SpringBank.AUDIENCE).signed();
        assertThat(proxy.post("/register", request, JWT, "Client-Cert: :AAAA:").status())
                .isEqualTo(400);
        assertThat(proxy.post("/register", request, JWT, "Client-Cert: nonsense")
                        .text())
                .startsWith("HTTP/1.1 400")
                .contains("certificate.malformed");
        assertThat(proxy.post("/register", request, JWT, fields(acme), fields(acme))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("From any other address the fields mean nothing: nobody can smuggle a certificate in")
    void smuggled() throws Exception {
        RawClient attacker = client(other, "127.0.0.1");
        String request = acme.registration(SpringBank.AUDIENCE).signed();
        for (String forwarded : new String[] {"X-Forwarded-For: " + World.PROXY, "Forwarded: for=" + World.PROXY}) {
            assertThat(attacker.post("/register", request, JWT, fields(acme), forwarded)
                            .status())
                    .isEqualTo(400);
        }
        RawClient honest = client(acme, "127.0.0.1");
        assertThat(honest.post("/register", request, JWT, fields(other)).status())
                .as("the connection's own certificate, whatever the fields say")
                .isEqualTo(201);
    }

    @Test
    @DisplayName("Tokens are bound to the field's certificate, and compared with it")
    void tokens() throws Exception {
        RawClient proxy = client(other, World.PROXY);
        String id = member(
                proxy.post(
                        "/register",
                        acme.registration(SpringBank.AUDIENCE).tlsClientAuth().signed(),
                        JWT,
                        fields(acme)),
                "client_id");
        String asked = "grant_type=client_credentials&client_id=" + id;
        String form = "Content-Type: application/x-www-form-urlencoded";
        assertThat(proxy.post("/oauth2/token", asked, form).status())
                .as("the proxy's own certificate")
                .isEqualTo(401);
        String token = member(proxy.post("/oauth2/token", asked, form, fields(acme)), "access_token");

        assertThat(read(proxy, id, token, fields(acme))).isEqualTo(200);
        assertThat(read(client(acme, "127.0.0.1"), id, token))
                .as("the same, shown directly")
                .isEqualTo(200);
        assertThat(read(proxy, id, token)).as("none").isEqualTo(401);
        assertThat(read(proxy, id, token, fields(other))).as("another").isEqualTo(401);
        assertThat(read(client(other, "127.0.0.1"), id, token, fields(acme)))
                .as("smuggled")
                .isEqualTo(401);
    }

    private static int read(RawClient from, String id, String token, String... fields) throws Exception {
        return from.send("GET /register/" + id + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Authorization: Bearer " + token + "\r\n"
                        + Arrays.stream(fields).map(line -> line + "\r\n").collect(Collectors.joining()) + "\r\n")
                .status();
    }

    private static String member(RawClient.Reply reply, String name) {
        assertThat(reply.text()).contains("\"" + name + "\"");
        return reply.text().replaceFirst("(?s).*\"" + name + "\" ?: ?\"([^\"]+)\".*", "$1");
    }

    private RawClient client(FakeTpp tpp, String from) {
        return new RawClient(
                tpp.transportCertificate()
                        .sslContext(World.DIRECTORY.openBankingCa().root()),
                bank.at("/register"),
                from);
    }

    private static String fields(FakeTpp tpp) {
        String chain = tpp.transportCertificate().chain().stream()
                .skip(1)
                .map(issuer -> bytes(issuer.der()))
                .collect(Collectors.joining(", "));
        return "Client-Cert: " + bytes(tpp.transportCertificate().der())
                + (chain.isEmpty() ? "" : "\r\nClient-Cert-Chain: " + chain);
    }

    private static String bytes(byte[] der) {
        return ":" + Base64.getEncoder().encodeToString(der) + ":";
    }
}
