package org.dcrkit.cli;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
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
import org.dcrkit.replay.InProcessReplayGuard;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.verdict.Verdict;

/** A bank's registration endpoint over mutual TLS, put together as any bank would. */
final class DemoBank implements AutoCloseable {

    static final String AUDIENCE = "0015800001DEMOBNKX";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final JwksKeySource keySource;
    private final AtomicReference<Verdict<AcceptedRegistration>> last = new AtomicReference<>();

    private DemoBank(FakeDirectory directory, JwksKeySource keySource) throws IOException {
        this.keySource = keySource;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext tls = directory
                .openBankingCa()
                .server()
                .mint()
                .sslContext(directory.openBankingCa().root());
        server.setHttpsConfigurator(new MutualTls(tls));
        server.setExecutor(threads);
        server.createContext("/register", new RegistrationEndpoint(validator(directory), last::set));
        server.start();
    }

    static DemoBank start(FakeDirectory directory) throws IOException {
        JwksKeySource keySource = JwksKeySource.builder(HttpsKeySource.builder(InstantSource.system())
                        .privateHosts(directory.allowedHosts())
                        .trustStore(trusting(directory.openBankingCa().root().x509()))
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
                .certificates(X509CertificateVerifier.builder(anchors.build()).build())
                .replayGuard(InProcessReplayGuard.create(clock))
                .signatureEngine(
                        NimbusSignatureEngine.create().using(SignatureAlgorithm.ES256, new BouncyCastleProvider()))
                .build();
    }

    private static KeyStore trusting(X509Certificate root) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("root", root);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the platform cannot make a trust store", e);
        }
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    Verdict<AcceptedRegistration> lastVerdict() {
        return requireNonNull(last.get(), "no request has been judged yet");
    }

    void forgetKeySets() {
        keySource.invalidateAll();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        keySource.close();
    }

    /** Asks every client for a certificate. */
    private static final class MutualTls extends HttpsConfigurator {
        MutualTls(SSLContext tls) {
            super(tls);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
        }
    }
}
