package org.dcrkit.certs;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Makes OCSP requests and judges responses (RFC 6960). */
final class OcspResponses {

    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final int MAX_CERTIFICATES = 10;
    private static final AlgorithmIdentifier SHA1 =
            new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE);
    private static final DigestCalculatorProvider DIGESTS = new BcDigestCalculatorProvider();

    private OcspResponses() {}

    /** A request about one certificate, which names it by SHA-1 as every responder understands (RFC 5019, 2.1.1). */
    static byte[] request(ReadCertificate certificate, ReadCertificate issuer) {
        try {
            X509CertificateHolder holder = new X509CertificateHolder(issuer.der());
            CertificateID id = new CertificateID(DIGESTS.get(SHA1), holder, certificate.serialNumber());
            return new OCSPReqBuilder().addRequest(id).build().getEncoded();
        } catch (IOException | OCSPException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate that was read cannot be named", e);
        }
    }

    /** What a response says of a certificate; unknown unless all of it is in order. */
    static RevocationStatus judge(
            byte[] response, ReadCertificate certificate, ReadCertificate issuer, Instant at, RevocationTerms terms) {
        if (StrictDer.read(response).isEmpty()) {
            return RevocationStatus.unknown("not an OCSP response in DER");
        }
        try {
            OCSPResp outer = new OCSPResp(response);
            if (outer.getStatus() != OCSPResp.SUCCESSFUL) {
                return RevocationStatus.unknown("the responder answered with error " + outer.getStatus());
            }
            if (!(outer.getResponseObject() instanceof BasicOCSPResp basic)) {
                return RevocationStatus.unknown("not a basic OCSP response");
            }
            Optional<String> fault = fault(basic, certificate, issuer, at, terms);
            return fault.map(RevocationStatus::unknown)
                    .orElseGet(() -> statuses(basic, certificate, issuer, at, terms));
        } catch (IOException | OCSPException | RuntimeException e) {
            return RevocationStatus.unknown("the OCSP response cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> fault(
            BasicOCSPResp basic,
            ReadCertificate certificate,
            ReadCertificate issuer,
            Instant at,
            RevocationTerms terms) {
        if (!basic.getCriticalExtensionOIDs().isEmpty()) {
            return Optional.of("the OCSP response has an unknown critical extension");
        }
        Instant produced = basic.getProducedAt().toInstant();
        if (produced.isAfter(at.plus(terms.skew()))) {
            return Optional.of("the OCSP response is from the future");
        }
        if (produced.isBefore(certificate.notBefore()) || produced.isAfter(certificate.notAfter())) {
            return Optional.of("the OCSP response was made outside of the certificate's validity");
        }
        if (!terms.accept(basic.getSignatureAlgorithmID())) {
            return Optional.of("the OCSP response is signed with an algorithm that is not accepted");
        }
        return signers(basic, issuer, at, terms).stream().anyMatch(signer -> signed(basic, signer))
                ? Optional.empty()
                : Optional.of("the OCSP response is not signed by the issuer or a responder of it");
    }

    /** The certificates that may have signed: the issuer's, and those that the issuer made for OCSP. */
    private static List<ReadCertificate> signers(
            BasicOCSPResp basic, ReadCertificate issuer, Instant at, RevocationTerms terms) {
        List<ReadCertificate> signers = new ArrayList<>(List.of(issuer));
        for (X509CertificateHolder enclosed : basic.getCerts()) {
            if (signers.size() <= MAX_CERTIFICATES) {
                read(enclosed).filter(one -> delegated(one, issuer, at, terms)).ifPresent(signers::add);
            }
        }
        return signers.stream()
                .filter(signer -> named(basic.getResponderId(), signer))
                .toList();
    }

    private static Optional<ReadCertificate> read(X509CertificateHolder enclosed) {
        try {
            return ReadCertificate.read(enclosed.getEncoded()).toOptional();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean named(RespID wanted, ReadCertificate signer) {
        try {
            X509CertificateHolder holder = new X509CertificateHolder(signer.der());
            return wanted.equals(new RespID(holder.getSubject()))
                    || wanted.equals(new RespID(holder.getSubjectPublicKeyInfo(), DIGESTS.get(SHA1)));
        } catch (IOException | OCSPException | OperatorCreationException e) {
            return false;
        }
    }

    private static boolean delegated(
            ReadCertificate signer, ReadCertificate issuer, Instant at, RevocationTerms terms) {
        if (!signer.issuer().matches(issuer.subject(), NameMatching.exact())) {
            return false;
        }
        try {
            signer.x509().verify(issuer.x509().getPublicKey());
            return UsageRules.extendedKeyUsage(signer).contains(OCSP_SIGNING)
                    && !at.isBefore(signer.notBefore())
                    && !at.isAfter(signer.notAfter())
                    && terms.accept(new X509CertificateHolder(signer.der()).getSignatureAlgorithm())
                    && KeyStrength.weakness(signer.x509().getPublicKey()).isEmpty();
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean signed(BasicOCSPResp basic, ReadCertificate signer) {
        try {
            ContentVerifierProvider verifier =
                    new JcaContentVerifierProviderBuilder().build(signer.x509().getPublicKey());
            return basic.isSignatureValid(verifier);
        } catch (OCSPException | OperatorCreationException | RuntimeException e) {
            return false;
        }
    }

    private static RevocationStatus statuses(
            BasicOCSPResp basic,
            ReadCertificate certificate,
            ReadCertificate issuer,
            Instant at,
            RevocationTerms terms) {
        List<RevocationStatus> about = new ArrayList<>();
        for (SingleResp single : basic.getResponses()) {
            if (isAbout(single, certificate, issuer)) {
                about.add(status(single, at, terms));
            }
        }
        return about.stream()
                .max(Comparator.comparing(RevocationStatus::state))
                .orElseGet(() -> RevocationStatus.unknown("the OCSP response is not about this certificate"));
    }

    private static boolean isAbout(SingleResp single, ReadCertificate certificate, ReadCertificate issuer) {
        try {
            return single.getCertID().getSerialNumber().equals(certificate.serialNumber())
                    && single.getCertID().matchesIssuer(new X509CertificateHolder(issuer.der()), DIGESTS);
        } catch (IOException | OCSPException e) {
            return false;
        }
    }

    private static RevocationStatus status(SingleResp single, Instant at, RevocationTerms terms) {
        if (!single.getCriticalExtensionOIDs().isEmpty()) {
            return RevocationStatus.unknown("the OCSP response has an unknown critical extension");
        }
        Optional<String> untimely = terms.untimelyResponse(single.getThisUpdate(), single.getNextUpdate(), at);
        if (untimely.isPresent()) {
            return RevocationStatus.unknown("the OCSP response is " + untimely.get());
        }
        CertificateStatus status = single.getCertStatus();
        if (status == CertificateStatus.GOOD) {
            return RevocationStatus.good(
                    "good (OCSP of " + single.getThisUpdate().toInstant() + ")");
        }
        return status instanceof RevokedStatus revoked
                ? RevocationStatus.revoked(
                        "revoked at " + revoked.getRevocationTime().toInstant()
                                + (revoked.hasRevocationReason() ? " for reason " + revoked.getRevocationReason() : "")
                                + " (OCSP)")
                : RevocationStatus.unknown("the responder does not know the certificate");
    }

    /** Whether a response says until when it answers; one that does not is to be asked for anew (RFC 6960, 4.2.2.1). */
    static boolean namesNextUpdate(byte[] response) {
        try {
            return new OCSPResp(response).getResponseObject() instanceof BasicOCSPResp basic
                    && Stream.of(basic.getResponses()).allMatch(single -> single.getNextUpdate() != null);
        } catch (IOException | OCSPException | RuntimeException e) {
            return false;
        }
    }

    /** Whether the bytes look like an OCSP response rather than a revocation list. */
    static boolean isResponse(byte[] der) {
        return StrictDer.read(der)
                .filter(StrictDer::isSequence)
                .map(StrictDer::children)
                .filter(parts -> !parts.isEmpty() && parts.get(0).tag() == 0x0a)
                .isPresent();
    }
}
