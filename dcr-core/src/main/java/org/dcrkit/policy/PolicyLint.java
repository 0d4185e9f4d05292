package org.dcrkit.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dcrkit.RequestRequirements;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.claims.HttpsUrl.HostKind;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.LintFinding.Severity;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.verdict.Reason;

/** Looks for holes in a policy. */
final class PolicyLint {

    private static final Duration MUCH_SKEW = Duration.ofMinutes(1);
    private static final Set<String> OUTDATED_GRANTS = Set.of("implicit", "password");

    private final ClaimPolicy policy;
    private final List<LintFinding> findings = new ArrayList<>();

    private PolicyLint(ClaimPolicy policy) {
        this.policy = policy;
    }

    static List<LintFinding> of(ClaimPolicy policy) {
        PolicyLint lint = new PolicyLint(policy);
        policy.claims().values().forEach(lint::claim);
        lint.token();
        lint.redirectUris();
        lint.scopes();
        lint.surroundings();
        return lint.findings.stream()
                .distinct()
                .sorted(Comparator.comparing(LintFinding::severity)
                        .thenComparing(LintFinding::code)
                        .thenComparing(LintFinding::parameter)
                        .thenComparing(LintFinding::words))
                .toList();
    }

    private void claim(ClaimRule rule) {
        String name = rule.claim().claimName();
        rule.allowed().ifPresent(allowed -> {
            Set<String> taken = Values.canonical(rule.claim(), allowed);
            if (taken.isEmpty() && rule.presence() == Presence.MANDATORY) {
                add(Severity.ERROR, "nothing_allowed", name, "is mandatory and no value is taken");
            }
            outside(taken, rule.claim(), rule.required())
                    .forEach(value ->
                            add(Severity.ERROR, "required_not_allowed", name, value + " is required and not taken"));
            outside(taken, rule.claim(), rule.defaults())
                    .forEach(value ->
                            add(Severity.ERROR, "default_not_allowed", name, value + " is the default and not taken"));
            if (!rule.oneOf().isEmpty()
                    && outside(taken, rule.claim(), rule.oneOf()).size()
                            == rule.oneOf().size()) {
                add(Severity.ERROR, "required_not_allowed", name, "none of those of which one is required is taken");
            }
        });
        boolean neverAbsent = rule.presence() == Presence.MANDATORY || rule.presence() == Presence.FORBIDDEN;
        if (!rule.defaults().isEmpty() && neverAbsent) {
            add(Severity.ERROR, "default_unreachable", name, "has a default that never comes to bear");
        }
        rule.mandatoryWhen().ifPresent(condition -> condition(name, condition));
        rule.onlyWhen().ifPresent(condition -> condition(name, condition));
        if (FapiFloor.claims().contains(rule.claim())) {
            FapiFloor.below(rule)
                    .forEach(value -> add(
                            Severity.WARNING,
                            "accepts_" + value.toLowerCase(Locale.ROOT),
                            name,
                            "takes " + value + ", which FAPI 1.0 Advanced does not allow"));
        }
        rule.pattern()
                .filter(pattern -> rule.maxLength() == ClaimRule.MAX_LENGTH)
                .ifPresent(pattern -> add(
                        Severity.NOTE,
                        "pattern_without_length",
                        name,
                        "a regular expression is safer with a limit of characters"));
    }

    private void condition(String name, Condition condition) {
        ClaimRule other = policy.claims().get(condition.claim());
        boolean never = other == null
                || other.presence() == Presence.FORBIDDEN
                || other.allowed()
                        .map(allowed -> outside(
                                                Values.canonical(condition.claim(), allowed),
                                                condition.claim(),
                                                condition.values())
                                        .size()
                                == condition.values().size())
                        .orElse(false);
        if (never) {
            add(Severity.NOTE, "condition_never_holds", name, "depends on " + condition + ", which is never taken");
        }
    }

    private void token() {
        RequestRequirements request = policy.requestRequirements();
        for (RequestClaim claim :
                List.of(RequestClaim.JWT_ID, RequestClaim.EXPIRES_AT, RequestClaim.ISSUER, RequestClaim.AUDIENCE)) {
            ClaimRule rule = policy.claims().get(claim);
            if (rule == null || rule.presence() != Presence.MANDATORY) {
                add(
                        Severity.NOTE,
                        "token_claim_not_listed",
                        claim.claimName(),
                        "is always asked for, but not described");
            }
        }
        if (request.audiences().contains("*")) {
            add(
                    Severity.ERROR,
                    "no_audience",
                    "aud",
                    "an asterisk is no audience; requests for others would be needed");
        }
        if (request.maxLifetime().isEmpty()) {
            add(Severity.WARNING, "request_of_unlimited_lifetime", "exp", "a request may be valid for decades");
        }
        if (request.skew().compareTo(MUCH_SKEW) > 0) {
            add(
                    Severity.WARNING,
                    "much_skew",
                    "clock skew",
                    RuleWords.words(request.skew()) + " is more than a minute");
        }
        if (request.revokedKeys() == RevokedKeys.NOT_CHECKED) {
            add(Severity.WARNING, "revoked_keys", "request signature", "keys that the directory revoked are accepted");
        }
        if (policy.ssaRequirements().maxAge().isEmpty()
                && !policy.ssaRequirements().expiryRequired()) {
            add(
                    Severity.WARNING,
                    "statement_of_unlimited_age",
                    "software statement",
                    "a statement from before a role was withdrawn is as good as one of today");
        }
    }

    private void redirectUris() {
        String name = RequestClaim.REDIRECT_URIS.claimName();
        ClaimRule rule = policy.claims().get(RequestClaim.REDIRECT_URIS);
        if (rule == null) {
            add(Severity.ERROR, "no_redirect_rule", name, "redirect URIs are ignored");
        } else if (rule.presence() != Presence.MANDATORY) {
            add(Severity.NOTE, "redirect_uris_optional", name, "a client may be registered without any");
        }
        RedirectUriRule uris = policy.redirectUris();
        if (!uris.inStatement()) {
            add(Severity.WARNING, "redirect_uris_not_vouched_for", name, "the directory does not vouch for them");
        }
        if (!uris.hosts().equals(Set.of(HostKind.NAME))) {
            add(Severity.WARNING, "redirect_uri_hosts", name, "hosts that are not names are taken");
        }
    }

    private void scopes() {
        ClaimRule rule = policy.claims().get(RequestClaim.SCOPE);
        List<String> offered = rule == null ? List.of() : rule.allowed().orElse(List.of());
        String name = RequestClaim.SCOPE.claimName();
        if (rule != null && rule.allowed().isEmpty() && rule.presence() != Presence.FORBIDDEN) {
            add(Severity.WARNING, "any_scope", name, "scopes that are not listed are registered");
        }
        offered.stream()
                .filter(scope -> !scope.equals("openid") && !policy.scopeRoles().containsKey(scope))
                .forEach(scope -> add(Severity.WARNING, "scope_without_role", name, scope + " needs no role"));
        policy.scopeRoles().keySet().stream()
                .filter(scope -> !offered.isEmpty() && !offered.contains(scope))
                .forEach(scope ->
                        add(Severity.NOTE, "role_for_no_scope", name, scope + " needs a role but is not offered"));
        ClaimRule grants = policy.claims().get(RequestClaim.GRANT_TYPES);
        List<String> granted = grants == null ? List.of() : grants.allowed().orElse(List.of());
        granted.stream()
                .filter(OUTDATED_GRANTS::contains)
                .forEach(grant -> add(
                        Severity.WARNING, "outdated_grant", "grant_types", grant + " hands tokens to third parties"));
        if (grants == null || grants.allowed().isEmpty()) {
            add(Severity.WARNING, "any_grant", "grant_types", "grant types that are not listed are registered");
        }
    }

    private void surroundings() {
        if (policy.certificate().kinds().contains(CertificateKind.UNKNOWN)) {
            add(Severity.NOTE, "any_certificate_kind", "certificate", "certificates of any kind are taken");
        }
        for (RequestClaim claim : List.of(RequestClaim.CLIENT_SECRET, RequestClaim.REGISTRATION_ACCESS_TOKEN)) {
            ClaimRule rule = policy.claims().get(claim);
            if (rule != null && rule.presence() != Presence.FORBIDDEN && rule.presence() != Presence.IGNORED) {
                add(Severity.ERROR, "client_chooses_credentials", claim.claimName(), "only a server may give it");
            }
        }
        for (Map.Entry<Reason, String> waiver : policy.waivers().entrySet()) {
            add(Severity.WARNING, "waived", waiver.getKey().code(), "waived: " + waiver.getValue());
        }
    }

    private static List<String> outside(Set<String> taken, RequestClaim claim, Collection<String> values) {
        return values.stream()
                .filter(value -> !taken.contains(Values.canonical(claim, value)))
                .toList();
    }

    private void add(Severity severity, String code, String parameter, String words) {
        findings.add(new LintFinding(severity, "lint." + code, parameter, words));
    }
}
