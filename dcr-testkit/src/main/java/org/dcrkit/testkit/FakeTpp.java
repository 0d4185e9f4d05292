package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.testkit.CertificateAuthority.Psd2Subject;
import org.jspecify.annotations.Nullable;

/**
 * A TPP with one software in a {@link FakeDirectory}: its keys, its certificates, and the requests it makes.
 *
 * <p>Valid by default: a request signed as it comes, shown with {@link #transportCertificates()}, is one that a bank
 * accepts. Every claim, header, key and certificate can be changed or removed.
 */
public final class FakeTpp {

    private static final Duration ASSERTION_LIFE = Duration.ofMinutes(5);

    private final FakeDirectory directory;
    private final FakeOrganisation organisation;
    private final String name;
    private final String softwareId;
    private final List<String> roles;
    private final List<String> redirectUris;
    private final CertificateKind transportKind;
    private final SignatureAlgorithm algorithm;
    private final List<JoseKey> signingKeys = new CopyOnWriteArrayList<>();
    private final List<JoseKey> transportKeys = new CopyOnWriteArrayList<>();
    private final List<JoseKey> revoked = new CopyOnWriteArrayList<>();
    private final List<JoseKey> unpublished = new CopyOnWriteArrayList<>();
    private final List<JoseKey> extra = new CopyOnWriteArrayList<>();

    private FakeTpp(Builder builder) {
        this.directory = builder.directory;
        this.name = builder.name;
        this.organisation =
                builder.organisation == null ? directory.organisation(name).build() : builder.organisation;
        this.softwareId = builder.softwareId == null ? directory.softwareId(name) : builder.softwareId;
        this.roles = List.copyOf(builder.roles);
        this.redirectUris =
                builder.redirectUris.isEmpty() ? List.of(page("/callback")) : List.copyOf(builder.redirectUris);
        this.transportKind = builder.transportKind;
        this.algorithm = builder.algorithm;
        signingKeys.add(nextSigningKey());
        transportKeys.add(nextTransportKey());
    }

    /** A request to register at the bank of that audience, with a fresh statement: acceptable as it is. */
    public RegistrationDraft registration(String audience) {
        return RegistrationDraft.of(this, audience);
    }

    /** A request to register at the bank with that policy: acceptable as it is, as far as the TPP's own roles allow. */
    public RegistrationDraft registration(RegistrationPolicy policy) {
        return PolicyTailor.tailored(this, policy);
    }

    /** A fresh software statement, as the directory would issue it now. */
    public TokenDraft ssa() {
        return TokenDraft.of(StatementDraft.of(this), directory.signingKey());
    }

    /**
     * The ID token with which the directory tells a bank's portal that the person who logged in acts for this TPP: {@code
     * tpp_associated} is true, as manual registration needs it.
     *
     * @param clientId the portal's client id at the directory
     */
    public TokenDraft idToken(String clientId) {
        long now = directory.clock().instant().getEpochSecond();
        return TokenDraft.of(
                JsonObject.empty()
                        .with("iss", directory.baseUrl())
                        .with("sub", "person at " + organisation.id())
                        .with("aud", clientId)
                        .with("iat", now)
                        .with("exp", now + ASSERTION_LIFE.toSeconds())
                        .with("nonce", directory.random().hex(16))
                        .with("tpp_id", organisation.id())
                        .with("tpp_associated", new JsonBoolean(true)),
                directory.signingKey());
    }

    /** An assertion that authenticates the software (private_key_jwt; RFC 7523, section 2.2) at a token endpoint. */
    public TokenDraft clientAssertion(String tokenEndpoint) {
        long now = directory.clock().instant().getEpochSecond();
        return TokenDraft.of(
                JsonObject.empty()
                        .with("iss", softwareId)
                        .with("sub", softwareId)
                        .with("aud", tokenEndpoint)
                        .with("jti", DirectoryShape.uuid(directory.random()))
                        .with("iat", now)
                        .with("exp", now + ASSERTION_LIFE.toSeconds()),
                signingKey());
    }

    /** The transport certificate and its issuers, as a TLS server sees them. */
    public PresentedCertificates transportCertificates() {
        return transportCertificate().presented();
    }

    /** The transport certificate that it shows now. */
    public MintedCertificate transportCertificate() {
        return transportKey().certificate().orElseThrow();
    }

    /** The key of the transport certificate that it shows now. */
    public JoseKey transportKey() {
        return transportKeys.get(transportKeys.size() - 1);
    }

    /** The key that signs its requests now. */
    public JoseKey signingKey() {
        return signingKeys.get(signingKeys.size() - 1);
    }

    /** Signs with a new key from now on; the old one stays published. */
    public JoseKey rotateSigningKey() {
        JoseKey next = nextSigningKey();
        signingKeys.add(next);
        directory.changed();
        return next;
    }

    /** Shows a new transport certificate from now on; the old one stays published. */
    public MintedCertificate rotateTransportCertificate() {
        transportKeys.add(nextTransportKey());
        directory.changed();
        return transportCertificate();
    }

    /** Moves a key from the published to the revoked set. */
    public void revoke(JoseKey key) {
        revoked.add(key);
        directory.changed();
    }

    /** Takes a key out of the published set without revoking it, as if it had never been associated. */
    public void unpublish(JoseKey key) {
        unpublished.add(key);
        directory.changed();
    }

    /** Publishes that key beside its own, even one that has been revoked. */
    public void publish(JoseKey key) {
        extra.add(key);
        directory.changed();
    }

    /** The keys in the software's key set. */
    public List<JoseKey> publishedKeys() {
        List<JoseKey> published = new ArrayList<>(signingKeys);
        published.addAll(transportKeys);
        published.removeAll(revoked);
        published.removeAll(unpublished);
        published.addAll(extra);
        return published;
    }

    /** The keys in the software's revoked set. */
    public List<JoseKey> revokedKeys() {
        return List.copyOf(revoked);
    }

    /** The directory that it is in. */
    public FakeDirectory directory() {
        return directory;
    }

    /** The organisation that it belongs to. */
    public FakeOrganisation organisation() {
        return organisation;
    }

    /** The software's name. */
    public String name() {
        return name;
    }

    /** {@code software_id}. */
    public String softwareId() {
        return softwareId;
    }

    /** {@code software_roles}. */
    public List<String> roles() {
        return roles;
    }

    /** {@code software_redirect_uris}. */
    public List<String> redirectUris() {
        return redirectUris;
    }

    /** The kind of certificate that it shows. */
    public CertificateKind transportKind() {
        return transportKind;
    }

    String host() {
        String label =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return (label.isEmpty() ? "tpp" : label) + ".example";
    }

    String page(String path) {
        return "https://" + host() + path;
    }

    String keySetPath() {
        return directory.shape().softwareKeys(organisation.id(), softwareId);
    }

    private JoseKey nextSigningKey() {
        String label = "signing " + softwareId + ' ' + signingKeys.size();
        CertificateDraft draft = switch (transportKind) {
            case OBWAC, OBSEAL -> directory.openBankingCa().obseal(subject(organisation.id()), roles);
            case QWAC, QSEALC -> directory.qualifiedCa().qseal(subject(organisation.name()), roles);
            default -> directory.openBankingCa().obSigning(organisation.id(), softwareId);
        };
        return JoseKey.of(draft.key(
                        algorithm == SignatureAlgorithm.PS256
                                ? directory.keys().rsa(label)
                                : directory.keys().p256(label))
                .mint());
    }

    /** A draft of the transport certificate that it shows, for the same key: to be changed and shown instead. */
    public CertificateDraft certificateDraft() {
        return transportDraft().key(transportCertificate().keyPair());
    }

    /** The authority that issues its certificates. */
    CertificateAuthority issuer() {
        return transportKind == CertificateKind.QWAC ? directory.qualifiedCa() : directory.openBankingCa();
    }

    private CertificateDraft transportDraft() {
        return switch (transportKind) {
            case OBWAC, OBSEAL -> issuer().obwac(subject(organisation.id()), roles);
            case QWAC, QSEALC -> issuer().qwac(subject(host()), roles);
            default -> issuer().obTransport(organisation.id(), softwareId);
        };
    }

    private JoseKey nextTransportKey() {
        return JoseKey.of(transportDraft()
                .key(directory.keys().rsa("transport " + softwareId + ' ' + transportKeys.size()))
                .mint());
    }

    /** Whom its PSD2 certificates name, under that common name. */
    Psd2Subject subject(String commonName) {
        return new Psd2Subject(commonName, organisation.name(), organisation.organizationIdentifier());
    }

    @Override
    public String toString() {
        return name + " (" + softwareId + ")";
    }

    /** Collects how the TPP is to be. */
    public static final class Builder {

        private final FakeDirectory directory;
        private final String name;
        private @Nullable FakeOrganisation organisation;
        private @Nullable String softwareId;
        private List<String> roles = List.of("AISP", "PISP", "CBPII");
        private List<String> redirectUris = List.of();
        private CertificateKind transportKind = CertificateKind.OBWAC;
        private SignatureAlgorithm algorithm = SignatureAlgorithm.PS256;

        Builder(FakeDirectory directory, String name) {
            this.directory = directory;
            this.name = requireNonNull(name, "name");
            if (directory.shape() == DirectoryShape.OPEN_FINANCE_BRASIL) {
                roles = List.of("DADOS", "PAGTO");
            }
        }

        /** The organisation that it belongs to; one of the same name unless given. */
        public Builder organisation(FakeOrganisation owner) {
            this.organisation = requireNonNull(owner, "owner");
            return this;
        }

        /** {@code software_id}; derived from the name unless given. */
        public Builder softwareId(String given) {
            this.softwareId = requireNonNull(given, "given");
            return this;
        }

        /** The roles of the software and its certificates; AISP, PISP and CBPII unless given. */
        public Builder roles(String... names) {
            this.roles = List.of(names);
            return this;
        }

        /** The redirect URIs of the software; one on a host of its name unless given. */
        public Builder redirectUris(String... uris) {
            this.redirectUris = List.of(uris);
            return this;
        }

        /**
         * The kind of certificate that it shows, and signs with one of the same family; OBWAC unless given.
         *
         * @throws IllegalArgumentException if it is not a transport certificate
         */
        public Builder transport(CertificateKind kind) {
            if (kind != CertificateKind.OB_TRANSPORT && kind != CertificateKind.OBWAC && kind != CertificateKind.QWAC) {
                throw new IllegalArgumentException("not a transport certificate: " + kind);
            }
            this.transportKind = kind;
            return this;
        }

        /** The algorithm that it signs with; PS256 unless given. */
        public Builder signingAlgorithm(SignatureAlgorithm given) {
            this.algorithm = requireNonNull(given, "given");
            return this;
        }

        /** Enters the software into the directory. */
        public FakeTpp build() {
            return directory.enter(new FakeTpp(this));
        }
    }
}
