package org.dcrkit.examples.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.endpoint.ClientStore;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.RegistrationCall;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.replay.InProcessReplayGuard;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.PresentedCertificates;

/**
 * A bank's POST /register over mutual TLS, on the JDK's own HTTPS server and in one file: what a first embedding looks like.
 *
 * <p>Clients and used requests are kept in memory, so this is a bank for an afternoon. How long a request may take to come is for
 * the JDK's server to bound, by the system property {@code sun.net.httpserver.maxReqTime} (seconds), which {@link #main} sets and
 * other programs have to set before they use the server: without it, as many requests as there are threads that never end keep
 * everybody else out.
 */
public final class Quickstart implements AutoCloseable {

    private static final String PATH = "/register";
    static final int THREADS = 16;
    private static final ObieProfile PROFILE = ObieProfile.V3_3;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private Quickstart(int port, SSLContext tls, RegistrationEndpoint endpoint) throws IOException {
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new CertificateRequired(tls));
        server.createContext(PATH, exchange -> handle(exchange, endpoint));
        server.setExecutor(threads);
        server.start();
    }

    /** Serves the bank that is described in the file, until it is told to end. */
    public static void main(String... arguments) throws IOException, GeneralSecurityException {
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "30");
        System.out.println("POST " + describedBy(Path.of(arguments[0])).url() + PATH);
    }

    /**
     * Serves a bank that is described in a file.
     *
     * @param description the file, of properties: {@code port}, {@code keystore} (PKCS#12), {@code password}, {@code roots} (the
     *     authorities of TPPs' certificates, PEM), {@code issuer}, {@code key-set}, {@code audience}; and where the platform
     *     does not know them {@code tls-roots} (those of the servers of key sets, PEM), and for a directory on this machine
     *     {@code private-host}
     */
    public static Quickstart describedBy(Path description) throws IOException, GeneralSecurityException {
        Properties bank = new Properties();
        try (Reader file = Files.newBufferedReader(description)) {
            bank.load(file);
        }
        InstantSource clock = InstantSource.system();
        TrustAnchors roots = anchors(bank.getProperty("roots"));
        AllowedHosts directoryHere = bank.containsKey("private-host")
                ? AllowedHosts.of(bank.getProperty("private-host"))
                : AllowedHosts.none();
        TrustedDirectory.Builder directory =
                TrustedDirectory.builder("directory", bank.getProperty("issuer"), bank.getProperty("key-set"));
        if (bank.containsKey("private-host")) {
            directory.allowedHosts(directoryHere);
        }
        HttpsKeySource.Builder servers = HttpsKeySource.builder(clock).privateHosts(directoryHere);
        if (bank.containsKey("tls-roots")) {
            servers.trustStore(keyStore(anchors(bank.getProperty("tls-roots"))));
        }
        KeySource keys = JwksKeySource.builder(servers.build()).build();
        RegistrationValidator validator =
                validator(TrustedDirectories.of(directory.build()), keys, roots, bank.getProperty("audience"), clock);
        return start(
                Integer.parseInt(bank.getProperty("port")),
                tls(Path.of(bank.getProperty("keystore")), bank.getProperty("password"), roots),
                validator,
                event -> System.out.println(event.status() + " " + event.operation()));
    }

    /** How this bank judges: OBIE 3.3, certificates of these roots, each request once. */
    public static RegistrationValidator validator(
            TrustedDirectories directories, KeySource keys, TrustAnchors roots, String audience, InstantSource clock) {
        return RegistrationValidator.builder(directories, keys, PROFILE.policy(audience), clock)
                .certificates(X509CertificateVerifier.builder(roots)
                        .withoutRevocation("a bank for an afternoon")
                        .build())
                .replayGuard(InProcessReplayGuard.create(clock))
                .build();
    }

    /**
     * Serves on the loopback interface.
     *
     * @param port the port; 0 for any that is free
     * @param audit takes what became of each call, from several threads
     */
    public static Quickstart start(
            int port, SSLContext tls, RegistrationValidator validator, Consumer<RegistrationEvent> audit)
            throws IOException {
        RegistrationEndpoint endpoint = RegistrationEndpoint.builder(
                        validator,
                        new Clients(),
                        accepted -> IssuedClient.of(UUID.randomUUID().toString(), accepted.decidedAt()))
                .form(PROFILE.responseForm())
                .audit(audit)
                .build();
        return new Quickstart(port, tls, endpoint);
    }

    /** Where it is. */
    public String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Answers one exchange of a server whose context is {@code /register}, and ends it. */
    public static void handle(HttpExchange exchange, RegistrationEndpoint endpoint) throws IOException {
        try (exchange) {
            HttpReply reply = endpoint.answer(new Call((HttpsExchange) exchange));
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.bytes();
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            OutputStream out = exchange.getResponseBody();
            out.write(body);
            // before the exchange ends, which first reads what is left of the request, however long that takes
            out.flush();
        }
    }

    /** The certificates of a connection. */
    public static PresentedCertificates certificates(HttpsExchange exchange) {
        try {
            return PresentedCertificates.of(
                    Arrays.stream(exchange.getSSLSession().getPeerCertificates())
                            .toArray(X509Certificate[]::new));
        } catch (SSLPeerUnverifiedException e) {
            return PresentedCertificates.none();
        }
    }

    /** The server's request, as the endpoint wants it. */
    private record Call(HttpsExchange exchange) implements RegistrationCall {

        @Override
        public String method() {
            return exchange.getRequestMethod();
        }

        @Override
        public String pathBelow() {
            return exchange.getRequestURI().getPath().substring(PATH.length());
        }

        @Override
        public List<String> header(String name) {
            return exchange.getRequestHeaders().getOrDefault(name, List.of());
        }

        @Override
        public InputStream body() {
            return exchange.getRequestBody();
        }

        @Override
        public PresentedCertificates certificates() {
            return Quickstart.certificates(exchange);
        }
    }

    /** Lets nobody in without a certificate. */
    public static final class CertificateRequired extends HttpsConfigurator {

        /** Over that context. */
        public CertificateRequired(SSLContext tls) {
            super(tls);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
        }
    }

    /** The clients, for as long as the process lives. */
    private static final class Clients implements ClientStore {

        private final Map<String, StoredClient> byId = new ConcurrentHashMap<>();

        @Override
        public boolean add(StoredClient client) {
            return byId.putIfAbsent(client.clientId(), client) == null;
        }

        @Override
        public Optional<StoredClient> find(String clientId) {
            return Optional.ofNullable(byId.get(clientId));
        }

        @Override
        public boolean replace(StoredClient before, StoredClient after) throws CheckUnavailableException {
            if (byId.replace(before.clientId(), before, after)) {
                return true;
            }
            if (byId.containsKey(before.clientId())) {
                throw new CheckUnavailableException("the client was changed meanwhile", Duration.ofSeconds(1));
            }
            return false;
        }

        @Override
        public boolean remove(String clientId) {
            return byId.remove(clientId) != null;
        }
    }

    private static SSLContext tls(Path keyStore, String password, TrustAnchors roots)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(KeyStore.getInstance(keyStore.toFile(), password.toCharArray()), password.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keyStore(roots));
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return tls;
    }

    private static TrustAnchors anchors(String pem) throws IOException {
        return TrustAnchors.builder()
                .anchorsFromPem("root", Files.readString(Path.of(pem)))
                .build();
    }

    private static KeyStore keyStore(TrustAnchors roots) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (TrustAnchors.Anchor root : roots.anchors()) {
            store.setCertificateEntry(root.name(), root.certificate().x509());
        }
        return store;
    }
}
