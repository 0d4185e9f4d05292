package org.dcrkit.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.NimbusSignatureEngine;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.ResponseForm;
import org.dcrkit.replay.InProcessReplayGuard;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.verdict.Verdict;

/** The bank of the demonstration, put together as any bank would. */
final class DemoBank implements AutoCloseable {

    static final String AUDIENCE = "0015800001DEMOBNKX";

    private final BankServer server;
    private final JwksKeySource keySource;
    private final AtomicReference<Verdict<AcceptedRegistration>> last = new AtomicReference<>();

    private DemoBank(FakeDirectory directory, JwksKeySource keySource) throws IOException {
        this.keySource = keySource;
        this.server = new BankServer(
                0,
                directory
                        .openBankingCa()
                        .server()
                        .mint()
                        .sslContext(directory.openBankingCa().root()),
                validator(directory),
                ResponseForm.standard(),
                last::set,
                line -> {});
    }

    static DemoBank start(FakeDirectory directory) throws IOException {
        JwksKeySource keySource = JwksKeySource.builder(HttpsKeySource.builder(InstantSource.system())
                        .privateHosts(directory.allowedHosts())
                        .trustStore(TlsTrust.of(
                                List.of(directory.openBankingCa().root().x509())))
                        .build())
                .build();
        return new DemoBank(directory, keySource);
    }

    private RegistrationValidator validator(FakeDirectory directory) {
        InstantSource clock = InstantSource.system();
        TrustAnchors.Builder anchors = TrustAnchors.builder();
        directory.trustAnchors().forEach(root -> anchors.anchor("fake root", root));
        return RegistrationValidator.builder(
                        directory.trustedAlone(), keySource, ObieProfile.V3_3.policy(AUDIENCE), clock)
                .certificates(X509CertificateVerifier.builder(anchors.build())
                        .withoutRevocation("a demonstration")
                        .build())
                .replayGuard(InProcessReplayGuard.create(clock))
                .signatureEngine(
                        NimbusSignatureEngine.create().using(SignatureAlgorithm.ES256, new BouncyCastleProvider()))
                .build();
    }

    String url() {
        return server.url();
    }

    Verdict<AcceptedRegistration> lastVerdict() {
        return requireNonNull(last.get(), "no request has been judged yet");
    }

    void forgetKeySets() {
        keySource.invalidateAll();
    }

    @Override
    public void close() {
        server.close();
        keySource.close();
    }
}
