package org.dcrkit.certs;

import java.time.Instant;
import java.util.List;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Evidence;

/** Notes the checks that a certificate passed, each under the reason that its failure would have had. */
final class NotedChecks {

    private static final String WAIVED = "certificate.waived";

    private final CheckLog log;

    NotedChecks(CheckLog log) {
        this.log = log;
    }

    void passed(CertificateReason reason, String got, String expected) {
        log.passed(reason, ClaimPath.certificate(), got, expected);
    }

    /** Everything presented could be read. */
    void read(List<ReadCertificate> presented) {
        String count = presented.size() + " presented";
        passed(CertificateReason.MISSING, count, "at least the client's own");
        passed(
                CertificateReason.TOO_LARGE,
                presented.get(0).der().length + " bytes, " + count,
                "at most " + StrictDer.MAX_BYTES + " bytes each, " + CertificateReader.MAX_CERTIFICATES + " in all");
        passed(CertificateReason.MALFORMED, "DER", "strict DER of an X.509 certificate");
    }

    /** A path stands; what was waived on the way did not pass and is in the evidence. */
    void path(ReadCertificate client, String path, Evidence evidence, Instant at) {
        unlessWaived(CertificateReason.VERSION, "version " + client.x509().getVersion(), "version 3", evidence);
        unlessWaived(
                CertificateReason.SERIAL_NUMBER,
                client.serialNumber().toString(16),
                "positive, at most 20 octets",
                evidence);
        unlessWaived(
                CertificateReason.WEAK_KEY,
                client.x509().getPublicKey().getAlgorithm(),
                "an accepted type and size along the path",
                evidence);
        unlessWaived(
                CertificateReason.WEAK_SIGNATURE,
                client.x509().getSigAlgName(),
                "an accepted algorithm along the path",
                evidence);
        unlessWaived(CertificateReason.NOT_YET_VALID, "from " + client.notBefore(), "not after " + at, evidence);
        unlessWaived(CertificateReason.EXPIRED, "until " + client.notAfter(), "not before " + at, evidence);
        unlessWaived(CertificateReason.EXTENSION, "known", "no unknown critical extension, none twice", evidence);
        unlessWaived(CertificateReason.CA_AS_CLIENT, "no authority", "no authority's certificate", evidence);
        unlessWaived(CertificateReason.KEY_USAGE, "fits", "key usage for the purpose", evidence);
        unlessWaived(CertificateReason.EXTENDED_KEY_USAGE, "fits", "extended key usage for the purpose", evidence);
        unlessWaived(CertificateReason.PATH_INVALID, "stands", "every signature and constraint", evidence);
        unlessWaived(CertificateReason.NAME_CONSTRAINTS, "kept", "those of every authority and the anchor", evidence);
        unlessWaived(CertificateReason.UNTRUSTED, path, "a path to a trust anchor", evidence);
    }

    private void unlessWaived(CertificateReason reason, String got, String expected, Evidence evidence) {
        boolean waived = evidence.entries().stream()
                .anyMatch(entry -> entry.name().equals(WAIVED) && entry.value().startsWith(reason.code() + ":"));
        if (!waived) {
            passed(reason, got, expected);
        }
    }
}
