package org.dcrkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;

/** Shapes and values of claims that are seen in the field and differ from what the specification shows. */
final class ClaimOddities {

    private static final Set<String> ALGORITHM_CLAIMS =
            Set.of("id_token_signed_response_alg", "request_object_signing_alg", "token_endpoint_auth_signing_alg");
    private static final Set<String> FAPI_ALGORITHMS = Set.of("PS256", "ES256");

    private ClaimOddities() {}

    static List<String> of(JsonObject claims, boolean request) {
        List<String> odd = new ArrayList<>();
        if (claims.get("software_version").orElse(JsonNull.NULL) instanceof JsonNumber) {
            odd.add("software_version is a number, as in older directory entries");
        }
        if (claims.get("scope").orElse(JsonNull.NULL) instanceof JsonArray) {
            odd.add("scope is an array, as in OBIE 3.1; since 3.2 it is one string");
        }
        if (claims.get("software_id").orElse(JsonNull.NULL) instanceof JsonArray) {
            odd.add("software_id is an array");
        }
        claims.members().forEach((name, value) -> {
            if (value instanceof JsonNull) {
                odd.add(name + " is null");
            }
            if (name.endsWith("_endpoint")
                    && text(value).filter(url -> !url.startsWith("https://")).isPresent()) {
                odd.add(name + " is no https address");
            }
            if (ALGORITHM_CLAIMS.contains(name)
                    && text(value).filter(alg -> !FAPI_ALGORITHMS.contains(alg)).isPresent()) {
                odd.add(name + " is " + TokenReading.plain(value) + ", which FAPI does not allow");
            }
            if (name.endsWith("redirect_uris") && value.toString().contains("\"https://localhost")) {
                odd.add(name + " has an address on localhost");
            }
        });
        if (request) {
            ofRequest(claims, odd);
        } else if (!claims.has("exp") && claims.has("software_roles")) {
            odd.add("there is no exp: how long it may be used is for each bank to say");
        }
        return odd;
    }

    private static void ofRequest(JsonObject claims, List<String> odd) {
        claims.text("application_type")
                .filter(type -> !type.equals(type.toLowerCase(java.util.Locale.ROOT)))
                .ifPresent(type -> odd.add("application_type is written " + type));
        if (claims.get("grant_types").map(Object::toString).orElse("").contains("\"implicit\"")) {
            odd.add("grant_types asks for implicit, which OBIE does not have");
        }
        claims.text("aud")
                .filter(aud -> aud.startsWith("http"))
                .ifPresent(aud -> odd.add("aud is an address, not an organisation id of the directory"));
    }

    private static Optional<String> text(JsonValue value) {
        return value instanceof JsonValue.JsonString string ? Optional.of(string.value()) : Optional.empty();
    }
}
