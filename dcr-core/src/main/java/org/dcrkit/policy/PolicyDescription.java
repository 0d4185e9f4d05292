package org.dcrkit.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dcrkit.RequestRequirements;
import org.dcrkit.SsaRequirements;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.verdict.Reason;

/** A policy as the table that banks publish for TPPs: parameter, occurrence, rule, default. */
public final class PolicyDescription {

    private final String name;
    private final List<PolicyRow> request;
    private final List<PolicyRow> surroundings;
    private final List<String> waivers;

    private PolicyDescription(ClaimPolicy policy) {
        this.name = policy.name();
        this.request = policy.claims().values().stream()
                .map(rule -> RuleWords.row(rule, policy))
                .toList();
        this.surroundings = List.copyOf(surroundings(policy));
        this.waivers = policy.waivers().entrySet().stream()
                .map(PolicyDescription::words)
                .toList();
    }

    static PolicyDescription of(ClaimPolicy policy) {
        return new PolicyDescription(policy);
    }

    /** The claims of the request, in the order of {@link org.dcrkit.claims.RequestClaim}. */
    public List<PolicyRow> request() {
        return request;
    }

    /** What is asked of everything around the claims: the request's signature, scopes, statement, certificate. */
    public List<PolicyRow> surroundings() {
        return surroundings;
    }

    /** What is let pass although it should not be, and why. */
    public List<String> waivers() {
        return waivers;
    }

    /** All rows, those of the request first. */
    List<PolicyRow> rows() {
        return Stream.concat(request.stream(), surroundings.stream()).toList();
    }

    private static String words(Map.Entry<Reason, String> waiver) {
        return waiver.getKey().code() + ": " + waiver.getValue();
    }

    private static List<PolicyRow> surroundings(ClaimPolicy policy) {
        List<PolicyRow> rows = new ArrayList<>();
        RequestRequirements token = policy.requestRequirements();
        rows.add(row(
                "request signature",
                "M",
                "PS256 or ES256, with " + RuleWords.keyWords(token) + "; "
                        + switch (token.revokedKeys()) {
                            case REQUIRED -> "revoked keys are refused";
                            case WHERE_LISTED -> "revoked keys are refused where the statement lists them";
                            case NOT_CHECKED -> "revoked keys are not looked for";
                        },
                "FAPI 1.0 Advanced section 8.6"));
        SsaRequirements ssa = policy.ssaRequirements();
        rows.add(row(
                "software statement",
                "M",
                (ssa.maxAge().isPresent()
                                ? "at most " + RuleWords.words(ssa.maxAge().get()) + " old"
                                : "of any age")
                        + (ssa.expiryRequired() ? "; with exp" : "; exp is checked where there is one"),
                "OBIE Directory, SSA lifetime"));
        rows.add(row(
                "clock skew",
                "-",
                RuleWords.words(token.skew()) + " for requests, " + RuleWords.words(ssa.skew()) + " for statements",
                "RFC 7519 section 4.1.4"));
        policy.scopeRoles()
                .forEach((scope, roles) -> rows.add(row(
                        "scope " + scope,
                        "-",
                        "needs " + RuleWords.joined(List.copyOf(new TreeSet<>(roles)), "or"),
                        "OBIE DCR, data mapping")));
        statementRows(policy.statement(), rows);
        certificateRows(policy.certificate(), rows);
        if (policy.pagesOnRedirectHost()) {
            rows.add(row("pages for people", "-", "on the host of a redirect URI", "RFC 7591 section 5"));
        }
        policy.bankRules().stream()
                .sorted(Comparator.comparing(
                        rule -> rule.where() + rule.reason().code()))
                .forEach(rule -> rows.add(row(
                        rule.where().toString(),
                        "-",
                        rule.words(),
                        rule.reason().spec())));
        return rows;
    }

    private static void statementRows(StatementRule rule, List<PolicyRow> rows) {
        addChoice(rows, "software roles", "one of ", rule.roles());
        addChoice(rows, "environment", "", rule.environments());
        addChoice(rows, "competent authority", "", rule.authorities());
        addChoice(rows, "member states", "all of ", rule.memberStates());
        if (rule.activeAuthority()) {
            rows.add(row("competent authority status", "-", "active, where there is one", "OBIE Directory"));
        }
        rule.softwareIdForm().ifPresent(form -> rows.add(row("software_id", "-", form.words(), "OBIE Directory")));
    }

    private static void addChoice(List<PolicyRow> rows, String parameter, String before, Set<String> values) {
        if (!values.isEmpty()) {
            String word = before.equals("all of ") ? "and" : "or";
            String rule = before + RuleWords.joined(List.copyOf(new TreeSet<>(values)), word);
            rows.add(row(parameter, "-", rule, "OBIE Directory"));
        }
    }

    private static void certificateRows(CertificateRule rule, List<PolicyRow> rows) {
        if (rule.kinds().size() < CertificateKind.values().length) {
            List<String> kinds =
                    rule.kinds().stream().sorted().map(CertificateKind::name).toList();
            rows.add(row("certificate", "-", RuleWords.joined(kinds, "or"), "OBIE certificate profiles"));
        }
        rows.add(row(
                "certificate subject",
                "-",
                rule.subjectNamed() ? "as the request names it" : "any",
                "RFC 8705 section 2.1"));
        rule.attributes()
                .forEach((oid, claim) -> rows.add(row(
                        "certificate subject " + oid,
                        "M",
                        "equal to " + SsaDialect.obie().nameOf(claim) + " of the software statement",
                        "OBIE DCR 1.0")));
    }

    private static PolicyRow row(String parameter, String occurrence, String rule, String spec) {
        return new PolicyRow(parameter, occurrence, rule, "", spec);
    }

    /** The table in Markdown. */
    public String markdown() {
        return DescriptionFormat.markdown(name, this);
    }

    /** The table as an HTML page of its own, without script and without anything to fetch. */
    public String html() {
        return DescriptionFormat.html(name, this);
    }
}
