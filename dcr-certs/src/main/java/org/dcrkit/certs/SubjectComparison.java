package org.dcrkit.certs;

import static org.dcrkit.certs.ReadCertificate.violation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.claims.CompetentAuthority;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/** Compares attributes of a certificate's subject with claims of a statement: exact equality of decoded values. */
final class SubjectComparison {

    private static final int ALPHA3 = 3;
    private static final Map<String, String> ALPHA2_OF_ALPHA3 = countries();

    private final ReadCertificate certificate;
    private final NotedChecks noted;
    private final List<String> matched = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    SubjectComparison(BindingCandidate candidate) {
        this.certificate = candidate.certificate();
        this.noted = new NotedChecks(candidate.log());
    }

    /** Compares an attribute with the claim that it has to be equal to. */
    void equal(String attribute, String claim, Optional<String> wanted, CertificateReason difference) {
        String oid = AttributeTypes.read(attribute).orElseThrow();
        Optional<String> value = certificate.single(oid);
        if (value.isEmpty()) {
            violations.add(violation(
                            CertificateReason.SUBJECT,
                            attribute + " occurs " + certificate.subject().count(oid) + " times in the subject")
                    .expected("once"));
            return;
        }
        noted.passed(CertificateReason.SUBJECT, attribute + "=" + value.get(), attribute + " once");
        if (wanted.isEmpty()) {
            violations.add(violation(difference, "the statement has no " + claim + " to compare " + attribute + " with")
                    .got(value.get()));
        } else if (!value.get().equals(wanted.get())) {
            violations.add(violation(difference, attribute + " of the certificate is not the " + claim)
                    .got(value.get())
                    .expected(wanted.get()));
        } else {
            matched.add(attribute + " = " + claim + " = " + value.get());
            noted.passed(difference, attribute + "=" + value.get(), claim + " of the statement");
        }
    }

    /** Compares the organizationIdentifier with the registrations that the statement claims. */
    void registered(List<CompetentAuthority> authorities) {
        String oid = AttributeTypes.ORGANIZATION_IDENTIFIER;
        Optional<String> value = certificate.single(oid);
        if (value.isEmpty()) {
            violations.add(violation(
                            CertificateReason.SUBJECT,
                            "organizationIdentifier occurs "
                                    + certificate.subject().count(oid) + " times in the subject")
                    .expected("once"));
            return;
        }
        Optional<OrganizationIdentifier> parsed = certificate.organizationIdentifier();
        if (parsed.isEmpty()) {
            violations.add(violation(CertificateReason.ORGANIZATION_IDENTIFIER, "not in the form of its scheme")
                    .got(value.get())
                    .expected("PSDcc-NCA-identifier"));
            return;
        }
        noted.passed(CertificateReason.ORGANIZATION_IDENTIFIER, value.get(), "the form of its scheme");
        List<String> registrations = authorities.stream()
                .flatMap(authority -> registration(authority).stream())
                .toList();
        if (registrations.contains(value.get())) {
            matched.add("organizationIdentifier = authority and registration id = " + value.get());
            noted.passed(
                    CertificateReason.OTHER_ORGANISATION,
                    "organizationIdentifier=" + value.get(),
                    "a registration that the statement claims");
        } else {
            violations.add(violation(
                            CertificateReason.OTHER_ORGANISATION,
                            "organizationIdentifier is none of the registrations that the statement claims")
                    .got(value.get())
                    .expected(
                            registrations.isEmpty() ? "no registration claimed" : String.join(" or ", registrations)));
        }
    }

    /** What the rules found equal, or how it differs. */
    Verdict<String> verdict() {
        return violations.isEmpty()
                ? Verdict.accepted(String.join(", ", matched))
                : Verdict.rejected(violations, Evidence.none());
    }

    /** The organizationIdentifier of an authority claim: {@code FCAGBR} and {@code 123} make {@code PSDGB-FCA-123}. */
    static Optional<String> registration(CompetentAuthority authority) {
        String id = authority.authorityId().orElse("");
        if (id.length() <= ALPHA3 || authority.registrationId().isEmpty()) {
            return Optional.empty();
        }
        String nca = id.substring(0, id.length() - ALPHA3);
        String country = ALPHA2_OF_ALPHA3.get(id.substring(id.length() - ALPHA3));
        return country == null
                ? Optional.empty()
                : Optional.of("PSD" + country + "-" + nca + "-"
                        + authority.registrationId().get());
    }

    private static Map<String, String> countries() {
        Map<String, String> countries = new HashMap<>();
        for (String alpha2 : Locale.getISOCountries()) {
            countries.put(new Locale.Builder().setRegion(alpha2).build().getISO3Country(), alpha2);
        }
        return Map.copyOf(countries);
    }
}
