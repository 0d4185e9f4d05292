package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.dcrkit.spi.PresentedCertificates;
import org.jspecify.annotations.Nullable;

/** A certificate, its private key and its issuers: all that one party holds. */
public final class MintedCertificate {

    private static final String ALIAS = "key";
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    private final KeyPair keyPair;
    private final byte[] der;
    private final @Nullable MintedCertificate issuer;

    MintedCertificate(KeyPair keyPair, byte[] der, @Nullable MintedCertificate issuer) {
        this.keyPair = requireNonNull(keyPair, "keyPair");
        this.der = der.clone();
        this.issuer = issuer;
    }

    /** The certificate in DER. */
    public byte[] der() {
        return der.clone();
    }

    /**
     * The certificate as the platform reads it.
     *
     * @throws IllegalStateException if it was ruined so far that the platform does not read it
     */
    public X509Certificate x509() {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that the platform does not read", e);
        }
    }

    /** The key pair that it certifies. */
    public KeyPair keyPair() {
        return keyPair;
    }

    /** This certificate, then its issuers, without the self-signed root. */
    public List<MintedCertificate> chain() {
        List<MintedCertificate> chain = new ArrayList<>(List.of(this));
        for (MintedCertificate next = issuer; next != null && next.issuer != null; next = next.issuer) {
            chain.add(next);
        }
        return chain;
    }

    /** The self-signed certificate at the end of its chain: itself, if it is one. */
    public MintedCertificate root() {
        return issuer == null ? this : issuer.root();
    }

    /** The chain as a client presents it. */
    public PresentedCertificates presented() {
        return PresentedCertificates.ofDer(
                chain().stream().map(MintedCertificate::der).toList());
    }

    /**
     * The subject as RFC 4514 writes it: the last relative distinguished name first, and organizationIdentifier as dotted
     * OID with a hexadecimal value, because that RFC has no name for it.
     */
    public String subject() {
        return x509().getSubjectX500Principal().getName(X500Principal.RFC2253);
    }

    /** The certificate in PEM. */
    public String pem() {
        return Pem.of("CERTIFICATE", der);
    }

    /** This certificate and its issuers but for the root, in PEM. */
    public String chainPem() {
        StringBuilder pem = new StringBuilder();
        chain().forEach(certificate -> pem.append(certificate.pem()));
        return pem.toString();
    }

    /** The private key in PEM (PKCS #8, not encrypted). */
    public String privateKeyPem() {
        return Pem.of("PRIVATE KEY", keyPair.getPrivate().getEncoded());
    }

    /** Private key and chain as a PKCS #12 file. */
    public byte[] pkcs12(char[] password) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            keyStore(password).store(out, password);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key store that the platform does not write", e);
        }
    }

    /**
     * TLS for a party that shows this certificate, and trusts what those certificates issued.
     *
     * <p>Fit for clients and for servers; a server must still ask for the client's certificate.
     */
    public SSLContext sslContext(MintedCertificate... trusted) {
        char[] password = "in memory only".toCharArray();
        try {
            return TestTls.context(keyStore(password), password, trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key store that the platform does not make", e);
        }
    }

    /** Whether its extended key usage names client authentication. */
    boolean isForClients() {
        try {
            List<String> usages = x509().getExtendedKeyUsage();
            return usages != null && usages.contains(CLIENT_AUTHENTICATION);
        } catch (CertificateException e) {
            return false;
        }
    }

    @Nullable
    MintedCertificate issuer() {
        return issuer;
    }

    private KeyStore keyStore(char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                ALIAS,
                keyPair.getPrivate(),
                password,
                chain().stream().map(MintedCertificate::x509).toArray(Certificate[]::new));
        return store;
    }

    @Override
    public String toString() {
        return subject();
    }

    /** PEM (RFC 7468). */
    private static final class Pem {
        static String of(String label, byte[] der) {
            String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(der);
            return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
        }
    }
}
