package org.dcrkit.policy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.RequestClaim;

/** Which member of a discovery document (RFC 8414, OpenID Connect Discovery, CIBA) lists the values of which claim. */
final class Discovery {

    private static final Map<RequestClaim, String> MEMBERS = members();

    private Discovery() {}

    private static Map<RequestClaim, String> members() {
        Map<RequestClaim, String> members = new EnumMap<>(RequestClaim.class);
        members.put(RequestClaim.GRANT_TYPES, "grant_types_supported");
        members.put(RequestClaim.RESPONSE_TYPES, "response_types_supported");
        members.put(RequestClaim.SCOPE, "scopes_supported");
        members.put(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "token_endpoint_auth_methods_supported");
        members.put(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, "token_endpoint_auth_signing_alg_values_supported");
        members.put(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG, "id_token_signing_alg_values_supported");
        members.put(RequestClaim.REQUEST_OBJECT_SIGNING_ALG, "request_object_signing_alg_values_supported");
        members.put(RequestClaim.SUBJECT_TYPE, "subject_types_supported");
        members.put(RequestClaim.BACKCHANNEL_TOKEN_DELIVERY_MODE, "backchannel_token_delivery_modes_supported");
        members.put(
                RequestClaim.BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG,
                "backchannel_authentication_request_signing_alg_values_supported");
        return members;
    }

    /**
     * The values that the document lists, by claim; a claim whose member is absent is not there.
     *
     * @throws IllegalArgumentException if a list is not one of strings
     */
    static Map<RequestClaim, List<String>> supported(JsonObject document) {
        Map<RequestClaim, List<String>> supported = new EnumMap<>(RequestClaim.class);
        MEMBERS.forEach((claim, member) ->
                document.get(member).ifPresent(value -> supported.put(claim, texts(member, value))));
        return supported;
    }

    /** The members that say what rules take; a claim that any value is taken of, or none, has no member. */
    static JsonObject document(Map<RequestClaim, ClaimRule> rules) {
        JsonObject document = JsonObject.empty();
        for (Map.Entry<RequestClaim, String> member : MEMBERS.entrySet()) {
            List<String> values = Optional.ofNullable(rules.get(member.getKey()))
                    .flatMap(ClaimRule::allowed)
                    .orElse(List.of());
            if (!values.isEmpty()) {
                document = document.with(member.getValue(), values);
            }
        }
        return document;
    }

    private static List<String> texts(String member, JsonValue value) {
        if (!(value instanceof JsonArray array) || !array.elements().stream().allMatch(JsonString.class::isInstance)) {
            throw new IllegalArgumentException(member + " of the discovery document is not an array of strings");
        }
        return array.elements().stream()
                .map(element -> ((JsonString) element).value())
                .toList();
    }
}
