package org.dcrkit.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.verdict.ClaimPath;
import org.jspecify.annotations.Nullable;

/**
 * Which roles a scope needs: one of those listed, in the software statement and, where the certificate has a PSD2
 * statement, there too. A scope that is not listed needs none.
 */
final class ScopeRule {

    private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    private static final Set<CertificateKind> WITH_ROLES =
            Set.of(CertificateKind.OBWAC, CertificateKind.OBSEAL, CertificateKind.QWAC, CertificateKind.QSEALC);

    private final Map<String, Set<String>> rolesByScope;

    ScopeRule(Map<String, Set<String>> rolesByScope) {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        rolesByScope.forEach((scope, roles) -> copy.put(scope, Set.copyOf(roles)));
        this.rolesByScope = Collections.unmodifiableMap(copy);
    }

    /** Whether a text is a scope token (RFC 6749, section 3.3). */
    static boolean isToken(String scope) {
        return TOKEN.matcher(scope).matches();
    }

    Map<String, Set<String>> rolesByScope() {
        return rolesByScope;
    }

    /** Whether the software's roles cover a scope. */
    boolean covers(SoftwareStatement statement, String scope) {
        Set<String> roles = rolesByScope.get(scope);
        return roles == null || !Collections.disjoint(roles, statement.roles());
    }

    /** Judges the scopes that are on offer; the others are refused as such already. */
    void judge(PolicyEvaluation evaluation, @Nullable ClaimRule scopeRule) {
        List<String> offered = scopeRule == null ? null : scopeRule.allowed().orElse(null);
        List<String> scopes = Values.of(evaluation.metadata(), RequestClaim.SCOPE);
        int judged = Math.min(scopes.size(), ClaimRule.MAX_VALUES);
        for (String scope : new LinkedHashSet<>(scopes.subList(0, judged))) {
            @Nullable Set<String> roles = rolesByScope.get(scope);
            if (roles != null && (offered == null || offered.contains(scope))) {
                judgeRoles(evaluation, scope, roles);
            }
        }
    }

    private void judgeRoles(PolicyEvaluation evaluation, String scope, Set<String> roles) {
        SoftwareStatement statement = evaluation.facts().statement();
        ClaimPath where = PolicyEvaluation.path(RequestClaim.SCOPE);
        String got = scope + " with " + String.join(", ", new TreeSet<>(statement.roles()));
        String expected = scope + " with " + String.join(" or ", new TreeSet<>(roles));
        boolean covered = evaluation.require(
                covers(statement, scope), RequestClaim.SCOPE, PolicyReason.SCOPE_WITHOUT_ROLE, where, got, expected);
        evaluation
                .facts()
                .certificate()
                .filter(certificate -> covered && WITH_ROLES.contains(certificate.kind()))
                .map(CertificateFacts::roles)
                .ifPresent(certified -> evaluation.require(
                        !Collections.disjoint(roles, certified),
                        RequestClaim.SCOPE,
                        PolicyReason.SCOPE_WITHOUT_CERTIFICATE_ROLE,
                        where,
                        scope + " with " + String.join(", ", new TreeSet<>(certified)),
                        expected));
    }
}
