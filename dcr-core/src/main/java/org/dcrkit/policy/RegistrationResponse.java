package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.policy.ResponseForm.DateForm;

/**
 * What a TPP is told of its registration: all registered metadata, values that the bank put in their place included, and the
 * software statement unchanged (RFC 7591, section 3.2.1).
 *
 * <p>A rejection is told with {@link org.dcrkit.verdict.ErrorResponse}.
 *
 * @param status the HTTP status: 201, or 200 where the client existed before
 * @param headers the response headers; nobody may store the response
 * @param json the body
 */
public record RegistrationResponse(int status, Map<String, String> headers, JsonObject json) {

    private static final int CREATED = 201;
    private static final int OK = 200;

    /** Copies the headers. */
    public RegistrationResponse {
        headers = Map.copyOf(headers);
        requireNonNull(json, "json");
    }

    /** The response to POST /register. */
    public static RegistrationResponse created(AcceptedRegistration accepted, IssuedClient client, ResponseForm form) {
        return of(CREATED, accepted, client, form);
    }

    /** The response to PUT /register/{ClientId}. */
    public static RegistrationResponse updated(AcceptedRegistration accepted, IssuedClient client, ResponseForm form) {
        return of(OK, accepted, client, form);
    }

    /**
     * The response to GET /register/{ClientId}: the same document.
     *
     * @param metadata the metadata as registered
     * @param statement the claims of its software statement
     * @param token the software statement as it was sent
     */
    public static RegistrationResponse read(
            ClientMetadata metadata, JsonObject statement, String token, IssuedClient client, ResponseForm form) {
        return new RegistrationResponse(OK, headersOf(), body(metadata, statement, token, client, form));
    }

    /** The body as text. */
    public String body() {
        return json.toString();
    }

    private static RegistrationResponse of(
            int status, AcceptedRegistration accepted, IssuedClient client, ResponseForm form) {
        JsonObject body = body(
                accepted.metadata(),
                accepted.ssa().statement().claims(),
                accepted.ssa().token(),
                client,
                form);
        return new RegistrationResponse(status, headersOf(), body);
    }

    private static JsonObject body(
            ClientMetadata metadata, JsonObject statement, String token, IssuedClient client, ResponseForm form) {
        JsonObject json = JsonObject.empty().with("client_id", client.clientId());
        long issuedAt = client.issuedAt().getEpochSecond();
        json = form.issuedAt() == DateForm.STRING
                ? json.with("client_id_issued_at", Long.toString(issuedAt))
                : json.with("client_id_issued_at", issuedAt);
        if (client.secret().isPresent()) {
            long expiresAt =
                    client.secretExpiresAt().map(Instant::getEpochSecond).orElse(0L);
            json = json.with("client_secret", client.secret().get()).with("client_secret_expires_at", expiresAt);
        }
        for (Map.Entry<String, JsonValue> member :
                metadata.toJson(form.scope()).members().entrySet()) {
            json = json.has(member.getKey()) ? json : json.with(member.getKey(), member.getValue());
        }
        json = json.with("software_statement", token);
        return form.flattenStatement() ? flattened(json, statement) : json;
    }

    private static JsonObject flattened(JsonObject json, JsonObject statement) {
        JsonObject all = json;
        for (Map.Entry<String, JsonValue> member : statement.members().entrySet()) {
            all = all.has(member.getKey()) || isTokenClaim(member.getKey())
                    ? all
                    : all.with(member.getKey(), member.getValue());
        }
        return all;
    }

    private static boolean isTokenClaim(String name) {
        return switch (name) {
            case "iss", "iat", "exp", "nbf", "jti", "aud", "sub" -> true;
            default -> false;
        };
    }

    private static Map<String, String> headersOf() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "no-store");
        headers.put("Pragma", "no-cache");
        return headers;
    }
}
