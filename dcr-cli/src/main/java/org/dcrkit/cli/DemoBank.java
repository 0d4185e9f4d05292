package org.dcrkit.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.examples.quickstart.Quickstart;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.verdict.Verdict;

/** The bank of the demonstration: the quickstart, whose last verdict can be asked for. */
final class DemoBank implements AutoCloseable {

    static final String AUDIENCE = "0015800001DEMOBNKX";

    private final Quickstart server;
    private final JwksKeySource keySource;
    private final AtomicReference<Verdict<AcceptedRegistration>> last = new AtomicReference<>();

    private DemoBank(int port, FakeDirectory directory, JwksKeySource keySource) throws IOException {
        this.keySource = keySource;
        this.server = Quickstart.start(
                port,
                directory
                        .openBankingCa()
                        .server()
                        .mint()
                        .sslContext(directory.openBankingCa().root()),
                validator(directory),
                event -> event.verdict().ifPresent(last::set));
    }

    /** Starts it; 0 is any port that is free. */
    static DemoBank start(int port, FakeDirectory directory) throws IOException {
        JwksKeySource keySource = JwksKeySource.builder(HttpsKeySource.builder(InstantSource.system())
                        .privateHosts(directory.allowedHosts())
                        .trustStore(TlsTrust.of(
                                List.of(directory.openBankingCa().root().x509())))
                        .build())
                .build();
        return new DemoBank(port, directory, keySource);
    }

    private RegistrationValidator validator(FakeDirectory directory) {
        TrustAnchors.Builder anchors = TrustAnchors.builder();
        directory.trustAnchors().forEach(root -> anchors.anchor("fake root", root));
        return Quickstart.validator(
                directory.trustedAlone(), keySource, anchors.build(), AUDIENCE, InstantSource.system());
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
