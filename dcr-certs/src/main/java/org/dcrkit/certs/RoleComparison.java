package org.dcrkit.certs;

import static org.dcrkit.certs.ReadCertificate.violation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.certs.QcStatements.Psd2Statement;
import org.dcrkit.claims.CompetentAuthority;
import org.dcrkit.claims.CompetentAuthority.Authorisation;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.verdict.Violation;

/**
 * Whether the roles of a PSD2 statement cover those of the software (RTS on SCA and CSC, article 34).
 *
 * <p>Each PSD2 role among {@code software_roles} has to be in the certificate, and in the authorisations of the authority
 * claims where the statement lists any. Roles beyond the software's do no harm.
 */
final class RoleComparison {

    private static final Set<String> PSD2_ROLES =
            Stream.of(Psd2Role.values()).map(Psd2Role::obieName).collect(Collectors.toUnmodifiableSet());

    private RoleComparison() {}

    static Optional<Violation> fault(Psd2Statement psd2, SoftwareStatement statement) {
        Set<String> claimed = new TreeSet<>(statement.roles());
        claimed.retainAll(PSD2_ROLES);
        Set<String> missing = new TreeSet<>(claimed);
        missing.removeAll(psd2.obieRoles());
        if (!missing.isEmpty()) {
            return Optional.of(violation(CertificateReason.ROLES, "the certificate does not carry " + missing)
                    .got(new TreeSet<>(psd2.obieRoles()).toString())
                    .expected(claimed.toString()));
        }
        Set<String> authorised = authorised(statement.authorities());
        Set<String> unauthorised = new TreeSet<>(claimed);
        unauthorised.removeAll(authorised);
        return authorised.isEmpty() || unauthorised.isEmpty()
                ? Optional.empty()
                : Optional.of(violation(CertificateReason.ROLES, "no authority claim authorises " + unauthorised)
                        .got(new TreeSet<>(authorised).toString())
                        .expected(claimed.toString()));
    }

    private static Set<String> authorised(List<CompetentAuthority> authorities) {
        return authorities.stream()
                .flatMap(authority -> authority.authorisations().stream())
                .map(Authorisation::roles)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }
}
