package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.dcrkit.spi.WantedKey;

/**
 * A directory of TPPs that exists only in a test: it issues software statements, publishes key sets and has a CA, and all
 * of it truly verifies.
 *
 * <p>Used in memory through {@link #keySource()} under the addresses of the real sandbox directories, or over HTTPS on the
 * loopback interface through {@link #serve()}. Everything that it makes follows from the seed, the clock and the names
 * given; only signatures differ from run to run, because PS256 is randomised. May be used from many threads at once.
 */
public final class FakeDirectory {

    private final DirectoryShape shape;
    private final InstantSource clock;
    private final long seed;
    private final String environment;
    private final String mode;
    private final TestKeys keys;
    private final CertificateAuthority openBankingCa;
    private final CertificateAuthority qualifiedCa;
    private final SeededRandom random;
    private final List<JoseKey> ownKeys = new CopyOnWriteArrayList<>();
    private final Map<String, FakeOrganisation> organisations = new ConcurrentHashMap<>();
    private final Map<String, FakeTpp> software = new ConcurrentHashMap<>();
    private final List<String> fetched = new CopyOnWriteArrayList<>();
    private volatile String baseUrl;
    private final AtomicInteger changes = new AtomicInteger();
    private volatile boolean down;

    private FakeDirectory(Builder builder) {
        this.shape = builder.shape;
        this.clock = builder.clock;
        this.seed = builder.seed;
        this.environment = builder.environment;
        this.mode = builder.mode;
        this.baseUrl = shape.baseUrl();
        this.keys = TestKeys.seeded(seed);
        this.openBankingCa = CertificateAuthority.openBanking(seed, clock);
        this.qualifiedCa = CertificateAuthority.qualified(seed, clock);
        this.random = SeededRandom.of("directory", shape, seed);
        ownKeys.add(ownKey(0));
    }

    /** A directory like that of Open Banking in the United Kingdom. */
    public static Builder openBanking(InstantSource clock) {
        return new Builder(DirectoryShape.OPEN_BANKING, clock, "sandbox", "Test");
    }

    /** A directory like ForgeRock's sandbox: 24-digit identifiers, statements that expire, no authority claims. */
    public static Builder forgeRock(InstantSource clock) {
        return new Builder(DirectoryShape.FORGEROCK, clock, "", "TEST");
    }

    /** A directory like that of Open Finance Brasil: its own claim names, several authorities. */
    public static Builder openFinanceBrasil(InstantSource clock) {
        return new Builder(DirectoryShape.OPEN_FINANCE_BRASIL, clock, "sandbox", "Live");
    }

    /** A register like that of the Australian Consumer Data Right: RFC 7591's claim names, statements that expire. */
    public static Builder cdrAustralia(InstantSource clock) {
        return new Builder(DirectoryShape.CDR_AUSTRALIA, clock, "", "");
    }

    /** Enters an organisation. */
    public FakeOrganisation.Builder organisation(String name) {
        return new FakeOrganisation.Builder(this, name);
    }

    /** Enters a software, by default of an organisation of the same name. */
    public FakeTpp.Builder tpp(String name) {
        return new FakeTpp.Builder(this, name);
    }

    /** The {@code iss} of its statements. */
    public String issuer() {
        return shape.issuer();
    }

    /** Where its own keys are. */
    public String keySetUrl() {
        return baseUrl + shape.directoryKeys();
    }

    /** Where its OAuth token endpoint is. */
    public String tokenEndpoint() {
        return baseUrl + "/as/token.oauth2";
    }

    /** What a bank configures to trust it: PS256 only, and for its mode only where its statements have one. */
    public TrustedDirectory trusted() {
        TrustedDirectory.Builder trusted = TrustedDirectory.builder("fake " + shape, issuer(), keySetUrl())
                .dialect(shape.dialect())
                .environment(environment.isEmpty() ? "sandbox" : environment)
                .algorithms(SignatureAlgorithm.PS256)
                .allowedHosts(allowedHosts());
        return (mode.isEmpty() ? trusted : trusted.when(SsaClaim.MODE, mode)).build();
    }

    /** What a bank configures to trust it and nobody else. */
    public TrustedDirectories trustedAlone() {
        return TrustedDirectories.of(trusted());
    }

    /**
     * A bank with that policy that trusts this directory and its authorities, checks certificates and notices replays: a
     * real validator, over this directory's keys in memory and at its clock.
     */
    public RegistrationValidator bank(RegistrationPolicy policy) {
        TrustAnchors anchors = TrustAnchors.builder()
                .anchorsFromPem("Open Banking", openBankingCa.root().pem())
                .anchorsFromPem("qualified", qualifiedCa.root().pem())
                .build();
        Set<TokenUse> used = ConcurrentHashMap.newKeySet();
        return RegistrationValidator.builder(trustedAlone(), keySource(), policy, clock)
                .certificates(X509CertificateVerifier.builder(anchors)
                        .withoutRevocation("a fake directory's bank asks nobody")
                        .build())
                .replayGuard((use, until, at) -> used.add(use))
                .build();
    }

    /** The host that its key sets live on. */
    public AllowedHosts allowedHosts() {
        return AllowedHosts.of(baseUrl.substring("https://".length()));
    }

    /** The roots of its own CA and of the qualified trust service provider. */
    public List<X509Certificate> trustAnchors() {
        return List.of(openBankingCa.root().x509(), qualifiedCa.root().x509());
    }

    /** The CA that issues legacy, OBWAC and OBSeal certificates. */
    public CertificateAuthority openBankingCa() {
        return openBankingCa;
    }

    /** The trust service provider that issues QWACs and QSealCs. */
    public CertificateAuthority qualifiedCa() {
        return qualifiedCa;
    }

    /** The key that signs statements now. */
    public JoseKey signingKey() {
        return ownKeys.get(ownKeys.size() - 1);
    }

    /** Signs with a new key from now on; the old one stays published until {@link #forgetOldKeys()}. */
    public JoseKey rotateSigningKey() {
        JoseKey next = ownKey(ownKeys.size());
        ownKeys.add(next);
        changed();
        return next;
    }

    /** Publishes no key but the current one. */
    public void forgetOldKeys() {
        JoseKey current = signingKey();
        ownKeys.removeIf(key -> key != current);
        changed();
    }

    /** Publishes that key among its own; statements are still signed by the old one. */
    public void publish(JoseKey key) {
        ownKeys.add(0, key);
        changed();
    }

    /** Every fetch through {@link #keySource()} fails from now on, as if nobody answered. */
    public void goDown() {
        down = true;
    }

    /** Ends {@link #goDown()}. */
    public void comeBack() {
        down = false;
    }

    /** The addresses that were asked for through {@link #keySource()}, in order. */
    public List<String> fetched() {
        return List.copyOf(fetched);
    }

    /** The key sets as they are at each moment, straight from memory. */
    public KeySource keySource() {
        return this::fetch;
    }

    private KeySet fetch(KeySetLocation location, WantedKey wanted)
            throws CheckUnavailableException, KeySetRefusedException {
        requireNonNull(wanted, "wanted");
        String url = location.url().toString();
        if (!location.isAllowed()) {
            throw new KeySetRefusedException("the host is not allowed: " + url);
        }
        fetched.add(url);
        Optional<List<JoseKey>> found =
                url.startsWith(baseUrl) ? keysAt(url.substring(baseUrl.length())) : Optional.empty();
        if (down || found.isEmpty()) {
            throw new CheckUnavailableException(
                    down ? "connection refused: " + url : "status 404: " + url, Duration.ofSeconds(30));
        }
        String json = keySetAt(url.substring(baseUrl.length())).orElseThrow().toString();
        return MemoryKeySets.read(url, json, clock.instant());
    }

    /**
     * Serves key sets, statements and tokens over HTTPS on the loopback interface; from now on all addresses, also those in
     * statements, are the server's.
     */
    public DirectoryServer serve() {
        return serve(0, line -> {});
    }

    /**
     * The same on a given port.
     *
     * @param port the port; 0 for any that is free
     * @param log takes method, path and status of each request, from several threads
     */
    public DirectoryServer serve(int port, Consumer<String> log) {
        DirectoryServer server = DirectoryServer.start(this, port, log);
        baseUrl = server.url();
        return server;
    }

    /** The key set published at a path, as JSON. */
    public Optional<JsonObject> keySetAt(String path) {
        return keysAt(path)
                .map(found -> JsonObject.empty()
                        .with(
                                "keys",
                                new JsonArray(List.copyOf(found.stream()
                                        .map(key -> withAddress(key, path))
                                        .toList()))));
    }

    private JsonObject withAddress(JoseKey key, String path) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return key.certificate().isPresent() ? key.jwk().with("x5u", baseUrl + folder + key.kid() + ".pem") : key.jwk();
    }

    private Optional<List<JoseKey>> keysAt(String path) {
        if (path.equals(shape.directoryKeys())) {
            return Optional.of(ownKeys);
        }
        for (FakeTpp tpp : software.values()) {
            if (path.equals(shape.softwareKeys(tpp.organisation().id(), tpp.softwareId()))) {
                return Optional.of(tpp.publishedKeys());
            }
            if (path.equals(shape.revokedSoftwareKeys(tpp.organisation().id(), tpp.softwareId()))) {
                return Optional.of(tpp.revokedKeys());
            }
        }
        for (FakeOrganisation organisation : organisations.values()) {
            if (path.equals(shape.organisationKeys(organisation.id()))) {
                return Optional.of(keysOf(organisation, FakeTpp::publishedKeys));
            }
            if (path.equals(shape.revokedOrganisationKeys(organisation.id()))) {
                return Optional.of(keysOf(organisation, FakeTpp::revokedKeys));
            }
        }
        return Optional.empty();
    }

    private List<JoseKey> keysOf(FakeOrganisation organisation, Function<FakeTpp, Collection<JoseKey>> which) {
        return software.values().stream()
                .filter(tpp -> tpp.organisation() == organisation)
                .flatMap(tpp -> which.apply(tpp).stream())
                .toList();
    }

    /** The software with that identifier. */
    Optional<FakeTpp> software(String softwareId) {
        return Optional.ofNullable(software.get(softwareId));
    }

    /** How often anything in it has changed; the same number means the same world. */
    int changes() {
        return changes.get();
    }

    void changed() {
        changes.incrementAndGet();
    }

    FakeOrganisation enter(FakeOrganisation organisation) {
        changed();
        organisations.put(organisation.id(), organisation);
        return organisation;
    }

    FakeTpp enter(FakeTpp tpp) {
        changed();
        software.put(tpp.softwareId(), tpp);
        return tpp;
    }

    String organisationId(String name) {
        return shape.organisationId(SeededRandom.of("organisation", shape, seed, name));
    }

    String softwareId(String name) {
        return shape.softwareId(SeededRandom.of("software", shape, seed, name));
    }

    DirectoryShape shape() {
        return shape;
    }

    /** The clock that it was given. */
    public InstantSource clock() {
        return clock;
    }

    SeededRandom random() {
        return random;
    }

    TestKeys keys() {
        return keys;
    }

    String baseUrl() {
        return baseUrl;
    }

    String environment() {
        return environment;
    }

    String mode() {
        return mode;
    }

    private JoseKey ownKey(int generation) {
        return JoseKey.of(keys.rsa("directory " + shape + ' ' + generation));
    }

    /** Collects how the directory is to be. */
    public static final class Builder {

        private final DirectoryShape shape;
        private final InstantSource clock;
        private long seed = 1;
        private String environment;
        private String mode;

        private Builder(DirectoryShape shape, InstantSource clock, String environment, String mode) {
            this.shape = shape;
            this.clock = requireNonNull(clock, "clock");
            this.environment = environment;
            this.mode = mode;
        }

        /** What all keys and identifiers follow from; 1 unless given. */
        public Builder seed(long number) {
            this.seed = number;
            return this;
        }

        /** {@code software_environment} of its statements; {@code sandbox} unless given. */
        public Builder environment(String words) {
            this.environment = requireNonNull(words, "words");
            return this;
        }

        /** {@code software_mode} of its statements; {@code Test} unless given. */
        public Builder mode(String words) {
            this.mode = requireNonNull(words, "words");
            return this;
        }

        /** The directory, with nobody in it. */
        public FakeDirectory build() {
            return new FakeDirectory(this);
        }
    }
}
