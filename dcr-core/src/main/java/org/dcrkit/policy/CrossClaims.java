package org.dcrkit.policy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;

/** What RFC 7591 and RFC 8705 ask of claims together; part of every policy. */
final class CrossClaims {

    private static final Set<RequestClaim> ALTERNATIVE_NAMES = EnumSet.of(
            RequestClaim.TLS_CLIENT_AUTH_SAN_DNS,
            RequestClaim.TLS_CLIENT_AUTH_SAN_URI,
            RequestClaim.TLS_CLIENT_AUTH_SAN_IP,
            RequestClaim.TLS_CLIENT_AUTH_SAN_EMAIL);
    private static final Set<RequestClaim> PAGES =
            EnumSet.of(RequestClaim.CLIENT_URI, RequestClaim.LOGO_URI, RequestClaim.POLICY_URI, RequestClaim.TOS_URI);
    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private CrossClaims() {}

    static void judge(PolicyEvaluation evaluation) {
        judgeResponseTypes(evaluation);
        judgeKeys(evaluation);
        judgeCertificateNames(evaluation);
    }

    /** {@code code} needs authorization_code; what a client asks for, not what a default gives it. */
    private static void judgeResponseTypes(PolicyEvaluation evaluation) {
        ClientMetadata metadata = evaluation.metadata();
        boolean asked = !evaluation
                .facts()
                .requested()
                .values(RequestClaim.RESPONSE_TYPES)
                .isEmpty();
        if (asked && evaluation.sound(RequestClaim.RESPONSE_TYPES) && evaluation.sound(RequestClaim.GRANT_TYPES)) {
            List<String> types = metadata.values(RequestClaim.RESPONSE_TYPES);
            boolean usesCode = types.stream()
                    .flatMap(type -> Arrays.stream(type.split(" ", -1)))
                    .anyMatch("code"::equals);
            List<String> grants = metadata.values(RequestClaim.GRANT_TYPES);
            evaluation.require(
                    !usesCode || grants.contains("authorization_code"),
                    RequestClaim.RESPONSE_TYPES,
                    PolicyReason.RESPONSE_TYPE_WITHOUT_GRANT,
                    PolicyEvaluation.path(RequestClaim.RESPONSE_TYPES),
                    String.join(", ", types) + " with " + String.join(", ", grants),
                    "authorization_code among the grant types");
        }
    }

    private static void judgeKeys(PolicyEvaluation evaluation) {
        ClientMetadata requested = evaluation.facts().requested();
        if (!requested.has(RequestClaim.JWKS)) {
            return;
        }
        evaluation.require(
                !requested.has(RequestClaim.JWKS_URI),
                RequestClaim.JWKS,
                PolicyReason.JWKS_AND_JWKS_URI,
                PolicyEvaluation.path(RequestClaim.JWKS),
                "jwks",
                "jwks or jwks_uri, not both");
        evaluation.require(
                !hasPrivateKey(requested),
                RequestClaim.JWKS,
                PolicyReason.JWKS_PRIVATE,
                PolicyEvaluation.path(RequestClaim.JWKS),
                "a key set",
                "public keys only");
    }

    private static boolean hasPrivateKey(ClientMetadata requested) {
        Optional<JsonValue> keys = requested
                .toJson(ScopeForm.TEXT)
                .get(RequestClaim.JWKS.claimName())
                .map(JsonObject.class::cast)
                .flatMap(jwks -> jwks.get("keys"));
        List<JsonValue> elements =
                keys.isPresent() && keys.get() instanceof JsonArray array ? array.elements() : List.of();
        return elements.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .anyMatch(key -> key.text("kty").equals(Optional.of("oct"))
                        || key.members().keySet().stream().anyMatch(PRIVATE_MEMBERS::contains));
    }

    private static void judgeCertificateNames(PolicyEvaluation evaluation) {
        ClientMetadata requested = evaluation.facts().requested();
        int subjects = requested.tlsClientAuthSubjectDn().isPresent() ? 1 : 0;
        List<RequestClaim> alternatives =
                ALTERNATIVE_NAMES.stream().filter(requested::has).toList();
        if (!alternatives.isEmpty()) {
            evaluation.require(
                    subjects + alternatives.size() == 1,
                    alternatives.get(0),
                    PolicyReason.CERTIFICATE_NAMED_TWICE,
                    PolicyEvaluation.path(alternatives.get(0)),
                    (subjects + alternatives.size()) + " claims",
                    "one claim");
        }
    }

    /** That what is shown to people lives where the software lives (an option: one vendor's rule). */
    static void judgePages(PolicyEvaluation evaluation, ClientMetadata effective) {
        Set<String> hosts = new HashSet<>();
        hosts(effective.values(RequestClaim.REDIRECT_URIS).stream()).forEach(hosts::add);
        for (RequestClaim page : PAGES) {
            if (evaluation.sound(page) && evaluation.sound(RequestClaim.REDIRECT_URIS) && effective.has(page)) {
                List<String> host = hosts(effective.text(page).stream()).toList();
                evaluation.require(
                        hosts.containsAll(host) && !host.isEmpty(),
                        page,
                        PolicyReason.URL_ON_OTHER_HOST,
                        PolicyEvaluation.path(page),
                        effective.text(page).orElse(""),
                        "a page on " + String.join(" or ", hosts));
            }
        }
    }

    private static Stream<String> hosts(Stream<String> urls) {
        return urls.flatMap(url -> HttpsUrl.parse(url).map(HttpsUrl::host).stream());
    }
}
