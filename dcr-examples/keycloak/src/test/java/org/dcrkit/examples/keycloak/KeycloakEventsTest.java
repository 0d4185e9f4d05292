package org.dcrkit.examples.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.endpoint.AccessTokens;
import org.dcrkit.endpoint.ClientStore;
import org.dcrkit.endpoint.RegistrationCall;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Verdict.Rejected;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What Keycloak's events say of a call")
class KeycloakEventsTest {

    private static final String AUDIENCE = "0015800001KEYCLOAK";
    private static final String MARKER = "written-by-an-attacker";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeDirectory directory =
            FakeDirectory.openBanking(InstantSource.fixed(NOW)).seed(12).build();
    private final RegistrationValidator bank =
            directory.bank(KeycloakRules.added(ObieProfile.V3_3.policy(AUDIENCE), List.of(directory.trusted())));
    private final FakeTpp tpp = directory.tpp("Seen").build();

    @Test
    @DisplayName("Of a rejected request the codes and places, and never what was sent there")
    void rejected() {
        RegistrationDraft draft = tpp.registration(AUDIENCE)
                .claim("application_type", MARKER)
                .claim("grant_types", List.of("authorization_code", MARKER));
        Verdict<AcceptedRegistration> verdict = bank.validate(draft.submission());

        assertThat(((Rejected<AcceptedRegistration>) verdict).violations())
                .as("what the library itself keeps")
                .anySatisfy(violation -> assertThat(violation.got()).contains(MARKER));
        assertThat(KeycloakEvents.words(verdict))
                .startsWith("rejected: ")
                .contains("keycloak.grant_type at request:/grant_types")
                .contains("at request:/application_type")
                .doesNotContain(MARKER);
    }

    @Test
    @DisplayName("Of an accepted request the software, of an undecided one what could not be checked")
    void others() {
        assertThat(KeycloakEvents.words(bank.validate(tpp.registration(AUDIENCE).submission())))
                .isEqualTo("accepted: software " + tpp.softwareId());
        directory.goDown();
        assertThat(KeycloakEvents.words(bank.validate(tpp.registration(AUDIENCE).submission())))
                .startsWith("indeterminate: ")
                .doesNotContain("://");
    }

    @Test
    @DisplayName("The client that a path names is told, bounded and in printable characters only")
    void requestedClient() throws IOException {
        String named = "a\n\u202Eb\"" + "c".repeat(10_000);

        assertThat(details("DELETE", "/" + named))
                .containsEntry("status", "401")
                .containsEntry("requested_client_id", "a??b?" + "c".repeat(59));
        assertThat(details("GET", "/4f2c")).containsEntry("requested_client_id", "4f2c");
        assertThat(details("POST", "")).doesNotContainKey("requested_client_id");
    }

    private Map<String, String> details(String method, String path) throws IOException {
        List<RegistrationEvent> events = new ArrayList<>();
        RegistrationEndpoint.builder(bank, new Nobody(), accepted -> IssuedClient.of("c", NOW))
                .tokens(new Nobody())
                .audit(events::add)
                .build()
                .answer(new Call(method, path));
        return KeycloakEvents.details(events.get(0));
    }

    private record Call(String method, String pathBelow) implements RegistrationCall {

        @Override
        public List<String> header(String name) {
            return List.of();
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream("no JWT".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public PresentedCertificates certificates() {
            return PresentedCertificates.none();
        }
    }

    /** A bank without a client. */
    private static final class Nobody implements ClientStore, AccessTokens {

        @Override
        public boolean add(StoredClient client) {
            return false;
        }

        @Override
        public Optional<StoredClient> find(String clientId) {
            return Optional.empty();
        }

        @Override
        public boolean replace(StoredClient before, StoredClient after) {
            return false;
        }

        @Override
        public boolean remove(String clientId) {
            return false;
        }

        @Override
        public Optional<String> clientOf(String token, PresentedCertificates certificates) {
            return Optional.empty();
        }

        @Override
        public void revoke(String token) {}
    }
}
