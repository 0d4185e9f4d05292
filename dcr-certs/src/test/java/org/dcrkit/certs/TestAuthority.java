package org.dcrkit.certs;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certification authority that makes real certificates, good and bad. */
final class TestAuthority {

    static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");
    static final Instant UNTIL = Instant.parse("2025-01-01T00:00:00Z");

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final AtomicLong SERIAL = new AtomicLong(1_000);

    final KeyPair key;
    final ReadCertificate certificate;

    TestAuthority(KeyPair key, ReadCertificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    static TestAuthority root(String subject) {
        KeyPair key = ec();
        return new TestAuthority(key, Spec.of(subject).authority().selfSigned(key));
    }

    /** The Open Banking directory's own, as far as a name can say so. */
    static TestAuthority openBanking() {
        return root("C=GB,O=OpenBanking,CN=OpenBanking Test Issuing CA");
    }

    TestAuthority intermediate(String subject) {
        return intermediate(Spec.of(subject).authority());
    }

    TestAuthority intermediate(Spec spec) {
        KeyPair own = ec();
        return new TestAuthority(own, spec.key(own).issuedBy(this));
    }

    TrustAnchors trusted() {
        return TrustAnchors.of("test", certificate.x509());
    }

    ReadCertificate legacyTransport(String softwareId, String orgId) {
        return Spec.of("C=GB,O=OpenBanking,OU=" + orgId + ",CN=" + softwareId)
                .transport()
                .issuedBy(this);
    }

    static KeyPair ec() {
        return key("EC", new ECGenParameterSpec("secp256r1"));
    }

    static KeyPair key(String algorithm, java.security.spec.AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On a curve that the platform no longer makes keys on. */
    static KeyPair p224() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
            generator.initialize(new ECGenParameterSpec("secp224r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair dsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsa(int bits) {
        return key("RSA", new java.security.spec.RSAKeyGenParameterSpec(bits, BigInteger.valueOf(65_537)));
    }

    /** What a certificate is to say. */
    static final class Spec {

        private final X500Name subject;
        private Instant from = FROM;
        private Instant until = UNTIL;
        private BigInteger serial = BigInteger.valueOf(SERIAL.incrementAndGet());
        private KeyPair key = ec();
        private SubjectPublicKeyInfo publicKey;
        private String signature = "";
        private boolean keyIds = true;
        private final List<Extension> extensions = new ArrayList<>();

        private Spec(X500Name subject) {
            this.subject = subject;
        }

        /** A subject as OpenSSL and Bouncy Castle order it: the first first. */
        static Spec of(String subject) {
            return new Spec(new X500Name(subject));
        }

        static Spec of(X500Name subject) {
            return new Spec(subject);
        }

        Spec valid(Instant first, Instant last) {
            this.from = first;
            this.until = last;
            return this;
        }

        Spec serial(BigInteger number) {
            this.serial = number;
            return this;
        }

        Spec key(KeyPair pair) {
            this.key = pair;
            return this;
        }

        /** A key that nobody needs the private half of. */
        Spec publicKey(SubjectPublicKeyInfo info) {
            this.publicKey = info;
            return this;
        }

        Spec signature(String algorithm) {
            this.signature = algorithm;
            return this;
        }

        Spec withoutKeyIds() {
            this.keyIds = false;
            return this;
        }

        Spec authority() {
            return ca(new BasicConstraints(true)).keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        }

        Spec ca(BasicConstraints constraints) {
            return extension("2.5.29.19", true, constraints);
        }

        Spec transport() {
            return keyUsage(KeyUsage.digitalSignature)
                    .usages(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
        }

        Spec keyUsage(int bits) {
            return extension("2.5.29.15", true, new KeyUsage(bits));
        }

        Spec usages(KeyPurposeId... purposes) {
            return extension("2.5.29.37", true, new ExtendedKeyUsage(purposes));
        }

        Spec qcStatements(ASN1Encodable statements) {
            return extension("1.3.6.1.5.5.7.1.3", false, statements);
        }

        Spec extension(String oid, boolean critical, ASN1Encodable value) {
            try {
                return extension(oid, critical, value.toASN1Primitive().getEncoded("DER"));
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Spec extension(String oid, boolean critical, byte[] value) {
            extensions.add(new Extension(new ASN1ObjectIdentifier(oid), critical, value));
            return this;
        }

        ReadCertificate selfSigned(KeyPair pair) {
            key(pair);
            return read(build(subject, pair, null));
        }

        ReadCertificate issuedBy(TestAuthority issuer) {
            return read(derBy(issuer));
        }

        byte[] derBy(TestAuthority issuer) {
            return build(
                    X500Name.getInstance(issuer.certificate.structure().subject()), issuer.key, issuer.certificate);
        }

        private byte[] build(X500Name issuer, KeyPair signer, ReadCertificate authority) {
            try {
                SubjectPublicKeyInfo info = publicKey == null
                        ? SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded())
                        : publicKey;
                X509v3CertificateBuilder builder =
                        new X509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject, info);
                if (keyIds) {
                    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
                    builder.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(info));
                    builder.addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            ids.createAuthorityKeyIdentifier(signer.getPublic()));
                }
                for (Extension extension : extensions) {
                    builder.addExtension(extension);
                }
                String algorithm = signature.isEmpty()
                        ? (signer.getPrivate().getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA")
                        : signature;
                ContentSigner by = new JcaContentSignerBuilder(algorithm)
                        .setProvider(BOUNCY_CASTLE)
                        .build(signer.getPrivate());
                X509CertificateHolder holder = builder.build(by);
                return holder.getEncoded();
            } catch (java.io.IOException | GeneralSecurityException | org.bouncycastle.operator.OperatorException e) {
                throw new IllegalStateException(e);
            }
        }

        private static ReadCertificate read(byte[] der) {
            var verdict = ReadCertificate.read(der);
            return verdict.toOptional()
                    .orElseThrow(
                            () -> new IllegalStateException(verdict.violations().toString()));
        }
    }
}
