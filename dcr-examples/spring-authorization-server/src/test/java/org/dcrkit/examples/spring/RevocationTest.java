package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.spring.SpringBank.Settings;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.StatusServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A bank that asks whether certificates are revoked")
class RevocationTest {

    private final FakeDirectory directory =
            FakeDirectory.openBanking(InstantSource.system()).seed(10).build();

    @Test
    @DisplayName("A revoked certificate neither registers nor authenticates; where nobody can tell, the answer is 503")
    void revoked() {
        StatusServer status = directory.openBankingCa().serveStatus();
        try (DirectoryServer server = directory.serve()) {
            Settings settings = new Settings(directory, server, World.folder());
            JsonObject client;
            TppClient tpp;
            try (SpringBank before = settings.start()) {
                tpp = TppClient.of(directory.tpp("Revoked").build(), before);
                client = tpp.register(tpp.request().tlsClientAuth()).json();
                assertThat(tpp.token(client).status()).isEqualTo(200);
                directory.openBankingCa().revoke(tpp.tpp().transportCertificate());
            }
            String host = status.url().replace("http://", "");
            settings.set("dcr.trust.revocation.mode", "require")
                    .set("dcr.trust.revocation.allowed-hosts", host)
                    // The issuing authority's own certificate is the root's to revoke.
                    .set("dcr.trust.revocation.lists", status.url() + "/root.crl")
                    .set("dcr.trust.private-hosts", server.url().replace("https://", "") + "," + host);
            try (SpringBank bank = settings.start()) {
                TppClient revoked = tpp.at(bank);
                Reply refused = revoked.register(revoked.request());
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.text("error_description")).contains("certificate.revoked");
                assertThat(revoked.token(client).status()).isEqualTo(401);

                TppClient good = TppClient.of(directory.tpp("Good").build(), bank);
                assertThat(good.register(good.request()).status()).isEqualTo(201);
                assertThat(status.requests()).isNotEmpty();

                TppClient late = TppClient.of(directory.tpp("Late").build(), bank);
                status.close();
                assertThat(late.register(late.request()).status()).isEqualTo(503);
            }
        } finally {
            status.close();
        }
    }
}
