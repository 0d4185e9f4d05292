package org.dcrkit.examples.spring.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.examples.spring.policy.AssertionRules;
import org.dcrkit.examples.spring.policy.BankPolicy;
import org.springframework.stereotype.Component;

/**
 * What the discovery document says beyond Spring Authorization Server's own: where to register, which endpoints want a client
 * certificate (RFC 8705, section 5), and what the policy in force takes. And what it does not say: tokens are bound to
 * certificates and not to DPoP proofs, and are opaque, which Spring's UserInfo endpoint does not read.
 */
@Component
class ServerMetadata {

    private static final String METHODS = "_auth_methods_supported";
    private static final String ALGORITHMS = "_auth_signing_alg_values_supported";
    private static final Set<String> NOT_OFFERED = Set.of("dpop_signing_alg_values_supported", "userinfo_endpoint");

    private final BankPolicy policy;
    private final MutualTlsEndpoints endpoints;

    ServerMetadata(BankPolicy policy, MutualTlsEndpoints endpoints) {
        this.policy = policy;
        this.endpoints = endpoints;
    }

    void complete(Map<String, Object> document) {
        document.keySet().removeAll(NOT_OFFERED);
        document.put("registration_endpoint", endpoints.registration());
        Map<String, Object> aliases = new LinkedHashMap<>(endpoints.authenticating());
        aliases.put("registration_endpoint", endpoints.registration());
        document.put("mtls_endpoint_aliases", aliases);
        document.put(
                "token_endpoint" + ALGORITHMS,
                AssertionRules.VERIFIED.values().stream()
                        .flatMap(List::stream)
                        .sorted()
                        .toList());
        policy.current()
                .discovery()
                .members()
                .forEach((member, values) -> document.put(member, texts((JsonArray) values)));
        // Clients authenticate at each of these endpoints alike.
        for (String what : List.of(METHODS, ALGORITHMS)) {
            Optional.ofNullable(document.get("token_endpoint" + what)).ifPresent(values -> {
                document.put("revocation_endpoint" + what, values);
                document.put("introspection_endpoint" + what, values);
            });
        }
    }

    private static List<String> texts(JsonArray values) {
        return values.elements().stream()
                .map(value -> ((JsonString) value).value())
                .toList();
    }
}
