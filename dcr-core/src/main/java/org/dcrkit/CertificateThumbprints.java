package org.dcrkit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Reason;

/**
 * Compares the thumbprints of a token's header ({@code x5t}, {@code x5t#S256}; RFC 7515, section 4.1.7) with the certificate
 * published beside the key that its {@code kid} names.
 *
 * <p>They never choose a key. Where no certificate is published there is nothing to compare them with.
 */
final class CertificateThumbprints {

    private static final Map<String, String> DIGESTS = Map.of("x5t", "SHA-1", "x5t#S256", "SHA-256");

    private CertificateThumbprints() {}

    static boolean agree(CompactJws jws, PublishedKey key, Document header, Reason reason, Findings findings) {
        return DIGESTS.entrySet().stream()
                .allMatch(entry -> jws.header(entry.getKey())
                        .map(written ->
                                agrees(written, entry.getKey(), entry.getValue(), key, header, reason, findings))
                        .orElse(true));
    }

    private static boolean agrees(
            JsonValue written,
            String name,
            String digest,
            PublishedKey key,
            Document header,
            Reason reason,
            Findings findings) {
        Optional<String> expected = thumbprint(key.certificates(), digest);
        return findings.require(
                written instanceof JsonString text
                        && expected.filter(print -> !isPrint(text.value(), print))
                                .isEmpty(),
                reason,
                ClaimPath.of(header, name),
                written::toString,
                () -> expected.map(print -> "the certificate of the key: " + print)
                        .orElse("a text; the key has no certificate to compare it with"));
    }

    private static Optional<String> thumbprint(List<byte[]> certificates, String digest) {
        if (certificates.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] hash = MessageDigest.getInstance(digest).digest(certificates.get(0));
            return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + digest, e);
        }
    }

    /** The Open Banking directory writes thumbprints with padding. */
    private static boolean isPrint(String written, String print) {
        return written.equals(print) || written.equals(print + "=".repeat((4 - print.length() % 4) % 4));
    }
}
