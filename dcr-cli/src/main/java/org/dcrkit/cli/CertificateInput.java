package org.dcrkit.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.dcrkit.certs.CertificateReader;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/** A certificate and its chain in whatever form they come: PEM, DER, PKCS#12, or the header that a proxy passes on. */
final class CertificateInput {

    private static final byte DER_SEQUENCE = 0x30;

    private CertificateInput() {}

    static PresentedCertificates read(Path file, @Nullable String password) {
        return read(file.toString(), InputFile.bytes(file), password);
    }

    static PresentedCertificates read(String name, byte[] content, @Nullable String password) {
        if (isDer(content)) {
            Verdict<PresentedCertificates> der = CertificateReader.der(content);
            return der.toOptional().orElseGet(() -> fromKeyStore(name, content, password));
        }
        Verdict<PresentedCertificates> verdict = fromText(new String(content, StandardCharsets.UTF_8).strip());
        return verdict.toOptional()
                .orElseThrow(() -> new UnusableInputException(name + " holds no certificate that can be read: "
                        + verdict.violations().get(0).detail() + "."));
    }

    static boolean isDer(byte[] content) {
        return content.length > 0 && content[0] == DER_SEQUENCE;
    }

    private static Verdict<PresentedCertificates> fromText(String text) {
        String value = text.replaceFirst("(?i)^[\\w-]*(client-cert|clientcert|ssl-client)[\\w-]*:\\s*", "");
        if (value.startsWith("-----BEGIN%20") || value.startsWith("-----BEGIN+")) {
            return CertificateReader.urlEncodedPem(value);
        }
        if (value.startsWith(":")) {
            String[] parts = value.split(",", 2);
            return CertificateReader.clientCertFields(
                    List.of(parts[0].strip()), parts.length == 2 ? List.of(parts[1].strip()) : List.of());
        }
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.startsWith("hash=")
                        || lower.startsWith("by=")
                        || lower.startsWith("cert=")
                        || lower.startsWith("chain=")
                ? CertificateReader.forwardedClientCert(value)
                : CertificateReader.pem(text);
    }

    private static PresentedCertificates fromKeyStore(String name, byte[] content, @Nullable String password) {
        KeyStore store = keyStore(name, content, password);
        try {
            for (String alias : Collections.list(store.aliases())) {
                Certificate[] chain = store.getCertificateChain(alias);
                if (chain != null) {
                    return PresentedCertificates.of(Arrays.stream(chain)
                            .map(X509Certificate.class::cast)
                            .toArray(X509Certificate[]::new));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new UnusableInputException(name + " cannot be read as PKCS#12: " + e.getMessage(), e);
        }
        throw new UnusableInputException(name + " holds no certificate with a private key.");
    }

    /** Opens a PKCS#12 file; a wrong password and a damaged file look the same until it is open. */
    static KeyStore keyStore(String name, byte[] content, @Nullable String password) {
        if (password == null) {
            throw new UnusableInputException(
                    name + " is neither a certificate in PEM or DER, nor can PKCS#12 be opened without a password.");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableInputException(
                    name + " cannot be opened as PKCS#12: the password is wrong, or the file is damaged.", e);
        }
    }
}
