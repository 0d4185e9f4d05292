package org.dcrkit.testkit;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ClaimRule;
import org.dcrkit.policy.Condition;
import org.dcrkit.policy.Presence;
import org.dcrkit.verdict.Reason;

/** Whether a policy has the rule that a sabotage breaks; a policy that is coded rather than built is taken at its word. */
final class PolicyRules {

    private PolicyRules() {}

    /** The policy has a rule about the claim, and it is such a one. */
    static BiPredicate<RegistrationDraft, RegistrationPolicy> rule(RequestClaim claim, Predicate<ClaimRule> such) {
        return built(policy ->
                Optional.ofNullable(policy.claims().get(claim)).filter(such).isPresent());
    }

    /** The policy is built, and such a one. */
    static BiPredicate<RegistrationDraft, RegistrationPolicy> built(Predicate<ClaimPolicy> such) {
        return (draft, policy) -> policy instanceof ClaimPolicy claims && such.test(claims);
    }

    /** Faults of that kind are not waived. */
    static BiPredicate<RegistrationDraft, RegistrationPolicy> insists(Reason reason) {
        return (draft, policy) -> policy.reasons().contains(reason);
    }

    /** The claim has to be in this registration. */
    static BiPredicate<RegistrationDraft, RegistrationPolicy> mandatory(RequestClaim claim) {
        return (draft, policy) -> rule(
                        claim,
                        rule -> rule.presence() == Presence.MANDATORY
                                || rule.mandatoryWhen()
                                        .filter(condition -> holds(condition, draft))
                                        .isPresent())
                .test(draft, policy);
    }

    /** The claim is one that this registration must not have. */
    static BiPredicate<RegistrationDraft, RegistrationPolicy> inapplicable(RequestClaim claim) {
        return (draft, policy) -> rule(
                        claim,
                        rule -> rule.onlyWhen()
                                .filter(condition -> !holds(condition, draft))
                                .isPresent())
                .test(draft, policy);
    }

    /** The policy takes none of these values of the claim, and refuses rather than drops them. */
    static Predicate<ClaimRule> refuses(String... values) {
        return rule -> rule.unsupported() == ClaimRule.Unsupported.REFUSED
                && rule.allowed()
                        .filter(allowed -> List.of(values).stream().noneMatch(allowed::contains))
                        .isPresent();
    }

    /** The policy takes the value. */
    static Predicate<ClaimRule> takes(String value) {
        return rule -> rule.presence() != Presence.FORBIDDEN
                && rule.allowed().map(allowed -> allowed.contains(value)).orElse(true);
    }

    /** The values of a claim of the request as it stands. */
    static List<String> values(RegistrationDraft draft, RequestClaim claim) {
        Optional<JsonValue> value = draft.request().claims().get(claim.claimName());
        if (value.isPresent() && value.get() instanceof JsonArray array) {
            return array.elements().stream()
                    .filter(JsonString.class::isInstance)
                    .map(element -> ((JsonString) element).value())
                    .toList();
        }
        return draft.request().text(claim.claimName()).stream()
                .flatMap(text ->
                        claim == RequestClaim.SCOPE ? List.of(text.split(" ", -1)).stream() : List.of(text).stream())
                .toList();
    }

    private static boolean holds(Condition condition, RegistrationDraft draft) {
        return values(draft, condition.claim()).stream().anyMatch(condition.values()::contains);
    }
}
