package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.jspecify.annotations.Nullable;

/**
 * A key pair as a directory knows it: with a key id, a use and, most often, a certificate.
 *
 * <p>Unless told otherwise its key id follows the Open Banking directory's real rule: base64url of the SHA-1 of the RFC
 * 7638 canonical form, whatever the directory's own documentation says of thumbprints.
 */
public final class JoseKey {

    private final KeyPair pair;
    private final String kid;
    private final String use;
    private final @Nullable MintedCertificate certificate;

    private JoseKey(KeyPair pair, String kid, String use, @Nullable MintedCertificate certificate) {
        this.pair = pair;
        this.kid = requireNonNull(kid, "kid");
        this.use = requireNonNull(use, "use");
        this.certificate = certificate;
    }

    /** A key for signatures ({@code use} is {@code sig}), without a certificate. */
    public static JoseKey of(KeyPair pair) {
        return new JoseKey(pair, NimbusSigner.sha1Thumbprint(pair.getPublic()), "sig", null);
    }

    /** A certificate's key: {@code use} is the directory's {@code tls} for a transport certificate, else {@code sig}. */
    public static JoseKey of(MintedCertificate certificate) {
        boolean transport = certificate.isForClients();
        return new JoseKey(
                certificate.keyPair(),
                NimbusSigner.sha1Thumbprint(certificate.keyPair().getPublic()),
                transport ? "tls" : "sig",
                certificate);
    }

    /** The same key under another key id. */
    public JoseKey withKid(String otherKid) {
        return new JoseKey(pair, otherKid, use, certificate);
    }

    /** The same key with another {@code use}. */
    public JoseKey withUse(String otherUse) {
        return new JoseKey(pair, kid, otherUse, certificate);
    }

    /** The key id. */
    public String kid() {
        return kid;
    }

    /** What the key says that it is for: {@code sig}, {@code enc} or {@code tls}. */
    public String use() {
        return use;
    }

    /** The public half. */
    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The private half. */
    public PrivateKey privateKey() {
        return pair.getPrivate();
    }

    /** The key's certificate. */
    public Optional<MintedCertificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** The algorithm that fits the key: {@code PS256} or {@code ES256}. */
    public String algorithm() {
        return "RSA".equals(pair.getPublic().getAlgorithm()) ? "PS256" : "ES256";
    }

    /** The public key as JSON, in the layout of the Open Banking keystore: thumbprints padded, no {@code alg}. */
    public JsonObject jwk() {
        JsonObject jwk = JsonObject.empty();
        for (Map.Entry<String, String> member :
                NimbusSigner.requiredMembers(pair.getPublic()).entrySet()) {
            jwk = jwk.with(member.getKey(), member.getValue());
        }
        jwk = jwk.with("kid", kid).with("use", use);
        if (certificate == null) {
            return jwk;
        }
        Base64.Encoder padded = Base64.getUrlEncoder();
        byte[] der = certificate.der();
        return jwk.with("x5c", JsonArray.ofStrings(List.of(Base64.getEncoder().encodeToString(der))))
                .with("x5t", padded.encodeToString(Digests.sha1(der)))
                .with("x5t#S256", padded.encodeToString(Digests.sha256(der)));
    }

    /** The public key as a key source hands it over. */
    public PublishedKey published() {
        KeyUse keyUse = switch (use) {
            case "sig" -> KeyUse.SIGNATURE;
            case "tls" -> KeyUse.TRANSPORT;
            case "enc" -> KeyUse.ENCRYPTION;
            default -> KeyUse.UNSPECIFIED;
        };
        PublishedKey key =
                PublishedKey.of(kid, pair.getPublic(), keyUse, NimbusSigner.sha1Thumbprint(pair.getPublic()));
        return certificate == null ? key : key.withCertificates(List.of(certificate.der()));
    }

    @Override
    public String toString() {
        return "key " + kid + " (" + algorithm() + ", " + use + ")";
    }
}
