package org.dcrkit.policy;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.claims.RequestClaim;

/** What FAPI 1.0 Advanced allows at most, whatever a bank's own rules say (sections 5.2.2-14 and 8.6). */
final class FapiFloor {

    private static final List<String> ALGORITHMS = List.of("PS256", "ES256");
    private static final List<String> AUTH_METHODS = List.of("tls_client_auth", "private_key_jwt");
    private static final Map<RequestClaim, PolicyReason> REASONS = reasons();

    private FapiFloor() {}

    private static Map<RequestClaim, PolicyReason> reasons() {
        Map<RequestClaim, PolicyReason> reasons = new EnumMap<>(RequestClaim.class);
        reasons.put(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, PolicyReason.FAPI_AUTH_METHOD);
        reasons.put(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, PolicyReason.FAPI_ALGORITHM);
        reasons.put(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG, PolicyReason.FAPI_ALGORITHM);
        reasons.put(RequestClaim.REQUEST_OBJECT_SIGNING_ALG, PolicyReason.FAPI_ALGORITHM);
        reasons.put(RequestClaim.BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG, PolicyReason.FAPI_ALGORITHM);
        return reasons;
    }

    /** The claims that the floor is about. */
    static Set<RequestClaim> claims() {
        return REASONS.keySet();
    }

    /** The reason for which a value of that claim below the floor is refused; empty for a claim that has no floor. */
    static Optional<PolicyReason> reason(RequestClaim claim) {
        return Optional.ofNullable(REASONS.get(claim));
    }

    /** All reasons of the floor: the only ones that a policy may waive. */
    static Set<PolicyReason> reasonsToWaive() {
        return Set.copyOf(REASONS.values());
    }

    /** The values of a claim that has a floor. */
    static List<String> values(RequestClaim claim) {
        return claim == RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD ? AUTH_METHODS : ALGORITHMS;
    }

    /** The values that a rule takes, or has as a default, and FAPI does not. */
    static Set<String> below(ClaimRule rule) {
        Set<String> below = new LinkedHashSet<>(rule.allowed().orElse(List.of()));
        below.addAll(rule.defaults());
        values(rule.claim()).forEach(below::remove);
        return below;
    }
}
