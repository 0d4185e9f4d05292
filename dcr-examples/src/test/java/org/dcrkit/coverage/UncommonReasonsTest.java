package org.dcrkit.coverage;

import static org.dcrkit.testkit.DcrAssertions.assertThat;

import java.util.List;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.certs.CertificateReason;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PolicyReason;
import org.dcrkit.testkit.DcrTestkit;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.QcStatements;
import org.dcrkit.testkit.RegistrationDraft;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reasons that need a bank of a particular configuration, not a ruined registration. */
@DcrTestkit
class UncommonReasonsTest {

    private static final String AUDIENCE = "0015800000jfwxXAAQ";

    @Test
    @DisplayName("A statement of an environment that the bank's directory entry names and its policy does not serve")
    void environment(FakeDirectory directory, FakeTpp tpp) {
        ClaimPolicy production = ObieProfile.V3_3
                .policy(AUDIENCE)
                .derive("production only")
                .statement(rule -> rule.environments("production"))
                .build();

        assertThat(bank(directory, production)
                        .validate(tpp.registration(AUDIENCE).submission()))
                .isRejectedOnlyFor(PolicyReason.ENVIRONMENT_NOT_SERVED);
    }

    @Test
    @DisplayName("A scope that no role in the certificate covers, at a bank that does not compare roles otherwise")
    void certificateRoles(FakeDirectory directory, FakeTpp tpp) {
        RegistrationDraft draft = tpp.registration(AUDIENCE)
                .certificate(tpp.certificateDraft()
                        .qcStatements(QcStatements.none()
                                .web()
                                .psd2(List.of("AISP"), "Financial Conduct Authority", "GB-FCA"))
                        .mint());

        assertThat(bank(directory, ObieProfile.V3_3.policy(AUDIENCE)).validate(draft.submission()))
                .isRejectedOnlyFor(PolicyReason.SCOPE_WITHOUT_CERTIFICATE_ROLE);
    }

    private static RegistrationValidator bank(FakeDirectory directory, ClaimPolicy policy) {
        return RegistrationValidator.builder(directory.trustedAlone(), directory.keySource(), policy, directory.clock())
                .certificates(X509CertificateVerifier.builder(TrustAnchors.of(
                                "Open Banking", directory.openBankingCa().root().x509()))
                        .withoutRevocation("nothing is revoked here")
                        .waive(CertificateReason.ROLES, "scopes are compared with roles instead")
                        .build())
                .withoutReplayGuard("each request is sent once")
                .build();
    }
}
