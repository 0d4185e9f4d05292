package org.dcrkit.examples.spring.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ClaimRule;
import org.dcrkit.policy.Presence;
import org.dcrkit.verdict.ClaimPath;

/** Narrows a bank's policy to the client assertions that the token endpoint can verify. */
public final class AssertionRules {

    /** The algorithms of client assertions that the token endpoint can verify, by authentication method. */
    public static final Map<String, List<String>> VERIFIED =
            Map.of("private_key_jwt", List.of("PS256", "ES256"), "client_secret_jwt", List.of("HS256"));

    private AssertionRules() {}

    /**
     * The policy under the same name, with a rule that an algorithm is one of the client's authentication method.
     *
     * @throws IllegalArgumentException if it takes algorithms that are of none: clients would be registered and never let in
     */
    static ClaimPolicy added(ClaimPolicy policy) {
        List<String> others = allowed(policy, RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG)
                .filter(algorithm -> VERIFIED.values().stream().noneMatch(verified -> verified.contains(algorithm)))
                .toList();
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("policy " + policy.name() + " takes " + others + " as "
                    + RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG.claimName()
                    + ", but assertions can be verified with "
                    + VERIFIED + " only");
        }
        return policy.derive(policy.name())
                .rule(
                        ClaimPath.request(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG.claimName()),
                        BankReason.ASSERTION_ALGORITHM,
                        "PS256 or ES256 with private_key_jwt, HS256 with client_secret_jwt",
                        facts -> verifiable(policy, facts.requested()))
                .build();
    }

    private static boolean verifiable(ClaimPolicy policy, ClientMetadata requested) {
        Optional<List<String>> verified = registered(policy, requested, RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD)
                .findFirst()
                .flatMap(method -> Optional.ofNullable(VERIFIED.get(method)));
        return verified.isEmpty()
                || registered(policy, requested, RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG)
                        .allMatch(verified.get()::contains);
    }

    /** What of the claim would be registered: nothing where there is no rule for it, or where it is ignored; what the policy refuses anyhow is not this rule's to refuse. */
    private static Stream<String> registered(ClaimPolicy policy, ClientMetadata requested, RequestClaim claim) {
        ClaimRule rule = policy.claims().get(claim);
        if (rule == null || rule.presence() == Presence.IGNORED) {
            return Stream.empty();
        }
        List<String> taken = requested.values(claim).stream()
                .filter(value ->
                        rule.allowed().map(allowed -> allowed.contains(value)).orElse(true))
                .toList();
        return taken.isEmpty() ? rule.defaults().stream() : taken.stream();
    }

    private static Stream<String> allowed(ClaimPolicy policy, RequestClaim claim) {
        return Optional.ofNullable(policy.claims().get(claim)).flatMap(ClaimRule::allowed).stream()
                .flatMap(List::stream);
    }
}
