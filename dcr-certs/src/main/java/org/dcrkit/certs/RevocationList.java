package org.dcrkit.certs;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/**
 * A certificate revocation list (RFC 5280, section 5) that has been read but not believed.
 *
 * <p>Complete lists by the certificate's own issuer only: delta lists, indirect lists and lists for some reasons answer
 * nothing here.
 */
final class RevocationList {

    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    private static final String DISTRIBUTION_POINTS = "2.5.29.31";
    private static final Set<String> ENTRY_EXTENSIONS = Set.of("2.5.29.21", "2.5.29.24");
    private static final int CRL_SIGN = 6;

    private final X509CRL crl;
    private final int size;
    private final DistinguishedName issuer;
    private final AlgorithmIdentifier algorithm;
    private final @Nullable String fault;
    private volatile @Nullable PublicKey verifiedWith;

    private RevocationList(
            X509CRL crl, int size, DistinguishedName issuer, AlgorithmIdentifier algorithm, @Nullable String fault) {
        this.crl = crl;
        this.size = size;
        this.issuer = issuer;
        this.algorithm = algorithm;
        this.fault = fault;
    }

    /** The list; nothing if the bytes are not one in DER. */
    static Optional<RevocationList> read(byte[] der) {
        Optional<CrlStructure> structure = StrictDer.readList(der).flatMap(CrlStructure::of);
        if (structure.isEmpty()) {
            return Optional.empty();
        }
        try {
            X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
            return DistinguishedName.ofDer(structure.get().issuer())
                    .map(issuer -> new RevocationList(
                            crl,
                            der.length,
                            issuer,
                            AlgorithmIdentifier.getInstance(structure.get().algorithm()),
                            fault(crl)));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String fault(X509CRL crl) {
        Set<String> critical = crl.getCriticalExtensionOIDs();
        if (critical != null && !Set.of(ISSUING_DISTRIBUTION_POINT).containsAll(critical)) {
            return "the revocation list has a critical extension that is not understood, or is a delta list";
        }
        Set<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
        boolean understood = entries == null
                || entries.stream()
                        .map(X509CRLEntry::getCriticalExtensionOIDs)
                        .allMatch(oids -> oids == null || ENTRY_EXTENSIONS.containsAll(oids));
        return understood ? null : "the revocation list has an entry with a critical extension that is not understood";
    }

    /** The octets of its encoding. */
    int size() {
        return size;
    }

    /** Whether the list may still answer at an instant. */
    boolean isTimely(Instant at, RevocationTerms terms) {
        return terms.untimelyList(crl.getThisUpdate(), crl.getNextUpdate(), at).isEmpty();
    }

    /** What the list says of a certificate; unknown unless all of it is in order. */
    RevocationStatus judge(
            ReadCertificate certificate, List<ReadCertificate> authorities, Instant at, RevocationTerms terms) {
        Optional<String> unusable = unusable(certificate, authorities, at, terms);
        if (unusable.isPresent()) {
            return RevocationStatus.unknown(unusable.get());
        }
        X509CRLEntry entry = crl.getRevokedCertificate(certificate.serialNumber());
        if (entry == null) {
            return RevocationStatus.good("good (CRL of " + crl.getThisUpdate().toInstant() + ")");
        }
        return entry.getRevocationReason() == CRLReason.REMOVE_FROM_CRL
                ? RevocationStatus.unknown("the revocation list takes the certificate off a list")
                : RevocationStatus.revoked(
                        "revoked at " + entry.getRevocationDate().toInstant()
                                + (entry.getRevocationReason() == null ? "" : " for " + entry.getRevocationReason())
                                + " (CRL)");
    }

    private Optional<String> unusable(
            ReadCertificate certificate, List<ReadCertificate> authorities, Instant at, RevocationTerms terms) {
        if (fault != null) {
            return Optional.of(fault);
        }
        if (!issuer.matches(certificate.issuer(), NameMatching.exact())) {
            return Optional.of("the revocation list is of another issuer");
        }
        Optional<String> untimely = terms.untimelyList(crl.getThisUpdate(), crl.getNextUpdate(), at);
        if (untimely.isPresent()) {
            return Optional.of("the revocation list is " + untimely.get());
        }
        if (!terms.accept(algorithm)) {
            return Optional.of("the revocation list is signed with an algorithm that is not accepted");
        }
        List<ReadCertificate> signers = authorities.stream()
                .filter(authority -> issuer.matches(authority.subject(), NameMatching.exact()) && maySign(authority))
                .toList();
        if (signers.isEmpty()) {
            return Optional.of("the issuer may not sign revocation lists");
        }
        if (signers.stream().noneMatch(signer -> signedBy(signer.x509().getPublicKey()))) {
            return Optional.of("the signature of the revocation list does not stand");
        }
        return outOfScope(certificate);
    }

    private static boolean maySign(ReadCertificate authority) {
        boolean @Nullable [] usage = authority.x509().getKeyUsage();
        return usage == null || usage[CRL_SIGN];
    }

    private boolean signedBy(PublicKey key) {
        if (key.equals(verifiedWith)) {
            return true;
        }
        try {
            crl.verify(key);
            verifiedWith = key;
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private Optional<String> outOfScope(ReadCertificate certificate) {
        try {
            if (listedElsewhere(certificate)) {
                return Optional.of("the certificate names another issuer of its revocation list");
            }
            byte[] extension = crl.getExtensionValue(ISSUING_DISTRIBUTION_POINT);
            return extension == null
                            || inScope(
                                    certificate,
                                    ASN1OctetString.getInstance(extension).getOctets())
                    ? Optional.empty()
                    : Optional.of("the certificate is not in the scope of the revocation list");
        } catch (RuntimeException e) {
            return Optional.of("the scope of the revocation list cannot be read");
        }
    }

    private static boolean inScope(ReadCertificate certificate, byte[] extension) {
        IssuingDistributionPoint scope = IssuingDistributionPoint.getInstance(extension);
        boolean ca = certificate.isCa();
        boolean kinds = scope.onlyContainsCACerts() || scope.onlyContainsUserCerts();
        boolean empty = StrictDer.read(extension)
                .filter(value -> value.contentLength() > 0)
                .isEmpty();
        return !empty
                && !scope.isIndirectCRL()
                && scope.getOnlySomeReasons() == null
                && !scope.onlyContainsAttributeCerts()
                && !(scope.onlyContainsCACerts() && scope.onlyContainsUserCerts())
                && !(kinds && certificate.x509().getVersion() < 3)
                && (!scope.onlyContainsCACerts() || ca)
                && (!scope.onlyContainsUserCerts() || !ca)
                && covers(scope.getDistributionPoint(), certificate);
    }

    /** Whether each distribution point of the certificate names somebody else as the issuer of the list. */
    private static boolean listedElsewhere(ReadCertificate certificate) {
        return certificate
                .extension(DISTRIBUTION_POINTS)
                .map(CRLDistPoint::getInstance)
                .map(points ->
                        Stream.of(points.getDistributionPoints()).allMatch(point -> point.getCRLIssuer() != null))
                .orElse(false);
    }

    private static boolean covers(@Nullable DistributionPointName name, ReadCertificate certificate) {
        if (name == null) {
            return true;
        }
        List<GeneralName> ours = certificate
                .extension(DISTRIBUTION_POINTS)
                .map(CRLDistPoint::getInstance)
                .map(points -> Stream.of(points.getDistributionPoints())
                        .filter(point -> point.getCRLIssuer() == null && point.getReasons() == null)
                        .flatMap(RevocationList::names)
                        .toList())
                .orElse(List.of());
        return names(name).anyMatch(ours::contains);
    }

    private static Stream<GeneralName> names(DistributionPoint point) {
        return point.getDistributionPoint() == null ? Stream.empty() : names(point.getDistributionPoint());
    }

    private static Stream<GeneralName> names(DistributionPointName name) {
        return name.getType() == DistributionPointName.FULL_NAME
                ? Arrays.stream(GeneralNames.getInstance(name.getName()).getNames())
                : Stream.empty();
    }
}
