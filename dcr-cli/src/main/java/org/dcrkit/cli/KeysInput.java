package org.dcrkit.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import org.dcrkit.certs.ReadCertificate;
import org.dcrkit.jwks.JwkSetParser;
import org.dcrkit.jwks.RejectedKeySetException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;

/** Keys from a file: a key set, or the key of a certificate under the id that the directory would give it. */
final class KeysInput {

    private KeysInput() {}

    static List<PublishedKey> read(Path file, Instant at) {
        byte[] content = InputFile.bytes(file);
        String text = new String(content, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{") || text.startsWith("[")) {
            return set(file.toString(), content, at).keys();
        }
        byte[] leaf =
                CertificateInput.read(file.toString(), content, null).der().get(0);
        PublicKey key = ReadCertificate.read(leaf)
                .toOptional()
                .orElseThrow(() -> new UnusableInputException(file + " holds no certificate that can be read."))
                .x509()
                .getPublicKey();
        KeyThumbprints thumbprints = KeyThumbprints.of(key, leaf);
        String kid = thumbprints.sha1OfJwk().orElse("certificate");
        return List.of(PublishedKey.of(
                        kid, key, KeyUse.SIGNATURE, thumbprints.sha256OfJwk().orElse(kid))
                .withCertificates(List.of(leaf)));
    }

    static KeySet set(String name, byte[] content, Instant at) {
        try {
            return JwkSetParser.builder().acceptExpiredCertificates().build().parse(content, name, at);
        } catch (RejectedKeySetException e) {
            throw new UnusableInputException(name + " is no key set: " + e.getMessage() + ".", e);
        }
    }
}
