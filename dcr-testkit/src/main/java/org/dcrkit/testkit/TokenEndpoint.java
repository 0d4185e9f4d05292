package org.dcrkit.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.testkit.DirectoryServer.Answer;

/**
 * The directory's token endpoint: client credentials for software that authenticates by {@code private_key_jwt} (RFC 7521,
 * section 4.2; RFC 7523, section 3). It refuses whatever a real one refuses.
 */
final class TokenEndpoint {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final FakeDirectory directory;
    private final Map<String, Granted> granted = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    private record Granted(FakeTpp tpp, Instant until) {}

    TokenEndpoint(FakeDirectory directory) {
        this.directory = directory;
    }

    /** The software that an {@code Authorization} header's bearer token was granted to, while the token lives. */
    Optional<FakeTpp> softwareOf(String authorization) {
        return Optional.of(authorization)
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> granted.get(value.substring("Bearer ".length())))
                .filter(grant -> grant.until().isAfter(now()))
                .map(Granted::tpp);
    }

    /** The answer to a token request with that form in its body. */
    Answer grant(String form) {
        Map<String, String> parameters = Arrays.stream(form.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1]), (first, second) -> second));
        if (!"client_credentials".equals(parameters.get("grant_type"))) {
            return error(400, "unsupported_grant_type", "only client_credentials");
        }
        if (!ASSERTION_TYPE.equals(parameters.get("client_assertion_type"))) {
            return error(401, "invalid_client", "only private_key_jwt");
        }
        Refusal refusal = new Refusal();
        Optional<FakeTpp> tpp = authenticate(parameters.getOrDefault("client_assertion", ""), refusal);
        if (tpp.isEmpty()) {
            return error(401, "invalid_client", refusal.why);
        }
        String token = directory.random().base62(43);
        granted.put(token, new Granted(tpp.get(), now().plus(LIFE)));
        return Answer.json(JsonObject.empty()
                .with("access_token", token)
                .with("token_type", "Bearer")
                .with("expires_in", LIFE.toSeconds())
                .with("scope", parameters.getOrDefault("scope", "")));
    }

    private Optional<FakeTpp> authenticate(String assertion, Refusal refusal) {
        String[] parts = assertion.split("\\.", -1);
        Optional<JsonObject> header = parts.length == 3 ? json(parts[0]) : Optional.empty();
        Optional<JsonObject> claims = parts.length == 3 ? json(parts[1]) : Optional.empty();
        if (header.isEmpty() || claims.isEmpty()) {
            return refusal.because("the assertion is not a JWT");
        }
        Optional<FakeTpp> tpp = claims.get().text("sub").flatMap(directory::software);
        if (tpp.isEmpty()) {
            return refusal.because("unknown software");
        }
        Optional<JoseKey> key = tpp.get().publishedKeys().stream()
                .filter(candidate -> header.get().text("kid").equals(Optional.of(candidate.kid())))
                .findFirst();
        byte[] input = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
        String alg = header.get().text("alg").orElse("");
        if (key.isEmpty()
                || !key.get().algorithm().equals(alg)
                || !NimbusSigner.verifies(alg, key.get().publicKey(), input, parts[2])) {
            return refusal.because("the assertion is not signed by a key of the software");
        }
        return claimsStand(claims.get(), refusal) ? tpp : Optional.empty();
    }

    private boolean claimsStand(JsonObject claims, Refusal refusal) {
        if (!claims.text("iss").equals(claims.text("sub"))) {
            return refusal.because("iss and sub differ").isPresent();
        }
        if (!claims.text("aud").equals(Optional.of(directory.tokenEndpoint()))) {
            return refusal.because("aud is not the token endpoint").isPresent();
        }
        long now = now().getEpochSecond();
        if (number(claims, "exp") <= now || number(claims, "iat") > now) {
            return refusal.because("the assertion has expired or is not valid yet")
                    .isPresent();
        }
        if (claims.text("jti").isEmpty() || !used.add(claims.text("jti").orElseThrow())) {
            return refusal.because("the assertion has no jti or was used before")
                    .isPresent();
        }
        return true;
    }

    private static long number(JsonObject claims, String name) {
        return claims.get(name).orElse(JsonNumber.of(0)) instanceof JsonNumber number
                ? number.asLong().orElse(0)
                : 0;
    }

    private static Optional<JsonObject> json(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return StrictJson.parse(bytes, JsonLimits.forToken()) instanceof Parsed parsed
                            && parsed.value() instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Instant now() {
        return directory.clock().instant();
    }

    private static Answer error(int status, String error, String description) {
        return Answer.json(status, JsonObject.empty().with("error", error).with("error_description", description));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Remembers why an assertion was refused. */
    private static final class Refusal {
        private String why = "";

        <T> Optional<T> because(String reason) {
            why = reason;
            return Optional.empty();
        }
    }
}
