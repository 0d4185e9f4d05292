package org.dcrkit.testkit;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.dcrkit.claims.JsonValue.JsonObject;

/**
 * A client's request for an access token with the client credentials grant (RFC 6749, section 4.4), authenticated by the method
 * that it registered: with a certificate, an assertion or a secret.
 */
public final class TokenRequest {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private TokenRequest() {}

    /**
     * The request; the certificate of its connection is shown by whoever sends it.
     *
     * @param tokenEndpoint where it goes, and the audience of the assertion
     * @param registered the response to the registration
     * @throws IllegalArgumentException if the response has no id, or a method that is unknown or lacks its secret
     */
    public static HttpRequest.Builder of(FakeTpp tpp, URI tokenEndpoint, JsonObject registered) {
        String id = required(registered, "client_id");
        String method = registered.text("token_endpoint_auth_method").orElse("client_secret_basic");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(tokenEndpoint).header("Content-Type", "application/x-www-form-urlencoded");
        switch (method) {
            case "tls_client_auth" -> form.put("client_id", id);
            case "private_key_jwt" -> assertion(form, id, assertion(tpp, tokenEndpoint, id));
            case "client_secret_jwt" ->
                assertion(
                        form,
                        id,
                        assertion(tpp, tokenEndpoint, id)
                                .header("alg", "HS256")
                                .withoutHeader("kid")
                                .signedOnlyBy(new SecretKeySpec(
                                        required(registered, "client_secret").getBytes(StandardCharsets.UTF_8),
                                        "HmacSHA256")));
            case "client_secret_post" -> {
                form.put("client_id", id);
                form.put("client_secret", required(registered, "client_secret"));
            }
            case "client_secret_basic" -> {
                String pair = RegistrationFlow.encode(id)
                        + ':'
                        + RegistrationFlow.encode(required(registered, "client_secret"));
                request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            }
            default -> throw new IllegalArgumentException("no client authenticates with " + method);
        }
        return request.POST(BodyPublishers.ofString(form.entrySet().stream()
                .map(field -> field.getKey() + '=' + RegistrationFlow.encode(field.getValue()))
                .collect(Collectors.joining("&"))));
    }

    private static TokenDraft assertion(FakeTpp tpp, URI tokenEndpoint, String id) {
        return tpp.clientAssertion(tokenEndpoint.toString()).claim("iss", id).claim("sub", id);
    }

    private static void assertion(Map<String, String> form, String id, TokenDraft assertion) {
        form.put("client_id", id);
        form.put("client_assertion_type", ASSERTION_TYPE);
        form.put("client_assertion", assertion.signed());
    }

    private static String required(JsonObject registered, String name) {
        return registered
                .text(name)
                .orElseThrow(() -> new IllegalArgumentException("the registration's response has no " + name));
    }
}
