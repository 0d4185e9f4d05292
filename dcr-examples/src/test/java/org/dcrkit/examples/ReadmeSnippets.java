package org.dcrkit.examples;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.SsaVerifier;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.VerifiedSsa;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.endpoint.AccessTokens;
import org.dcrkit.endpoint.ClientStore;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.RegistrationCall;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.replay.InProcessReplayGuard;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Verdict;

/** The code that the README shows, between its marks; {@link ReadmeTest} compares and runs it. */
final class ReadmeSnippets {

    private ReadmeSnippets() {}

    static RegistrationValidator validator(KeySource keySource, String rootsInPem, InstantSource clock) {
        // snippet: validator
        TrustedDirectories directories = TrustedDirectories.of(TrustedDirectory.builder(
                        "OB sandbox",
                        "OpenBanking Ltd",
                        "https://keystore.openbankingtest.org.uk/keystore/openbanking.jwks")
                .build());
        TrustAnchors roots =
                TrustAnchors.builder().anchorsFromPem("OB root", rootsInPem).build();
        RegistrationValidator validator = RegistrationValidator.builder(
                        directories, keySource, ObieProfile.V3_3.policy("0015800001BANKAAAA"), clock)
                .certificates(X509CertificateVerifier.builder(roots)
                        .withoutRevocation("the gateway asks already")
                        .build())
                .replayGuard(InProcessReplayGuard.create(clock))
                .build();
        // end
        return validator;
    }

    static String answer(RegistrationValidator validator, byte[] body, X509Certificate[] chain) {
        // snippet: answer
        Verdict<AcceptedRegistration> verdict =
                validator.validate(RegistrationSubmission.of(body, PresentedCertificates.of(chain)));
        String answer = verdict.fold(
                accepted -> "201 " + accepted.value().metadata(),
                rejected -> "400 " + ErrorResponse.to(rejected).body(),
                indeterminate -> "503 " + ErrorResponse.to(indeterminate).body());
        // end
        return answer;
    }

    static HttpReply endpoint(
            RegistrationValidator validator,
            ClientStore clients,
            AccessTokens accessTokens,
            Consumer<RegistrationEvent> auditTrail,
            RegistrationCall call)
            throws IOException {
        // snippet: endpoint
        RegistrationEndpoint endpoint = RegistrationEndpoint.builder(
                        validator,
                        clients,
                        accepted -> IssuedClient.of(UUID.randomUUID().toString(), accepted.decidedAt()))
                .tokens(accessTokens)
                .form(ObieProfile.V3_3.responseForm())
                .audit(auditTrail)
                .build();
        HttpReply reply = endpoint.answer(call);
        // end
        return reply;
    }

    static String manualRegistration(
            TrustedDirectories directories, KeySource keySource, String uploadedSsa, InstantSource clock) {
        // snippet: manual registration
        Verdict<VerifiedSsa> ssa =
                SsaVerifier.builder(directories, keySource).build().verify(uploadedSsa, clock.instant());
        String environment = ssa.toOptional().map(VerifiedSsa::environment).orElse("refused");
        // end
        return environment;
    }

    static RegistrationSubmission fromTheTestkit(InstantSource clock) {
        // snippet: testkit
        FakeDirectory directory = FakeDirectory.openBanking(clock).build();
        FakeTpp tpp = directory.tpp("Acme").roles("AISP", "PISP").build();
        String request = tpp.registration("0015800001BANKAAAA")
                .claim("redirect_uris", List.of("https://elsewhere.example/cb"))
                .signed();
        RegistrationSubmission submission = new RegistrationSubmission(request, tpp.transportCertificates());
        // end
        return submission;
    }
}
