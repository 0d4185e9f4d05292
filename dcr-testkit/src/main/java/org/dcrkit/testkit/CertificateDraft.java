package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate before it is signed: subject, key, validity, every extension and the signature itself can still be
 * changed, defects included.
 *
 * <p>Made by the presets of {@link CertificateAuthority}, each of which reproduces the layout of a real certificate. The
 * methods change this draft; {@link #mint()} may be called more than once.
 */
public final class CertificateDraft {

    /** What a key may be used for (RFC 5280, section 4.2.1.3). */
    public enum Usage {
        /** Signatures other than on certificates: TLS handshakes, tokens. */
        DIGITAL_SIGNATURE(KeyUsage.digitalSignature),
        /** Signatures that bind their signer; also called contentCommitment. */
        NON_REPUDIATION(KeyUsage.nonRepudiation),
        /** Encryption of keys. */
        KEY_ENCIPHERMENT(KeyUsage.keyEncipherment),
        /** Signatures on certificates. */
        KEY_CERT_SIGN(KeyUsage.keyCertSign),
        /** Signatures on revocation lists. */
        CRL_SIGN(KeyUsage.cRLSign);

        private final int bit;

        Usage(int bit) {
            this.bit = bit;
        }
    }

    private record Attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {}

    private final List<Attribute> subject = new ArrayList<>();
    private final Map<String, Extension> extensions = new LinkedHashMap<>();
    private @Nullable MintedCertificate issuer;
    private KeyPair keyPair;
    private Instant notBefore;
    private Instant notAfter;
    private BigInteger serial;
    private @Nullable PrivateKey signingKey;
    private @Nullable String signatureAlgorithm;
    private boolean versionOne;
    private UnaryOperator<byte[]> afterSigning = UnaryOperator.identity();

    CertificateDraft(
            @Nullable MintedCertificate issuer,
            KeyPair keyPair,
            Instant notBefore,
            Instant notAfter,
            BigInteger serial) {
        this.issuer = issuer;
        this.keyPair = keyPair;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
        this.serial = serial;
    }

    /** Sets a subject attribute, at its old place or at the end; printable texts become PrintableString. */
    public CertificateDraft attribute(String oid, String text) {
        return attribute(
                oid,
                DERPrintableString.isPrintableString(text) ? new DERPrintableString(text) : new DERUTF8String(text));
    }

    /** Sets a subject attribute as UTF8String, at its old place or at the end. */
    public CertificateDraft utf8Attribute(String oid, String text) {
        return attribute(oid, new DERUTF8String(text));
    }

    /** Adds a further subject attribute, even if there is one of that type. */
    public CertificateDraft addAttribute(String oid, String text) {
        subject.add(new Attribute(new ASN1ObjectIdentifier(oid), new DERUTF8String(text)));
        return this;
    }

    /** Removes a subject attribute. */
    public CertificateDraft withoutAttribute(String oid) {
        subject.removeIf(attribute -> attribute.type().getId().equals(oid));
        return this;
    }

    private CertificateDraft attribute(String oid, ASN1Encodable value) {
        Attribute changed = new Attribute(new ASN1ObjectIdentifier(oid), value);
        for (int i = 0; i < subject.size(); i++) {
            if (subject.get(i).type().equals(changed.type())) {
                subject.set(i, changed);
                return this;
            }
        }
        subject.add(changed);
        return this;
    }

    /** Certifies this key. */
    public CertificateDraft key(KeyPair pair) {
        this.keyPair = requireNonNull(pair, "pair");
        return this;
    }

    /** Valid from then on. */
    public CertificateDraft notBefore(Instant instant) {
        this.notBefore = requireNonNull(instant, "instant");
        return this;
    }

    /** Valid until then. */
    public CertificateDraft notAfter(Instant instant) {
        this.notAfter = requireNonNull(instant, "instant");
        return this;
    }

    /** Sets the serial number, which may be zero or negative. */
    public CertificateDraft serial(BigInteger number) {
        this.serial = requireNonNull(number, "number");
        return this;
    }

    /** Issued, and signed, by another certificate. */
    public CertificateDraft issuedBy(MintedCertificate other) {
        this.issuer = requireNonNull(other, "other");
        return this;
    }

    /** Issued by nobody but itself. */
    public CertificateDraft selfSigned() {
        this.issuer = null;
        return this;
    }

    /** Signed with a key that is not its issuer's, though it names that issuer. */
    public CertificateDraft signedOnlyBy(PrivateKey key) {
        this.signingKey = requireNonNull(key, "key");
        return this;
    }

    /** Signed with that algorithm, such as {@code SHA1withRSA}. */
    public CertificateDraft signatureAlgorithm(String jcaName) {
        this.signatureAlgorithm = requireNonNull(jcaName, "jcaName");
        return this;
    }

    /** As a version 1 certificate, which has no extensions. */
    public CertificateDraft versionOne() {
        this.versionOne = true;
        return this;
    }

    /** Changes the encoding after the signature was made over the old one. */
    public CertificateDraft afterSigning(UnaryOperator<byte[]> change) {
        this.afterSigning = requireNonNull(change, "change");
        return this;
    }

    /** Sets the key usage, critical as RFC 5280 wants it. */
    public CertificateDraft keyUsage(Usage... usages) {
        int bits = Arrays.stream(usages).mapToInt(usage -> usage.bit).reduce(0, (a, b) -> a | b);
        return extension(Extension.keyUsage, true, new KeyUsage(bits));
    }

    /** Sets the extended key usage, by object identifiers. */
    public CertificateDraft extendedKeyUsage(boolean critical, String... oids) {
        KeyPurposeId[] purposes = Arrays.stream(oids)
                .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
                .toArray(KeyPurposeId[]::new);
        return extension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purposes));
    }

    /** Sets the statements of qualified and PSD2 certificates. */
    public CertificateDraft qcStatements(QcStatements statements) {
        return extension(Extension.qCStatements.getId(), false, statements.der());
    }

    /** Sets the DNS names and IP addresses (subject alternative names). */
    public CertificateDraft hosts(String... hosts) {
        GeneralName[] names = Arrays.stream(hosts)
                .map(host -> new GeneralName(
                        host.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new);
        return extension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }

    /** Makes it a CA certificate. */
    public CertificateDraft ca() {
        return extension(Extension.basicConstraints, true, new BasicConstraints(true));
    }

    /** Makes it a CA certificate that may have so many CA certificates below it. */
    public CertificateDraft ca(int pathLength) {
        return extension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
    }

    /** Says that it is no CA certificate. */
    public CertificateDraft notCa() {
        return extension(Extension.basicConstraints, false, new BasicConstraints(false));
    }

    /** Names an OCSP responder, and where the issuer's certificate is. */
    public CertificateDraft authorityAccess(String ocspUrl, String issuerUrl) {
        AccessDescription[] access = {
            new AccessDescription(AccessDescription.id_ad_ocsp, uri(ocspUrl)),
            new AccessDescription(AccessDescription.id_ad_caIssuers, uri(issuerUrl))
        };
        return extension(Extension.authorityInfoAccess, false, new AuthorityInformationAccess(access));
    }

    /** Names where revocation lists are. */
    public CertificateDraft crl(String url) {
        DistributionPoint point =
                new DistributionPoint(new DistributionPointName(new GeneralNames(uri(url))), null, null);
        return extension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
    }

    /** Sets any extension, at its old place or at the end. */
    public CertificateDraft extension(String oid, boolean critical, byte[] der) {
        extensions.put(oid, new Extension(new ASN1ObjectIdentifier(oid), critical, der));
        return this;
    }

    /** Removes an extension. */
    public CertificateDraft withoutExtension(String oid) {
        extensions.remove(oid);
        return this;
    }

    /** The place of the authority's key identifier, filled when the certificate is minted. */
    CertificateDraft authorityKeyIdentifier() {
        return extension(Extension.authorityKeyIdentifier.getId(), false, new byte[0]);
    }

    /** The place of the subject's key identifier, filled when the certificate is minted. */
    CertificateDraft subjectKeyIdentifier() {
        return extension(Extension.subjectKeyIdentifier.getId(), false, new byte[0]);
    }

    /** Signs the certificate as it stands. */
    public MintedCertificate mint() {
        MintedCertificate by = issuer;
        PrivateKey ownSigner = by == null ? keyPair.getPrivate() : by.keyPair().getPrivate();
        PrivateKey signer = signingKey == null ? ownSigner : signingKey;
        try {
            X509CertificateHolder holder =
                    toBeSigned(by).build(new JcaContentSignerBuilder(algorithm(signer)).build(signer));
            return new MintedCertificate(keyPair, afterSigning.apply(holder.getEncoded()), by);
        } catch (OperatorCreationException | IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a certificate that cannot be made", e);
        }
    }

    private Unsigned toBeSigned(@Nullable MintedCertificate by) throws IOException, NoSuchAlgorithmException {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        subject.forEach(attribute -> name.addRDN(attribute.type(), attribute.value()));
        X500Name subjectName = name.build();
        X500Name issuerName = by == null ? subjectName : new X509CertificateHolder(by.der()).getSubject();
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(keyPair.getPublic().getEncoded());
        Date from = Date.from(notBefore);
        Date until = Date.from(notAfter);
        if (versionOne) {
            return new X509v1CertificateBuilder(issuerName, serial, from, until, subjectName, key)::build;
        }
        X509v3CertificateBuilder builder =
                new X509v3CertificateBuilder(issuerName, serial, from, until, subjectName, key);
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        for (Extension extension : extensions.values()) {
            if (extension.getExtnValue().getOctets().length > 0) {
                builder.addExtension(extension);
            } else if (extension.getExtnId().equals(Extension.subjectKeyIdentifier)) {
                builder.addExtension(extension.getExtnId(), false, identifiers.createSubjectKeyIdentifier(key));
            } else {
                builder.addExtension(extension.getExtnId(), false, authority(identifiers, by, key));
            }
        }
        return builder::build;
    }

    private static AuthorityKeyIdentifier authority(
            JcaX509ExtensionUtils identifiers, @Nullable MintedCertificate by, SubjectPublicKeyInfo own) {
        return identifiers.createAuthorityKeyIdentifier(
                by == null
                        ? own
                        : SubjectPublicKeyInfo.getInstance(
                                by.keyPair().getPublic().getEncoded()));
    }

    private String algorithm(PrivateKey signer) {
        if (signatureAlgorithm != null) {
            return signatureAlgorithm;
        }
        return "RSA".equals(signer.getAlgorithm()) ? "SHA256withRSA" : "SHA256withECDSA";
    }

    private CertificateDraft extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            return extension(oid.getId(), critical, value.toASN1Primitive().getEncoded("DER"));
        } catch (IOException e) {
            throw new IllegalStateException("an extension that cannot be encoded", e);
        }
    }

    private static GeneralName uri(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }

    /** A certificate that only lacks its signature, of either version. */
    @FunctionalInterface
    private interface Unsigned {
        X509CertificateHolder build(ContentSigner signer);
    }
}
