package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dcrkit.SsaReason;
import org.dcrkit.certs.TestAuthority.Spec;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was found wrong with a certificate is reported whatever else cannot be found out")
class UntrustedCertificateTest {

    private static final TestAuthority ROOT = TestAuthority.openBanking();
    private static final TestAuthority STRANGER = TestAuthority.openBanking();
    private static final SoftwareStatement NAMES_REVOKED_SETS =
            Statements.read("{\"iss\":\"x\",\"iat\":1,\"software_id\":\"" + Statements.SOFTWARE_ID
                    + "\",\"org_id\":\"" + Statements.ORG_ID
                    + "\",\"software_jwks_revoked_endpoint\":\"https://keystore.example/s/revoked.jwks\","
                    + "\"org_jwks_revoked_endpoint\":\"https://keystore.example/o/revoked.jwks\"}");

    private final ReadCertificate own = ROOT.legacyTransport(Statements.SOFTWARE_ID, Statements.ORG_ID);
    private final ReadCertificate others = ROOT.legacyTransport("other", Statements.ORG_ID);
    private final ReadCertificate untrusted = STRANGER.legacyTransport("other", Statements.ORG_ID);

    @Test
    @DisplayName(
            "no key set is asked for about a certificate that chains to no anchor; its subject is compared all the same")
    void nothingIsFetchedForTheUntrusted() {
        Sets sets = new Sets(true, new Trouble[] {Trouble.DOWN, Trouble.DOWN});
        assertThat(Reasons.of(verify(sets, NAMES_REVOKED_SETS, untrusted)))
                .containsExactlyInAnyOrder(CertificateReason.UNTRUSTED, CertificateReason.OTHER_SOFTWARE);
        assertThat(sets.asked).isEmpty();
    }

    @Test
    @DisplayName("nor does a rule of the bank's own that asks turn the refusal into anything else")
    void ownRuleForTheUntrusted() {
        Sets sets = new Sets(true, new Trouble[] {Trouble.DOWN, Trouble.DOWN});
        BindingRule asking = new BindingRule() {
            @Override
            public String name() {
                return "asking";
            }

            @Override
            public Set<CertificateKind> kinds() {
                return Set.of(CertificateKind.OB_TRANSPORT);
            }

            @Override
            public Verdict<String> bind(BindingCandidate candidate)
                    throws CheckUnavailableException, KeySetRefusedException {
                return Verdict.accepted(
                        candidate.keySets().organisation(WantedKey.any()).source());
            }
        };
        X509CertificateVerifier verifier = builder().bindBy(asking).build();
        assertThat(Reasons.of(Reasons.verify(verifier, Statements.usual(), sets, untrusted)))
                .containsExactly(CertificateReason.UNTRUSTED);
        assertThat(sets.asked).isEmpty();
    }

    @Test
    @DisplayName("a key set out of reach hides no difference that a comparison found")
    void differenceAndTrouble() {
        for (Trouble trouble : List.of(Trouble.DOWN, Trouble.REFUSED)) {
            assertThat(Reasons.of(verify(new Sets(true, trouble, trouble), Statements.usual(), others)))
                    .contains(CertificateReason.OTHER_SOFTWARE);
        }
        assertThat(Reasons.of(verify(new Sets(true, Trouble.REFUSED, Trouble.REFUSED), Statements.usual(), others)))
                .containsExactlyInAnyOrder(CertificateReason.OTHER_SOFTWARE, SsaReason.KEY_SET_NOT_ALLOWED);
    }

    @Test
    @DisplayName("one revoked key set out of reach does not hide that the other has the key")
    void revokedInTheOther() {
        for (Trouble trouble : List.of(Trouble.DOWN, Trouble.REFUSED)) {
            assertThat(Reasons.of(verify(new Sets(true, trouble, Trouble.HAS_THE_KEY), NAMES_REVOKED_SETS, own)))
                    .contains(CertificateReason.KEY_REVOKED);
        }
    }

    @Test
    @DisplayName("where nothing is wrong, a set out of reach decides nothing, and one that is not allowed refuses")
    void troubleAlone() {
        assertThat(verify(new Sets(true, Trouble.DOWN, Trouble.NONE), NAMES_REVOKED_SETS, own)
                        .obstacles())
                .extracting(Obstacle::kind)
                .containsExactlyInAnyOrder(Obstacle.Kind.SOFTWARE_KEYS, Obstacle.Kind.REVOKED_KEYS);
        assertThat(Reasons.of(verify(new Sets(true, Trouble.NONE, Trouble.REFUSED), NAMES_REVOKED_SETS, own)))
                .contains(SsaReason.KEY_SET_NOT_ALLOWED);
    }

    @Test
    @DisplayName("the sets of a statement that is not verified are no fault of the certificate's")
    void unverifiedStatement() {
        Verdict<CertificateFacts> verdict =
                verify(new Sets(false, Trouble.REFUSED, Trouble.REFUSED), Statements.usual(), own);
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.obstacles()).isNotEmpty();
    }

    private static X509CertificateVerifier.Builder builder() {
        return X509CertificateVerifier.builder(ROOT.trusted())
                .accept(CertificateKind.OB_TRANSPORT)
                .revocation(RevocationChecking.disabled("this test looks at key sets"))
                .refuseKeysRevokedAtDirectory();
    }

    private static Verdict<CertificateFacts> verify(
            Sets sets, SoftwareStatement statement, ReadCertificate certificate) {
        X509CertificateVerifier verifier = builder()
                .bindBy(BindingRules.inSoftwareKeySet(KeySetMatch.KEY).and(BindingRules.legacy()))
                .build();
        return Reasons.verify(verifier, statement, sets, certificate);
    }

    private enum Trouble {
        NONE,
        DOWN,
        REFUSED,
        HAS_THE_KEY
    }

    /** The first trouble is the software's sets', the second the organisation's. */
    private final class Sets implements StatementKeySets {

        private final boolean verified;
        private final Trouble[] troubles;
        private final List<String> asked = new ArrayList<>();

        Sets(boolean verified, Trouble... troubles) {
            this.verified = verified;
            this.troubles = troubles.clone();
        }

        @Override
        public boolean statementVerified() {
            return verified;
        }

        @Override
        public KeySet software(WantedKey wanted) throws CheckUnavailableException, KeySetRefusedException {
            return answer("software", troubles[0]);
        }

        @Override
        public KeySet organisation(WantedKey wanted) throws CheckUnavailableException, KeySetRefusedException {
            return answer("organisation", troubles[1]);
        }

        @Override
        public KeySet revokedSoftware() throws CheckUnavailableException, KeySetRefusedException {
            return answer("revoked software", troubles[0]);
        }

        @Override
        public KeySet revokedOrganisation() throws CheckUnavailableException, KeySetRefusedException {
            return answer("revoked organisation", troubles[1]);
        }

        private KeySet answer(String which, Trouble trouble) throws CheckUnavailableException, KeySetRefusedException {
            asked.add(which);
            return switch (trouble) {
                case DOWN -> throw new CheckUnavailableException(which + " is down", Duration.ofSeconds(5));
                case REFUSED -> throw new KeySetRefusedException(which + " is not allowed");
                case NONE -> set(List.of());
                case HAS_THE_KEY ->
                    set(List.of(PublishedKey.of("k1", own.x509().getPublicKey(), KeyUse.TRANSPORT, "t")));
            };
        }

        private KeySet set(List<PublishedKey> keys) {
            return KeySet.of("https://keystore.example/keys.jwks", TestAuthority.NOW, keys, List.of());
        }
    }

    @Test
    @DisplayName("roles that the statement has beyond the certificate's are reported beside a set out of reach")
    void rolesAndTrouble() {
        ReadCertificate aispOnly = Spec.of(
                        "C=GB,O=ACME,2.5.4.97=" + Statements.REGISTRATION + ",CN=" + Statements.ORG_ID)
                .transport()
                .qcStatements(Qc.openBanking(QcStatements.QC_TYPE_WEB, Psd2Role.PSP_AI))
                .issuedBy(ROOT);
        X509CertificateVerifier verifier = builder()
                .accept(CertificateKind.OBWAC)
                .bindBy(BindingRules.inSoftwareKeySet(KeySetMatch.KEY))
                .build();
        assertThat(Reasons.of(Reasons.verify(
                        verifier, Statements.usual(), new Sets(true, Trouble.DOWN, Trouble.DOWN), aispOnly)))
                .containsExactly(CertificateReason.ROLES);
    }
}
