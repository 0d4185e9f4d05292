package org.dcrkit.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes real OCSP responses and revocation lists. */
final class Revocations {

    static final Instant THIS_UPDATE = TestAuthority.NOW.minusSeconds(3_600);
    static final Instant NEXT_UPDATE = TestAuthority.NOW.plusSeconds(3_600);
    static final CertificateStatus GOOD = CertificateStatus.GOOD;
    static final CertificateStatus UNKNOWN = new UnknownStatus();

    private Revocations() {}

    static CertificateStatus revoked() {
        return new RevokedStatus(Date.from(THIS_UPDATE), 1);
    }

    /** A response by the issuer itself about one of its certificates. */
    static byte[] ocsp(TestAuthority issuer, ReadCertificate certificate, CertificateStatus status) {
        return ocsp(issuer, certificate, status, THIS_UPDATE, NEXT_UPDATE, issuer, false);
    }

    static byte[] ocsp(
            TestAuthority issuer,
            ReadCertificate certificate,
            CertificateStatus status,
            Instant thisUpdate,
            Instant nextUpdate,
            TestAuthority signer,
            boolean enclose) {
        try {
            DigestCalculator sha1 = new BcDigestCalculatorProvider()
                    .get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE));
            X509CertificateHolder issuerHolder = new X509CertificateHolder(issuer.certificate.der());
            X509CertificateHolder signerHolder = new X509CertificateHolder(signer.certificate.der());
            CertificateID id = new CertificateID(sha1, issuerHolder, certificate.serialNumber());
            BasicOCSPRespBuilder basic = new BasicOCSPRespBuilder(new RespID(signerHolder.getSubject()));
            basic.addResponse(
                    id, status, Date.from(thisUpdate), nextUpdate == null ? null : Date.from(nextUpdate), null);
            X509CertificateHolder[] enclosed =
                    enclose ? new X509CertificateHolder[] {signerHolder} : new X509CertificateHolder[0];
            return new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, basic.build(signer(signer.key), enclosed, Date.from(thisUpdate)))
                    .getEncoded();
        } catch (IOException | OCSPException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] ocspError(int status) {
        try {
            OCSPResp response = new OCSPRespBuilder().build(status, null);
            return response.getEncoded();
        } catch (IOException | OCSPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The serial number that a request asks about. */
    static BigInteger serialIn(byte[] request) {
        try {
            return new OCSPReq(request).getRequestList()[0].getCertID().getSerialNumber();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] list(TestAuthority issuer, Consumer<X509v2CRLBuilder> contents) {
        return list(issuer, THIS_UPDATE, NEXT_UPDATE, issuer.key, contents);
    }

    static byte[] list(
            TestAuthority issuer,
            Instant thisUpdate,
            Instant nextUpdate,
            KeyPair signer,
            Consumer<X509v2CRLBuilder> contents) {
        try {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(
                    X500Name.getInstance(issuer.certificate.structure().subject()), Date.from(thisUpdate));
            if (nextUpdate != null) {
                builder.setNextUpdate(Date.from(nextUpdate));
            }
            contents.accept(builder);
            return builder.build(signer(signer)).getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Consumer<X509v2CRLBuilder> entry(ReadCertificate certificate, int reason) {
        return builder -> builder.addCRLEntry(certificate.serialNumber(), Date.from(THIS_UPDATE), reason);
    }

    static Consumer<X509v2CRLBuilder> extension(
            String oid, boolean critical, org.bouncycastle.asn1.ASN1Encodable value) {
        return builder -> {
            try {
                builder.addExtension(new Extension(
                        new ASN1ObjectIdentifier(oid),
                        critical,
                        value.toASN1Primitive().getEncoded("DER")));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static ContentSigner signer(KeyPair key) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
    }
}
