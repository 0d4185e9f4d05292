package org.dcrkit.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * What a {@link CertificateAuthority} says of revocation: lists (RFC 5280, section 5) and OCSP responses (RFC 6960), each
 * signed by the issuer itself and valid for an hour.
 */
final class RevocationRegister {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final String SIGNATURE = "SHA256withRSA";

    private final InstantSource clock;
    private final Map<BigInteger, Instant> revoked = new ConcurrentHashMap<>();
    private final Set<BigInteger> unknown = ConcurrentHashMap.newKeySet();

    RevocationRegister(InstantSource clock) {
        this.clock = clock;
    }

    void revoke(BigInteger serial) {
        unknown.remove(serial);
        revoked.put(serial, clock.instant());
    }

    void forget(BigInteger serial) {
        revoked.remove(serial);
        unknown.add(serial);
    }

    /** The list of an issuer, in DER. */
    byte[] list(MintedCertificate issuer) {
        Instant now = clock.instant();
        try {
            X509CertificateHolder holder = new X509CertificateHolder(issuer.der());
            X509v2CRLBuilder list = new X509v2CRLBuilder(holder.getSubject(), Date.from(now));
            list.setNextUpdate(Date.from(now.plus(LIFE)));
            revoked.forEach((serial, since) -> list.addCRLEntry(serial, Date.from(since), CRLReason.keyCompromise));
            list.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.x509()));
            list.addExtension(
                    Extension.cRLNumber,
                    false,
                    new org.bouncycastle.asn1.x509.CRLNumber(BigInteger.valueOf(now.getEpochSecond())));
            return list.build(signer(issuer)).getEncoded();
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("a revocation list that cannot be made", e);
        }
    }

    /** The answer to an OCSP request about certificates of that issuer, in DER; a nonce is repeated. */
    byte[] ocsp(byte[] request, MintedCertificate issuer) {
        Instant now = clock.instant();
        try {
            OCSPReq asked = new OCSPReq(request);
            DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
            X509CertificateHolder holder = new X509CertificateHolder(issuer.der());
            BasicOCSPRespBuilder answer = new BasicOCSPRespBuilder(new RespID(holder.getSubject()));
            for (Req one : asked.getRequestList()) {
                answer.addResponse(one.getCertID(), status(one.getCertID()), Date.from(now), Date.from(now.plus(LIFE)));
            }
            Extension nonce = asked.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
            if (nonce != null) {
                answer.setResponseExtensions(new Extensions(nonce));
            }
            var basic = answer.build(signer(issuer), new X509CertificateHolder[] {holder}, Date.from(now));
            boolean ours =
                    List.of(asked.getRequestList()).stream().allMatch(one -> matches(one.getCertID(), holder, digests));
            return ours
                    ? new OCSPRespBuilder()
                            .build(OCSPRespBuilder.SUCCESSFUL, basic)
                            .getEncoded()
                    : refusal(OCSPRespBuilder.UNAUTHORIZED);
        } catch (IOException e) {
            return refusal(OCSPRespBuilder.MALFORMED_REQUEST);
        } catch (OCSPException | OperatorCreationException e) {
            throw new IllegalStateException("an OCSP response that cannot be made", e);
        }
    }

    private CertificateStatus status(CertificateID id) {
        if (unknown.contains(id.getSerialNumber())) {
            return new UnknownStatus();
        }
        Instant since = revoked.get(id.getSerialNumber());
        return since == null ? CertificateStatus.GOOD : new RevokedStatus(Date.from(since), CRLReason.keyCompromise);
    }

    private static boolean matches(CertificateID id, X509CertificateHolder issuer, DigestCalculatorProvider digests) {
        try {
            return id.matchesIssuer(issuer, digests);
        } catch (OCSPException e) {
            return false;
        }
    }

    private static byte[] refusal(int status) {
        try {
            OCSPResp response = new OCSPRespBuilder().build(status, null);
            return response.getEncoded();
        } catch (IOException | OCSPException e) {
            throw new IllegalStateException("an OCSP response that cannot be made", e);
        }
    }

    private static ContentSigner signer(MintedCertificate issuer) throws OperatorCreationException {
        return new JcaContentSignerBuilder(SIGNATURE).build(issuer.keyPair().getPrivate());
    }
}
