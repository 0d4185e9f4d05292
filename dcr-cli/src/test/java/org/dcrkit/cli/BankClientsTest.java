package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.dcrkit.RegisteredClient;
import org.dcrkit.certs.ReadCertificate;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.TestClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The clients of dcr serve bank, and their tokens")
class BankClientsTest {

    private static final String ID = "c-1";

    private final FakeDirectory directory =
            FakeDirectory.openBanking(TestClock.at("2026-03-02T10:00:00Z")).build();
    private final FakeTpp acme = directory.tpp("Acme").build();
    private final BankClients clients = new BankClients();

    @Test
    @DisplayName("A token is good on connections with the client's certificate only (RFC 8705, section 3)")
    void bound() {
        clients.add(client());
        String token = clients.issueToken(ID);

        assertThat(clients.clientOf(token, acme.transportCertificates())).contains(ID);
        assertThat(clients.clientOf(token, directory.tpp("Other").build().transportCertificates()))
                .isEmpty();
        assertThat(clients.clientOf(token, PresentedCertificates.none())).isEmpty();
    }

    @Test
    @DisplayName("A token ends with its client, and when it is revoked; responses then name another")
    void ended() {
        clients.add(client());
        String named = clients.registrationToken(ID);
        assertThat(clients.registrationToken(ID)).isEqualTo(named);
        clients.revoke(named);
        assertThat(clients.clientOf(named, acme.transportCertificates())).isEmpty();
        String next = clients.registrationToken(ID);
        assertThat(next).isNotEqualTo(named);
        assertThat(clients.clientOf(next, acme.transportCertificates())).contains(ID);

        clients.remove(ID);
        clients.add(client());

        assertThat(clients.clientOf(next, acme.transportCertificates())).isEmpty();
    }

    private StoredClient client() {
        return new StoredClient(
                new RegisteredClient(ID, "fake", "sandbox", acme.softwareId(), "org", ClientMetadata.parse("{}")),
                IssuedClient.of(ID, Instant.EPOCH),
                acme.ssa().signed(),
                ReadCertificate.read(acme.transportCertificates().der().get(0))
                        .toOptional()
                        .orElseThrow()
                        .fingerprint(),
                "");
    }
}
