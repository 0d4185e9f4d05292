package org.dcrkit.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.StrictJson;
import picocli.CommandLine.Option;

/** The options that say what to ask for, and the request's claims in the shape of a version of OBIE's specification. */
final class RequestClaims {

    private static final long LIFE_SECONDS = 600;

    /** The versions of the specification, which differ in shapes and names. */
    enum Spec {
        V3_1,
        V3_2,
        V3_3,
        V3_4;

        static Spec named(String name) {
            return Arrays.stream(values())
                    .filter(spec -> spec.name().substring(1).replace('_', '.').equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UnusableInputException(
                            "There is no version " + name + " of the specification. There are: 3.1, 3.2, 3.3, 3.4."));
        }
    }

    @Option(
            names = "--spec",
            defaultValue = "3.3",
            paramLabel = "VERSION",
            description = "The version of OBIE DCR: 3.1, 3.2, 3.3 or 3.4; 3.3 unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String spec;

    @Option(names = "--audience", required = true, paramLabel = "AUD", description = "The aud that the bank asks for.")
    @SuppressWarnings("NullAway.Init")
    private String audience;

    @Option(
            names = "--redirect-uri",
            required = true,
            paramLabel = "URI",
            description = "A redirect URI; may be given several times.")
    private List<String> redirectUris = new ArrayList<>();

    @Option(
            names = "--auth-method",
            defaultValue = "private_key_jwt",
            paramLabel = "NAME",
            description = "private_key_jwt or tls_client_auth; private_key_jwt unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String authMethod;

    @Option(
            names = "--scope",
            defaultValue = "openid accounts payments",
            paramLabel = "SCOPES",
            description = "With blanks between; \"${DEFAULT-VALUE}\" unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String scope;

    @Option(
            names = "--claim",
            paramLabel = "NAME=VALUE",
            description = {
                "Set a claim to a text or a JSON value, last of all; NAME= alone leaves the claim out.",
                "May be given several times."
            })
    private Map<String, String> changed = new LinkedHashMap<>();

    JsonObject claims(TppOptions tpp, String ssa, Instant now) {
        Spec version = Spec.named(spec);
        List<String> scopes = List.of(scope.split(" "));
        JsonObject claims = JsonObject.empty()
                .with("iss", tpp.softwareId())
                .with("iat", now.getEpochSecond())
                .with("exp", now.getEpochSecond() + LIFE_SECONDS)
                .with("aud", audience)
                .with("jti", UUID.randomUUID().toString())
                .with("redirect_uris", redirectUris)
                .with("token_endpoint_auth_method", authMethod)
                .with("grant_types", List.of("authorization_code", "refresh_token", "client_credentials"))
                .with("response_types", List.of("code id_token"))
                .with("software_id", tpp.softwareId())
                .with("software_statement", ssa)
                .with("application_type", "web")
                .with("id_token_signed_response_alg", "PS256")
                .with("request_object_signing_alg", "PS256");
        claims = version == Spec.V3_1 ? claims.with("scope", scopes) : claims.with("scope", scope);
        if (authMethod.toLowerCase(Locale.ROOT).equals("tls_client_auth")) {
            claims = claims.with(
                    version == Spec.V3_1 ? "tls_client_auth_dn" : "tls_client_auth_subject_dn", tpp.subject());
        } else {
            claims = claims.with("token_endpoint_auth_signing_alg", "PS256");
        }
        for (Map.Entry<String, String> change : changed.entrySet()) {
            claims = change.getValue().isEmpty()
                    ? claims.without(change.getKey())
                    : claims.with(change.getKey(), value(change.getValue()));
        }
        return claims;
    }

    /** JSON where it is JSON, else a text. */
    private static JsonValue value(String given) {
        return StrictJson.parse(given.getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonLimits.forToken())
                        instanceof Parsed parsed
                ? parsed.value()
                : new JsonString(given);
    }
}
