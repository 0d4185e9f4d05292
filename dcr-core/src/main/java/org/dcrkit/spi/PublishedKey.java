package org.dcrkit.spi;

import static java.util.Objects.requireNonNull;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dcrkit.claims.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * A usable public key of a key set, converted once when the set was read.
 *
 * <p>Usable means: an RSA key of 2048 to 8192 bits or an EC key on P-256, well-formed, of no known weakness, whose members
 * do not contradict each other. What it may be used for is in {@link #use()} and {@link #algorithm()}.
 */
public final class PublishedKey {

    private final String kid;
    private final PublicKey publicKey;
    private final KeyUse use;
    private final @Nullable SignatureAlgorithm algorithm;
    private final String jwkThumbprint;
    private final List<byte[]> certificates;
    private final @Nullable String certificateThumbprint;

    private PublishedKey(
            String kid,
            PublicKey publicKey,
            KeyUse use,
            @Nullable SignatureAlgorithm algorithm,
            String jwkThumbprint,
            List<byte[]> certificates,
            @Nullable String certificateThumbprint) {
        this.kid = requireNonNull(kid, "kid");
        this.publicKey = requireNonNull(publicKey, "publicKey");
        this.use = requireNonNull(use, "use");
        this.algorithm = algorithm;
        this.jwkThumbprint = requireNonNull(jwkThumbprint, "jwkThumbprint");
        this.certificates = copyOf(certificates);
        this.certificateThumbprint = certificateThumbprint;
    }

    /**
     * A key.
     *
     * @param kid its key id, compared exactly
     * @param publicKey the key itself
     * @param use what it says that it is for
     * @param jwkThumbprint base64url of the SHA-1 of its RFC 7638 canonical form: the Open Banking directory's rule for
     *     key ids
     */
    public static PublishedKey of(String kid, PublicKey publicKey, KeyUse use, String jwkThumbprint) {
        return new PublishedKey(kid, publicKey, use, null, jwkThumbprint, List.of(), null);
    }

    /** The same key, restricted to one algorithm by its {@code alg} (RFC 7517, section 4.4). */
    public PublishedKey onlyFor(SignatureAlgorithm only) {
        return new PublishedKey(
                kid, publicKey, use, requireNonNull(only, "only"), jwkThumbprint, certificates, certificateThumbprint);
    }

    /** The same key with its certificate and that one's issuers (the JWK's {@code x5c}), each in DER. */
    public PublishedKey withCertificates(List<byte[]> der) {
        return new PublishedKey(kid, publicKey, use, algorithm, jwkThumbprint, der, certificateThumbprint);
    }

    /** The same key with the SHA-256 of its certificate (the JWK's {@code x5t#S256}): base64url without padding. */
    public PublishedKey withCertificateThumbprint(String sha256) {
        return new PublishedKey(
                kid, publicKey, use, algorithm, jwkThumbprint, certificates, requireNonNull(sha256, "sha256"));
    }

    /** The key id. */
    public String kid() {
        return kid;
    }

    /** The key itself. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** What the key says that it is for. */
    public KeyUse use() {
        return use;
    }

    /** The only algorithm that the key may be used with, if it names one. */
    public Optional<SignatureAlgorithm> algorithm() {
        return Optional.ofNullable(algorithm);
    }

    /** Base64url of the SHA-1 of the key's RFC 7638 canonical form. */
    public String jwkThumbprint() {
        return jwkThumbprint;
    }

    /** The certificate of this key, then its issuers, each in DER; empty if none was published. */
    public List<byte[]> certificates() {
        return copyOf(certificates);
    }

    /** The SHA-256 of the key's certificate as the set states it, in base64url without padding. */
    public Optional<String> certificateThumbprint() {
        return Optional.ofNullable(certificateThumbprint);
    }

    @Override
    public String toString() {
        return "key " + kid + " (" + publicKey.getAlgorithm() + ", " + use + ")";
    }

    private static List<byte[]> copyOf(List<byte[]> arrays) {
        List<byte[]> copy = new ArrayList<>(arrays.size());
        arrays.forEach(array -> copy.add(array.clone()));
        return List.copyOf(copy);
    }
}
