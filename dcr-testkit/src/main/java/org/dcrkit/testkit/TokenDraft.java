package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A JWS before it is signed: every header, every claim, the key and the bytes themselves can still be changed.
 *
 * <p>Immutable: each method gives a changed draft. What is signed at the end truly verifies with the key, unless the bytes
 * are changed {@linkplain #afterSigning after signing}.
 */
public final class TokenDraft {

    private final JsonObject header;
    private final JsonObject claims;
    private final Key key;
    private final @Nullable String rawHeader;
    private final byte @Nullable [] rawPayload;
    private final UnaryOperator<String> afterSigning;

    private TokenDraft(
            JsonObject header,
            JsonObject claims,
            Key key,
            @Nullable String rawHeader,
            byte @Nullable [] rawPayload,
            UnaryOperator<String> afterSigning) {
        this.header = header;
        this.claims = claims;
        this.key = key;
        this.rawHeader = rawHeader;
        this.rawPayload = rawPayload;
        this.afterSigning = afterSigning;
    }

    /** A JWT with those claims and the key's own algorithm and key id. */
    public static TokenDraft of(JsonObject claims, JoseKey key) {
        JsonObject header = JsonObject.empty()
                .with("alg", key.algorithm())
                .with("kid", key.kid())
                .with("typ", "JWT");
        return new TokenDraft(header, claims, key.privateKey(), null, null, UnaryOperator.identity());
    }

    /** Sets a header parameter. */
    public TokenDraft header(String name, String value) {
        return headers(h -> h.with(name, value));
    }

    /** Sets a header parameter. */
    public TokenDraft header(String name, JsonValue value) {
        return headers(h -> h.with(name, value));
    }

    /** Removes a header parameter. */
    public TokenDraft withoutHeader(String name) {
        return headers(h -> h.without(name));
    }

    /** Changes the header as a whole. */
    public TokenDraft headers(UnaryOperator<JsonObject> change) {
        return new TokenDraft(change.apply(header), claims, key, rawHeader, rawPayload, afterSigning);
    }

    /** Sets a claim to a text. */
    public TokenDraft claim(String name, String value) {
        return claims(c -> c.with(name, value));
    }

    /** Sets a claim to a whole number. */
    public TokenDraft claim(String name, long value) {
        return claims(c -> c.with(name, value));
    }

    /** Sets a claim to a boolean. */
    public TokenDraft claim(String name, boolean value) {
        return claim(name, new JsonBoolean(value));
    }

    /** Sets a claim to an array of texts. */
    public TokenDraft claim(String name, List<String> values) {
        return claims(c -> c.with(name, values));
    }

    /** Sets a claim to any JSON value. */
    public TokenDraft claim(String name, JsonValue value) {
        return claims(c -> c.with(name, value));
    }

    /** Removes a claim. */
    public TokenDraft without(String name) {
        return claims(c -> c.without(name));
    }

    /** Changes the claims as a whole. */
    public TokenDraft claims(UnaryOperator<JsonObject> change) {
        return new TokenDraft(header, change.apply(claims), key, rawHeader, rawPayload, afterSigning);
    }

    /** Signs with another key, and says so in {@code alg} and {@code kid}. */
    public TokenDraft signedBy(JoseKey other) {
        return header("alg", other.algorithm()).header("kid", other.kid()).signedOnlyBy(other.privateKey());
    }

    /** Signs with another key, a secret one included, while the header goes on naming the old one. */
    public TokenDraft signedOnlyBy(Key other) {
        return new TokenDraft(header, claims, requireNonNull(other, "other"), rawHeader, rawPayload, afterSigning);
    }

    /** Takes this text as the header, as it is: the way to write what no JSON builder would. */
    public TokenDraft rawHeader(String text) {
        return new TokenDraft(header, claims, key, requireNonNull(text, "text"), rawPayload, afterSigning);
    }

    /** Takes this text as the payload, as it is. */
    public TokenDraft rawPayload(String text) {
        return rawPayload(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes these bytes as the payload, as they are. */
    public TokenDraft rawPayload(byte[] bytes) {
        return new TokenDraft(header, claims, key, rawHeader, bytes.clone(), afterSigning);
    }

    /** Changes the compact form after the signature was made over the old one. */
    public TokenDraft afterSigning(UnaryOperator<String> change) {
        return new TokenDraft(
                header, claims, key, rawHeader, rawPayload, token -> change.apply(afterSigning.apply(token)));
    }

    /** The header as it stands. */
    public JsonObject header() {
        return header;
    }

    /** The claims as they stand. */
    public JsonObject claims() {
        return claims;
    }

    /** A claim that is a text. */
    public Optional<String> text(String name) {
        return claims.text(name);
    }

    /**
     * The compact serialisation (RFC 7515, section 7.1).
     *
     * <p>Signed with the algorithm that the header names if the key can do it; with the key's own if not; not at all if
     * the header says {@code none}.
     */
    public String signed() {
        String payload =
                rawPayload == null ? encode(claims.toString().getBytes(StandardCharsets.UTF_8)) : encode(rawPayload);
        String text = rawHeader == null ? header.toString() : rawHeader;
        String input = encode(text.getBytes(StandardCharsets.UTF_8)) + '.' + payload;
        return afterSigning.apply(input + '.' + signature(input));
    }

    private String signature(String input) {
        String alg = header.text("alg").orElse("");
        if ("none".equalsIgnoreCase(alg)) {
            return "";
        }
        return NimbusSigner.sign(NimbusSigner.fitting(alg, key), key, input.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
