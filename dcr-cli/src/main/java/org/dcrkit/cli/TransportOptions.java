package org.dcrkit.cli;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.dcrkit.certs.DistinguishedName;
import picocli.CommandLine.Option;

/** The options of a TPP's mutual TLS connections: what it shows, and whom it trusts. */
final class TransportOptions {

    @Option(
            names = "--transport",
            required = true,
            paramLabel = "FILE",
            description = "Key and certificate for mutual TLS, as PKCS#12.")
    @SuppressWarnings("NullAway.Init")
    private Path transport;

    @Option(
            names = "--transport-password",
            required = true,
            paramLabel = "TEXT",
            description = "The password of that file.")
    @SuppressWarnings("NullAway.Init")
    private String password;

    @Option(
            names = "--tls-trust",
            required = true,
            paramLabel = "FILE",
            description = "The authorities, in PEM, that vouch for the servers.")
    @SuppressWarnings("NullAway.Init")
    private Path tlsTrust;

    SSLContext tls() {
        return KeyStoreTls.of(transport, password, TlsTrust.read(tlsTrust));
    }

    /** The subject of the certificate as RFC 4514 writes it. */
    String subject() {
        KeyStore store = CertificateInput.keyStore(transport.toString(), InputFile.bytes(transport), password);
        try {
            List<String> aliases = Collections.list(store.aliases());
            X509Certificate certificate = (X509Certificate) store.getCertificate(aliases.get(0));
            return DistinguishedName.of(certificate.getSubjectX500Principal())
                    .map(DistinguishedName::rfc4514)
                    .orElseThrow(() -> new UnusableInputException(transport + " has a subject that cannot be read."));
        } catch (GeneralSecurityException e) {
            throw new UnusableInputException(transport + " cannot be read: " + e.getMessage(), e);
        }
    }
}
