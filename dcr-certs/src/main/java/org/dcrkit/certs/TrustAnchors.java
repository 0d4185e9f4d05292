package org.dcrkit.certs;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.dcrkit.verdict.Verdict;

/**
 * The certification authorities that a bank trusts for one purpose, each with a name, and the intermediates it knows.
 *
 * <p>Immutable: to reload, make a new set and hand it out through the {@code Supplier} that a verifier was built with. Keep
 * one set for each purpose; an authority that signs a directory's TLS server certificates need not sign clients'. Nothing
 * is ever taken from the platform's default trust store.
 *
 * <p>Intermediates are not trusted, only known: a path may use them whether or not the client sent them. Certificates are
 * never fetched from an address in a certificate.
 */
public final class TrustAnchors {

    private final List<Anchor> anchors;
    private final List<ReadCertificate> intermediates;

    private TrustAnchors(Builder builder) {
        this.anchors = List.copyOf(builder.anchors);
        this.intermediates = List.copyOf(builder.intermediates);
    }

    /**
     * A trusted authority.
     *
     * @param name what the bank calls it, for evidence and warnings
     * @param certificate its certificate
     */
    public record Anchor(String name, ReadCertificate certificate) {
        /** Requires both. */
        public Anchor {
            requireNonNull(name, "name");
            requireNonNull(certificate, "certificate");
        }
    }

    /**
     * A configured certificate that ends soon, or has ended.
     *
     * @param name the anchor's name, or the subject of an intermediate
     * @param certificate which one
     * @param notAfter when it ends
     */
    public record Expiring(String name, ReadCertificate certificate, Instant notAfter) {}

    /** Collects anchors. */
    public static Builder builder() {
        return new Builder();
    }

    /** A single anchor. */
    public static TrustAnchors of(String name, X509Certificate certificate) {
        return builder().anchor(name, certificate).build();
    }

    /** The anchors. */
    public List<Anchor> anchors() {
        return anchors;
    }

    /** The intermediates that need not be presented. */
    public List<ReadCertificate> intermediates() {
        return intermediates;
    }

    /**
     * The anchors and intermediates that end within a time from an instant, or have ended before it.
     *
     * <p>Ask daily and with months to spare: replacing an authority's certificate takes a bank that long. The Open Banking
     * pre-production issuing authority ends on 2027-09-22.
     */
    public List<Expiring> expiring(Instant at, Duration within) {
        Instant limit = at.plus(within);
        return Stream.concat(
                        anchors.stream(),
                        intermediates.stream()
                                .map(certificate ->
                                        new Anchor(certificate.subject().toString(), certificate)))
                .filter(anchor -> anchor.certificate().notAfter().isBefore(limit))
                .map(anchor -> new Expiring(
                        anchor.name(),
                        anchor.certificate(),
                        anchor.certificate().notAfter()))
                .toList();
    }

    /** Collects anchors and intermediates; what cannot be read is refused at once. */
    public static final class Builder {

        private final List<Anchor> anchors = new ArrayList<>();
        private final List<ReadCertificate> intermediates = new ArrayList<>();

        private Builder() {}

        /**
         * Trusts an authority.
         *
         * @throws IllegalArgumentException if the certificate cannot be read strictly
         */
        public Builder anchor(String name, X509Certificate certificate) {
            anchors.add(new Anchor(name, accepted(ReadCertificate.of(certificate))));
            return this;
        }

        /**
         * Trusts every authority in a PEM text; with several, each is called by the name and its subject.
         *
         * @throws IllegalArgumentException if it is not PEM, or a certificate in it cannot be read strictly
         */
        public Builder anchorsFromPem(String name, String pem) {
            List<ReadCertificate> all = read(pem);
            for (ReadCertificate one : all) {
                anchors.add(new Anchor(all.size() == 1 ? name : name + " " + one.subject(), one));
            }
            return this;
        }

        /**
         * Trusts every certificate entry of a key store, called by its alias; entries with private keys are left out.
         *
         * @throws IllegalArgumentException if the store cannot be read
         */
        public Builder anchorsFromKeyStore(KeyStore store) {
            try {
                for (String alias : Collections.list(store.aliases())) {
                    Certificate certificate = store.isCertificateEntry(alias) ? store.getCertificate(alias) : null;
                    if (certificate instanceof X509Certificate x509) {
                        anchor(alias, x509);
                    }
                }
                return this;
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("the key store cannot be read", e);
            }
        }

        /**
         * Trusts every certificate entry of a PKCS#12 or JKS file.
         *
         * @param password the password of its integrity check
         * @throws IllegalArgumentException if the file cannot be read with that password
         */
        public Builder anchorsFromKeyStore(InputStream file, char[] password) {
            try {
                byte[] bytes = file.readAllBytes();
                boolean pkcs12 = bytes.length > 0 && bytes[0] == 0x30;
                KeyStore store = KeyStore.getInstance(pkcs12 ? "PKCS12" : "JKS");
                store.load(new java.io.ByteArrayInputStream(bytes), password);
                return anchorsFromKeyStore(store);
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalArgumentException("the key store cannot be read", e);
            }
        }

        /**
         * Knows an intermediate, so that clients need not send it.
         *
         * @throws IllegalArgumentException if the certificate cannot be read strictly
         */
        public Builder intermediate(X509Certificate certificate) {
            intermediates.add(accepted(ReadCertificate.of(certificate)));
            return this;
        }

        /**
         * Knows every certificate in a PEM text as an intermediate.
         *
         * @throws IllegalArgumentException if it is not PEM, or a certificate in it cannot be read strictly
         */
        public Builder intermediatesFromPem(String pem) {
            intermediates.addAll(read(pem));
            return this;
        }

        /**
         * The set.
         *
         * @throws IllegalArgumentException if there is no anchor
         */
        public TrustAnchors build() {
            if (anchors.isEmpty()) {
                throw new IllegalArgumentException("no trust anchor");
            }
            return new TrustAnchors(this);
        }

        private static List<ReadCertificate> read(String pem) {
            return PemText.read(pem, true)
                    .orElseThrow(() -> new IllegalArgumentException("not certificates in PEM"))
                    .stream()
                    .map(der -> accepted(ReadCertificate.read(der)))
                    .toList();
        }

        private static ReadCertificate accepted(Verdict<ReadCertificate> read) {
            return read.toOptional()
                    .orElseThrow(
                            () -> new IllegalArgumentException("a certificate cannot be read: " + read.violations()));
        }
    }
}
