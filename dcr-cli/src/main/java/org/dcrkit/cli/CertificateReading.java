package org.dcrkit.cli;

import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dcrkit.certs.CertificateClassifier;
import org.dcrkit.certs.QcStatementSyntax;
import org.dcrkit.certs.QcStatements;
import org.dcrkit.certs.ReadCertificate;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.Verdict;

/** Puts certificates into words. */
final class CertificateReading {

    private final TimeWords times;

    CertificateReading(TimeWords times) {
        this.times = times;
    }

    /** The first certificate, and the others as its parts. */
    Reading read(PresentedCertificates certificates) {
        List<Reading> readings = certificates.der().stream().map(this::read).toList();
        Reading first = readings.get(0);
        return new Reading(first.title(), first.rows(), first.oddities(), readings.subList(1, readings.size()));
    }

    Reading read(byte[] der) {
        return ReadCertificate.read(der)
                .fold(
                        accepted -> read(accepted.value()),
                        rejected -> Reading.of("certificate that cannot be read")
                                .odd(rejected.violations().get(0).detail())
                                .build(),
                        indeterminate ->
                                Reading.of("certificate that could not be read").build());
    }

    private Reading read(ReadCertificate certificate) {
        Verdict<QcStatements> statements = certificate.qcStatements(QcStatementSyntax.FLATTENED_ROLES_ACCEPTED);
        CertificateKind kind = statements
                .toOptional()
                .map(found -> CertificateClassifier.standard().kind(certificate, found))
                .orElse(CertificateKind.UNKNOWN);
        Reading.Builder reading = Reading.of("certificate: " + label(certificate, kind))
                .row("subject", certificate.subject().rfc4514())
                .row("issuer", certificate.issuer().rfc4514())
                .row("serial number", certificate.serialNumber().toString(16))
                .row("valid from", times.dateAndDistance(certificate.notBefore()))
                .row("valid until", times.dateAndDistance(certificate.notAfter()))
                .row("key", key(certificate))
                .row("SHA-256", certificate.fingerprint());
        KeyThumbprints thumbprints = KeyThumbprints.of(certificate.x509().getPublicKey(), certificate.der());
        thumbprints.sha1OfJwk().ifPresent(kid -> reading.row("kid at the Open Banking directory", kid));
        thumbprints.sha1OfCertificate().ifPresent(x5t -> reading.row("x5t", x5t));
        thumbprints.sha256OfCertificate().ifPresent(x5t -> reading.row("x5t#S256", x5t));
        certificate.organizationIdentifier().ifPresent(id -> reading.row("organizationIdentifier", id.toString()));
        statements
                .toOptional()
                .flatMap(QcStatements::psd2)
                .ifPresent(psd2 -> reading.row(
                                "PSD2 roles", psd2.obieRoles().stream().sorted().collect(Collectors.joining(", ")))
                        .row("PSD2 authority", psd2.authorityName() + " (" + psd2.authorityId() + ")")
                        .oddIf(
                                psd2.flattened(),
                                "the PSD2 roles are flattened into one sequence, as in older profiles"));
        NameReading.addForms(certificate.subject(), "subject, ", reading);
        validity(certificate, reading);
        statements.violations().forEach(fault -> reading.odd("its qualified statements: " + fault.detail()));
        reading.oddIf(
                kind == CertificateKind.UNKNOWN && !certificate.isCa(),
                "it has the layout of none of the kinds that Open Banking and eIDAS know");
        return reading.build();
    }

    private void validity(ReadCertificate certificate, Reading.Builder reading) {
        reading.oddIf(times.at().isAfter(certificate.notAfter()), "expired " + times.distance(certificate.notAfter()));
        reading.oddIf(
                times.at().isBefore(certificate.notBefore()),
                "not valid yet: it begins " + times.distance(certificate.notBefore()));
        reading.oddIf(
                certificate.subject().equals(certificate.issuer()) && !certificate.isCa(),
                "self-signed: no authority vouches for it");
    }

    private static String label(ReadCertificate certificate, CertificateKind kind) {
        if (certificate.isCa()) {
            return certificate.subject().equals(certificate.issuer())
                    ? "root certification authority"
                    : "certification authority";
        }
        return switch (kind) {
            case OB_TRANSPORT -> "Open Banking legacy transport (CN is the software_id, OU the org_id)";
            case OB_SIGNING -> "Open Banking legacy signing (CN is the software_id, OU the org_id)";
            case OBWAC -> "OBWAC (CN is the org_id)";
            case OBSEAL -> "OBSeal (CN is the org_id)";
            case QWAC -> "QWAC (eIDAS website authentication)";
            case QSEALC -> "QSealC (eIDAS seal)";
            case UNKNOWN -> "of no known kind";
        };
    }

    private static String key(ReadCertificate certificate) {
        if (certificate.x509().getPublicKey() instanceof RSAPublicKey rsa) {
            return "RSA, " + rsa.getModulus().bitLength() + " bits";
        }
        if (certificate.x509().getPublicKey() instanceof ECPublicKey ec) {
            return "EC, " + ec.getParams().getOrder().bitLength() + " bits";
        }
        return certificate.x509().getPublicKey().getAlgorithm().toLowerCase(Locale.ROOT);
    }
}
