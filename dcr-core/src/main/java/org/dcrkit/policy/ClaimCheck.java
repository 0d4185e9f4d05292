package org.dcrkit.policy;

import static org.dcrkit.claims.ClaimReason.EMPTY;
import static org.dcrkit.claims.ClaimReason.MISSING;
import static org.dcrkit.policy.PolicyEvaluation.path;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.ClaimRule.StatementUse;
import org.dcrkit.verdict.ClaimPath;
import org.jspecify.annotations.Nullable;

/** Judges one claim by its {@link ClaimRule}; everything that the rule says in words is prepared once. */
final class ClaimCheck {

    private final ClaimRule rule;
    private final RequestClaim claim;
    private final @Nullable Set<String> allowed;
    private final String allowedWords;
    private final @Nullable PolicyReason floor;
    private final boolean issuedByServer;

    /** Whether values below the FAPI floor are to be refused is for the policy's waivers to say. */
    ClaimCheck(ClaimRule rule) {
        this.rule = rule;
        this.claim = rule.claim();
        this.floor = FapiFloor.reason(claim).orElse(null);
        this.allowed =
                rule.allowed().map(values -> Values.canonical(claim, values)).orElse(null);
        this.allowedWords =
                rule.allowed().map(values -> String.join(", ", values)).orElse("any value");
        this.issuedByServer = claim == RequestClaim.CLIENT_SECRET || claim == RequestClaim.REGISTRATION_ACCESS_TOKEN;
    }

    RequestClaim claim() {
        return claim;
    }

    /** What can be judged of the claim alone. */
    void judge(PolicyEvaluation evaluation) {
        ClientMetadata metadata = evaluation.metadata();
        boolean present = metadata.has(claim);
        List<String> values = Values.of(metadata, claim);
        if (rule.presence() == Presence.FORBIDDEN) {
            PolicyReason reason = issuedByServer ? PolicyReason.CLAIM_ISSUED_BY_SERVER : PolicyReason.CLAIM_FORBIDDEN;
            evaluation.require(!present, claim, reason, path(claim), present ? "present" : null, "absent");
            return;
        }
        if (rule.presence() == Presence.MANDATORY && requirePresent(evaluation, present) && claim.isList()) {
            evaluation.require(!values.isEmpty(), claim, EMPTY, path(claim), count(values), "at least one value");
        }
        if (present && claim != RequestClaim.REDIRECT_URIS) {
            judgeValues(evaluation, values);
        }
    }

    /** What depends on the choices made in other claims, where nothing is wrong with those. */
    void judgeConditions(PolicyEvaluation evaluation) {
        boolean present = evaluation.metadata().has(claim);
        rule.mandatoryWhen()
                .filter(condition -> evaluation.sound(condition.claim()) && condition.holds(evaluation.metadata()))
                .ifPresent(condition -> evaluation.require(
                        present, claim, MISSING, path(claim), presence(present), "present, because " + condition));
        rule.onlyWhen()
                .filter(condition -> present && evaluation.sound(condition.claim()))
                .ifPresent(condition -> evaluation.require(
                        condition.holds(evaluation.metadata()),
                        claim,
                        PolicyReason.CLAIM_NOT_APPLICABLE,
                        path(claim),
                        "present",
                        "absent unless " + condition));
    }

    private boolean requirePresent(PolicyEvaluation evaluation, boolean present) {
        return evaluation.require(present, claim, MISSING, path(claim), presence(present), claim.claimName());
    }

    private static @Nullable String presence(boolean present) {
        return present ? "present" : null;
    }

    private static String count(List<String> values) {
        return values.size() + " values";
    }

    private void requireCount(PolicyEvaluation evaluation, List<String> values) {
        evaluation.require(
                values.size() <= rule.maxValues(),
                claim,
                PolicyReason.TOO_MANY_VALUES,
                path(claim),
                count(values),
                "at most " + rule.maxValues());
    }

    /** Judges the values, of too many the first hundred; no fault of one keeps another from being found. */
    private void judgeValues(PolicyEvaluation evaluation, List<String> values) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < Math.min(values.size(), ClaimRule.MAX_VALUES); i++) {
            String value = values.get(i);
            ClaimPath where = path(claim, i);
            if (claim.isList()) {
                evaluation.require(
                        seen.add(Values.canonical(claim, value)),
                        claim,
                        PolicyReason.VALUE_REPEATED,
                        where,
                        value,
                        "each value once");
            }
            judgeValue(evaluation, value, where);
        }
        if (claim.isList()) {
            requireCount(evaluation, values);
            judgeWhole(evaluation, values);
        }
    }

    private void judgeValue(PolicyEvaluation evaluation, String value, ClaimPath where) {
        judgeAllowed(evaluation, value, where);
        boolean fitsLength = evaluation.require(
                Values.length(value) <= rule.maxLength(),
                claim,
                PolicyReason.VALUE_TOO_LONG,
                where,
                Values.length(value) + " characters",
                "at most " + rule.maxLength());
        judgeForm(evaluation, value, where, fitsLength);
        rule.statementClaim()
                .filter(statementClaim -> rule.statementUse() == StatementUse.MUST_EQUAL)
                .ifPresent(statementClaim -> judgeStated(evaluation, value, where, statementClaim));
    }

    private void judgeStated(PolicyEvaluation evaluation, String value, ClaimPath where, SsaClaim statementClaim) {
        Optional<String> stated = evaluation.facts().statement().text(statementClaim);
        evaluation.require(
                stated.equals(Optional.of(value)),
                claim,
                PolicyReason.DIFFERS_FROM_STATEMENT,
                where,
                value,
                stated.orElse("absent, as in the statement"));
    }

    /** One question, so one fault: the FAPI floor, the form of a scope, and the bank's own list all say what is taken. */
    private void judgeAllowed(PolicyEvaluation evaluation, String value, ClaimPath where) {
        if (floor != null && belowFloor(evaluation, value, where, floor)) {
            return;
        }
        if (claim == RequestClaim.SCOPE && !requireToken(evaluation, value, where)) {
            return;
        }
        if (allowed != null) {
            evaluation.require(
                    allowed.contains(Values.canonical(claim, value)),
                    claim,
                    PolicyReason.notAllowed(claim),
                    where,
                    value,
                    allowedWords);
        }
    }

    private boolean requireToken(PolicyEvaluation evaluation, String value, ClaimPath where) {
        return evaluation.require(
                ScopeRule.isToken(value),
                claim,
                PolicyReason.SCOPE_MALFORMED,
                where,
                value,
                allowed == null ? "a scope token" : allowedWords);
    }

    private boolean belowFloor(PolicyEvaluation evaluation, String value, ClaimPath where, PolicyReason reason) {
        List<String> fapi = FapiFloor.values(claim);
        boolean holds = evaluation.require(fapi.contains(value), claim, reason, where, value, String.join(", ", fapi));
        return !holds && !evaluation.waives(reason);
    }

    /** Named forms take time in proportion to the text; a bank's own pattern might never end on a long one. */
    private void judgeForm(PolicyEvaluation evaluation, String value, ClaimPath where, boolean fitsLength) {
        rule.form()
                .ifPresent(
                        form -> evaluation.require(form.fits(value), claim, form.reason(), where, value, form.words()));
        rule.pattern()
                .filter(pattern -> fitsLength)
                .ifPresent(pattern -> evaluation.require(
                        pattern.matcher(value).matches(),
                        claim,
                        PolicyReason.VALUE_MALFORMED,
                        where,
                        value,
                        pattern.pattern()));
    }

    private void judgeWhole(PolicyEvaluation evaluation, List<String> values) {
        Set<String> canonical = Values.canonical(claim, values);
        for (String required : rule.required()) {
            evaluation.require(
                    canonical.contains(Values.canonical(claim, required)),
                    claim,
                    PolicyReason.VALUE_REQUIRED,
                    path(claim),
                    String.join(", ", values),
                    required);
        }
        if (!rule.oneOf().isEmpty()) {
            evaluation.require(
                    Values.canonical(claim, rule.oneOf()).stream().anyMatch(canonical::contains),
                    claim,
                    PolicyReason.ONE_VALUE_REQUIRED,
                    path(claim),
                    String.join(", ", values),
                    "one of " + String.join(", ", rule.oneOf()));
        }
        String total = String.join(" ", values);
        evaluation.require(
                Values.length(total) <= rule.maxTotalLength(),
                claim,
                PolicyReason.VALUE_TOO_LONG,
                path(claim),
                Values.length(total) + " characters",
                "at most " + rule.maxTotalLength());
    }
}
