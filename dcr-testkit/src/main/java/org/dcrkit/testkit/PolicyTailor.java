package org.dcrkit.testkit;

import static org.dcrkit.testkit.PolicyRules.values;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ClaimRule;
import org.dcrkit.policy.Presence;

/** Makes of a registration one that a policy takes, as a TPP does that has read what the bank published. */
final class PolicyTailor {

    private static final Duration STATEMENT_LIFE = Duration.ofMinutes(1);
    private static final List<RequestClaim> ALGORITHMS = List.of(
            RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG,
            RequestClaim.REQUEST_OBJECT_SIGNING_ALG,
            RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG);

    private final RegistrationPolicy policy;
    private RegistrationDraft draft;

    private PolicyTailor(FakeTpp tpp, RegistrationPolicy policy) {
        this.policy = policy;
        this.draft = tpp.registration(policy.requestRequirements().audiences().stream()
                .min(Comparator.naturalOrder())
                .orElseThrow());
    }

    static RegistrationDraft tailored(FakeTpp tpp, RegistrationPolicy policy) {
        PolicyTailor tailor = new PolicyTailor(tpp, policy);
        tailor.tokens();
        if (policy instanceof ClaimPolicy built) {
            tailor.claims(built);
        }
        return tailor.draft;
    }

    private void tokens() {
        long now = draft.tpp().directory().clock().instant().getEpochSecond();
        if (policy.requestRequirements().keys() == RequestKeys.TRANSPORT_CERTIFICATE) {
            draft = draft.signedBy(draft.tpp().transportKey());
        }
        if (policy.ssaRequirements().expiryRequired()) {
            draft = draft.ssa(
                    ssa -> ssa.claims().has("exp") ? ssa : ssa.claim("exp", now + STATEMENT_LIFE.toSeconds()));
        }
        policy.requestRequirements()
                .maxLifetime()
                .ifPresent(most -> draft =
                        draft.claim("exp", now + Math.min(most.toSeconds(), RegistrationDraft.LIFE.toSeconds())));
    }

    private void claims(ClaimPolicy built) {
        authentication(built);
        ALGORITHMS.forEach(claim -> single(built, claim));
        single(built, RequestClaim.APPLICATION_TYPE);
        list(built, RequestClaim.GRANT_TYPES);
        list(built, RequestClaim.RESPONSE_TYPES);
        list(built, RequestClaim.SCOPE);
        int uris = built.redirectUris().maxCount();
        draft = draft.claim(
                "redirect_uris", draft.tpp().redirectUris().stream().limit(uris).toList());
        built.claims().values().stream()
                .filter(rule -> rule.presence() == Presence.FORBIDDEN)
                .forEach(rule -> draft = draft.without(rule.claim().claimName()));
    }

    private void authentication(ClaimPolicy built) {
        List<String> allowed = Optional.ofNullable(built.claims().get(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD))
                .flatMap(ClaimRule::allowed)
                .orElse(List.of("private_key_jwt"));
        String method = Stream.of("private_key_jwt", "tls_client_auth")
                .filter(allowed::contains)
                .findFirst()
                .orElse(allowed.get(0));
        boolean inOlderName = built.claims().containsKey(RequestClaim.TLS_CLIENT_AUTH_DN)
                && !built.claims().containsKey(RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN);
        if (method.equals("tls_client_auth")) {
            draft = inOlderName ? draft.tlsClientAuthDn() : draft.tlsClientAuth();
        } else {
            draft = draft.claim("token_endpoint_auth_method", method);
        }
    }

    private void single(ClaimPolicy built, RequestClaim claim) {
        Optional<List<String>> allowed =
                Optional.ofNullable(built.claims().get(claim)).flatMap(ClaimRule::allowed);
        boolean unfit = allowed.isPresent()
                && draft.request().claims().has(claim.claimName())
                && values(draft, claim).stream().noneMatch(allowed.get()::contains);
        if (unfit) {
            draft = draft.claim(claim.claimName(), allowed.orElseThrow().get(0));
        }
    }

    private void list(ClaimPolicy built, RequestClaim claim) {
        ClaimRule rule = built.claims().get(claim);
        if (rule == null) {
            return;
        }
        List<String> wanted = new ArrayList<>(values(draft, claim));
        rule.allowed().ifPresent(wanted::retainAll);
        Stream.concat(
                        rule.required().stream(),
                        wanted.isEmpty()
                                ? rule.allowed().orElse(List.of()).stream().limit(1)
                                : Stream.empty())
                .filter(value -> !wanted.contains(value))
                .forEach(wanted::add);
        draft = claim == RequestClaim.SCOPE
                ? draft.claim("scope", String.join(" ", wanted))
                : draft.claim(claim.claimName(), wanted);
    }
}
