package org.dcrkit.spi;

import static java.util.Objects.requireNonNull;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CertificateVerifier} found out about a certificate that it accepted.
 *
 * <p>A value that anybody can build; only the {@code CertificateBinding} that the library makes of it is a proof.
 */
public final class CertificateFacts {

    private final CertificateKind kind;
    private final SubjectName subject;
    private final PublicKey publicKey;
    private final String fingerprint;
    private final List<String> path;
    private final @Nullable String trustAnchor;
    private final String boundBy;
    private final Set<String> roles;
    private final @Nullable String organizationIdentifier;
    private final String revocation;
    private final byte[] der;

    private CertificateFacts(Builder builder) {
        this.kind = builder.kind;
        this.subject = builder.subject;
        this.publicKey = builder.publicKey;
        this.der = builder.der.clone();
        this.fingerprint = requireNonNull(builder.fingerprint, "fingerprint");
        this.path = List.copyOf(builder.path);
        this.trustAnchor = builder.trustAnchor;
        this.boundBy = requireNonNull(builder.boundBy, "boundBy");
        this.roles = Set.copyOf(builder.roles);
        this.organizationIdentifier = builder.organizationIdentifier;
        this.revocation = builder.revocation;
    }

    /**
     * Facts about a certificate.
     *
     * @param kind which kind it is
     * @param subject its subject
     * @param publicKey its key
     * @param der the certificate itself
     */
    public static Builder builder(CertificateKind kind, SubjectName subject, PublicKey publicKey, byte[] der) {
        return new Builder(kind, subject, publicKey, der);
    }

    /** Which kind of certificate it is. */
    public CertificateKind kind() {
        return kind;
    }

    /** Its subject. */
    public SubjectName subject() {
        return subject;
    }

    /** Its public key. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The certificate in DER. */
    public byte[] der() {
        return der.clone();
    }

    /** The SHA-256 of the certificate in lower-case hexadecimal. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The subjects from the certificate up to the trust anchor, each as RFC 4514 writes it; the last names the anchor. */
    public List<String> path() {
        return path;
    }

    /**
     * The subject of the trust anchor, as RFC 4514 writes it.
     *
     * <p>To be kept with a client that authenticates by its certificate's subject (RFC 8705, section 2.1): the same subject
     * from another authority that the bank trusts is somebody else.
     */
    public Optional<String> trustAnchor() {
        return Optional.ofNullable(trustAnchor);
    }

    /** The name of the binding rule that matched, and what it compared. */
    public String boundBy() {
        return boundBy;
    }

    /** The roles in its PSD2 statement as OBIE names them (AISP, PISP, CBPII, ASPSP); empty without a statement. */
    public Set<String> roles() {
        return roles;
    }

    /** The organizationIdentifier (2.5.4.97) of its subject. */
    public Optional<String> organizationIdentifier() {
        return Optional.ofNullable(organizationIdentifier);
    }

    /** What is known of its revocation, in words such as {@code not checked} or {@code good (OCSP)}. */
    public String revocation() {
        return revocation;
    }

    /** Collects the facts. */
    public static final class Builder {

        private final CertificateKind kind;
        private final SubjectName subject;
        private final PublicKey publicKey;
        private final byte[] der;
        private @Nullable String fingerprint;
        private List<String> path = List.of();
        private @Nullable String trustAnchor;
        private @Nullable String boundBy;
        private Set<String> roles = Set.of();
        private @Nullable String organizationIdentifier;
        private String revocation = "not checked";

        private Builder(CertificateKind kind, SubjectName subject, PublicKey publicKey, byte[] der) {
            this.kind = requireNonNull(kind, "kind");
            this.subject = requireNonNull(subject, "subject");
            this.publicKey = requireNonNull(publicKey, "publicKey");
            this.der = der.clone();
        }

        /** Required: the SHA-256 of the certificate in lower-case hexadecimal. */
        public Builder fingerprint(String sha256) {
            this.fingerprint = requireNonNull(sha256, "sha256");
            return this;
        }

        /** The subjects from the certificate up to the trust anchor. */
        public Builder path(List<String> subjects) {
            this.path = List.copyOf(subjects);
            return this;
        }

        /** The subject of the trust anchor, as RFC 4514 writes it. */
        public Builder trustAnchor(String subject) {
            this.trustAnchor = requireNonNull(subject, "subject");
            return this;
        }

        /** Required: the binding rule that matched, and what it compared. */
        public Builder boundBy(String rule) {
            this.boundBy = requireNonNull(rule, "rule");
            return this;
        }

        /** The roles in the PSD2 statement, in OBIE's names. */
        public Builder roles(Set<String> obieRoles) {
            this.roles = Set.copyOf(obieRoles);
            return this;
        }

        /** The organizationIdentifier of the subject. */
        public Builder organizationIdentifier(String value) {
            this.organizationIdentifier = requireNonNull(value, "value");
            return this;
        }

        /** What is known of the revocation. */
        public Builder revocation(String state) {
            this.revocation = requireNonNull(state, "state");
            return this;
        }

        /**
         * The facts.
         *
         * @throws NullPointerException if the fingerprint or the binding rule is missing
         */
        public CertificateFacts build() {
            return new CertificateFacts(this);
        }
    }
}
