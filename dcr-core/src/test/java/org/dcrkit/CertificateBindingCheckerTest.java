package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.Scenario.DIRECTORY_URL;
import static org.dcrkit.Scenario.NOW;
import static org.dcrkit.Scenario.ORG_URL;
import static org.dcrkit.Scenario.REVOKED_URL;

import java.time.Instant;
import java.util.List;
import org.dcrkit.Scenario.BankReason;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateVerifier;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("OBIE Directory: the TPP of the TLS connection is the TPP of the SSA")
class CertificateBindingCheckerTest {

    /** The key sets that a statement names. */
    enum Set {
        SOFTWARE,
        ORGANISATION,
        REVOKED_SOFTWARE,
        REVOKED_ORGANISATION;

        void ask(StatementKeySets keySets) throws CheckUnavailableException, KeySetRefusedException {
            switch (this) {
                case SOFTWARE -> keySets.software(WantedKey.any());
                case ORGANISATION -> keySets.organisation(WantedKey.any());
                case REVOKED_SOFTWARE -> keySets.revokedSoftware();
                case REVOKED_ORGANISATION -> keySets.revokedOrganisation();
            }
        }
    }

    /** Asks one key set before it accepts what another verifier accepts. */
    private record Asking(Set set, CertificateVerifier then) implements CertificateVerifier {
        @Override
        public List<Reason> reasons() {
            return then.reasons();
        }

        @Override
        public Verdict<CertificateFacts> verify(
                PresentedCertificates presented,
                SoftwareStatement statement,
                StatementKeySets keySets,
                Instant at,
                CheckLog log)
                throws CheckUnavailableException, KeySetRefusedException {
            set.ask(keySets);
            return then.verify(presented, statement, keySets, at, log);
        }
    }

    private Scenario scenario;

    @BeforeEach
    void scenario() {
        scenario = new Scenario();
        scenario.ssa = scenario.ssa
                .with("org_jwks_endpoint", ORG_URL)
                .with("software_jwks_revoked_endpoint", REVOKED_URL)
                .with("org_jwks_revoked_endpoint", REVOKED_URL);
        scenario.keys.publish(ORG_URL).publish(REVOKED_URL);
    }

    @Test
    @DisplayName("An accepted certificate is bound, with what was found out as evidence")
    void bound() {
        Verdict<CertificateBinding> verdict = check(scenario.certificates);

        assertThat(verdict.toOptional().orElseThrow().certificate().fingerprint())
                .isEqualTo("00ff");
        assertThat(verdict.evidence().find("certificate.bound_by")).contains("CN is the software_id");
    }

    @Test
    @DisplayName("A refused certificate is not, and the verifier's own evidence is kept")
    void refused() {
        scenario.certificates.violations = List.of(BankReason.CERTIFICATE.violation());
        Verdict<CertificateBinding> verdict = check(scenario.certificates);

        assertThat(verdict.violations()).containsExactly(BankReason.CERTIFICATE.violation());
        assertThat(verdict.evidence().find("certificate.kind")).contains("UNKNOWN");
    }

    @Test
    @DisplayName("REV-07: what could not be asked about a certificate is an obstacle")
    void obstacle() {
        scenario.certificates.down = true;

        assertThat(check(scenario.certificates).obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.CERTIFICATE_STATUS);
    }

    @ParameterizedTest
    @EnumSource(Set.class)
    @DisplayName("A verifier may ask each key set that the verified statement names")
    void keySets(Set set) {
        assertThat(check(new Asking(set, scenario.certificates)).isAccepted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Set.class)
    @DisplayName("FET-09: it may ask none on a host that the directory does not vouch for")
    void keySetsElsewhere(Set set) {
        for (String claim : List.of(
                "software_jwks_endpoint",
                "org_jwks_endpoint",
                "software_jwks_revoked_endpoint",
                "org_jwks_revoked_endpoint")) {
            scenario.ssa = scenario.ssa.with(claim, "https://evil.example/x.jwks");
        }
        scenario.keys.publish("https://evil.example/x.jwks");

        assertThat(check(new Asking(set, scenario.certificates)).violations())
                .extracting(Violation::reason)
                .containsExactly(SsaReason.KEY_SET_NOT_ALLOWED);
        assertThat(scenario.keys.asked()).containsOnly(DIRECTORY_URL);
    }

    @ParameterizedTest
    @EnumSource(Set.class)
    @DisplayName("It may ask none of a statement that is not verified, and that is no fault of its own")
    void keySetsUnverified(Set set) {
        scenario.ssaKey = TestKey.STRANGER;
        scenario.options = builder -> builder.certificates(new Asking(set, scenario.certificates));
        Explanation explanation = scenario.explain();

        assertThat(explanation.checks(Gate.CERTIFICATE))
                .extracting(check -> check.state() + " " + check.reason().code())
                .containsExactly(
                        "NOT_CHECKABLE certificate.unchecked",
                        "NOT_REACHED bank.certificate",
                        "NOT_REACHED bank.certificate_other");
        assertThat(scenario.keys.asked()).containsOnly(DIRECTORY_URL);
        assertThat(explanation.verdict().violations())
                .extracting(Violation::reason)
                .containsExactly(SsaReason.SIGNATURE_INVALID);
    }

    private Verdict<CertificateBinding> check(CertificateVerifier verifier) {
        VerifiedSsa ssa = scenario.ssaVerifier()
                .verify(scenario.ssaToken(), NOW)
                .toOptional()
                .orElseThrow();
        return CertificateBindingChecker.of(verifier, scenario.keys).check(PresentedCertificates.none(), ssa, NOW);
    }
}
