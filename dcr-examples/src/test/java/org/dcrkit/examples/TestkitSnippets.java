package org.dcrkit.examples;

import static org.dcrkit.testkit.DcrAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.RequestReason;
import org.dcrkit.certs.CertificateReason;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.PolicyReason;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.testkit.DcrConformance;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.Fault;
import org.dcrkit.testkit.FaultyServer;
import org.dcrkit.testkit.MintedCertificate;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.testkit.RegistrationFlow;
import org.dcrkit.testkit.RegistrationFlow.Step;
import org.dcrkit.testkit.Sabotage;
import org.dcrkit.testkit.TestClock;
import org.dcrkit.verdict.RegistrationError;
import org.junit.jupiter.api.DynamicNode;

/** The code that docs/testkit.md shows, between its marks; {@link TestkitDocTest} compares and runs it. */
final class TestkitSnippets {

    private TestkitSnippets() {}

    static void refusesForeignRedirect(FakeTpp tpp, ClaimPolicy policy) {
        // snippet: refuses
        RegistrationDraft draft =
                tpp.registration(policy).claim("redirect_uris", List.of("https://stranger.example/cb"));

        assertThat(tpp.directory().bank(policy).validate(draft.submission()))
                .isRejectedOnlyFor(PolicyReason.REDIRECT_URI_NOT_IN_STATEMENT)
                .isAnsweredWith(RegistrationError.INVALID_REDIRECT_URI);
        // end
    }

    static void catalogue(Sabotage sabotage, FakeTpp tpp, ClaimPolicy policy) {
        // snippet: catalogue
        RegistrationDraft good = tpp.registration(policy);
        assumeTrue(sabotage.appliesTo(good, policy));

        assertThat(tpp.directory().bank(policy).validate(sabotage.ruin(good).submission()))
                .isRejectedOnlyFor(sabotage.reason())
                .isAnsweredWith(sabotage.error());
        // end
    }

    static String world() {
        // snippet: world
        TestClock clock = TestClock.at("2026-03-02T10:00:00Z");
        FakeDirectory directory = FakeDirectory.openBanking(clock).build();
        FakeTpp tpp = directory
                .tpp("Acme")
                .roles("AISP", "PISP")
                .redirectUris("https://acme.example/cb")
                .transport(CertificateKind.OBWAC)
                .build();
        String request = tpp.registration("0015800000jfwxXAAQ")
                .claim("scope", "openid accounts")
                .without("software_id")
                .ssa(ssa -> ssa.claim("software_mode", "Live"))
                .signed();
        PresentedCertificates shown = tpp.transportCertificates();
        // end
        return request + shown.der().size();
    }

    static void certificate(FakeTpp tpp, RegistrationValidator bank, TestClock clock, String audience) {
        // snippet: certificate
        MintedCertificate expired =
                tpp.certificateDraft().notAfter(clock.instant().minusSeconds(1)).mint();

        assertThat(bank.validate(tpp.registration(audience).certificate(expired).submission()))
                .isRejectedOnlyFor(CertificateReason.EXPIRED);
        // end
    }

    static void keys(FakeTpp tpp, RegistrationValidator bank, String audience) {
        // snippet: keys
        RegistrationDraft signedByOldKey = tpp.registration(audience);
        tpp.revoke(tpp.signingKey());
        tpp.rotateSigningKey();

        assertThat(bank.validate(signedByOldKey.submission())).isRejectedOnlyFor(RequestReason.KEY_NOT_FOUND);
        // end
    }

    static void outage(FakeDirectory directory, FakeTpp tpp, RegistrationValidator bank, String audience) {
        // snippet: outage
        directory.goDown();

        assertThat(bank.validate(tpp.registration(audience).submission())).isIndeterminate();
        // end
    }

    static int faulty(FakeDirectory directory) {
        // snippet: faulty
        try (FaultyServer server = FaultyServer.inFrontOf(directory)) {
            server.suffer(Fault.DRIP);
            // point your key source at server.url(), with server.clientTls()
            server.recover();
            return server.requests().size();
        }
        // end
    }

    static List<Step> flow(FakeDirectory directory, FakeTpp tpp, URI endpoint, String audience) {
        // snippet: flow
        DirectoryServer server = directory.serve();
        List<Step> steps =
                RegistrationFlow.of(tpp, directory.openBankingCa().root()).register(endpoint, audience);
        server.close();
        // end
        return steps;
    }

    static Stream<DynamicNode> conformance(URI endpoint, FakeTpp tpp, MintedCertificate bankRoot, String audience) {
        // snippet: conformance
        return DcrConformance.against(endpoint, tpp)
                .trusting(bankRoot)
                .audience(audience)
                .tests();
        // end
    }
}
