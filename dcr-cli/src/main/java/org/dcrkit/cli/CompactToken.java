package org.dcrkit.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SignatureEngine;

/**
 * A token taken apart to be shown, whatever it is worth; the validator has its own, strict reader.
 *
 * @param text the token
 * @param header its header
 * @param claims its claims
 */
record CompactToken(String text, JsonObject header, JsonObject claims) {

    private static final Pattern SHAPE = Pattern.compile("[\\w-]+=*\\.[\\w-]+=*\\.[\\w-]*=*");

    static boolean looksLikeOne(String text) {
        return SHAPE.matcher(text).matches();
    }

    static Optional<CompactToken> parse(String text) {
        if (!looksLikeOne(text)) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        return object(parts[0])
                .flatMap(header -> object(parts[1]).map(claims -> new CompactToken(text, header, claims)));
    }

    String headerText(String name) {
        return header.text(name).orElse("");
    }

    /** The software statement inside it. */
    Optional<CompactToken> statement() {
        return claims.text("software_statement").flatMap(CompactToken::parse);
    }

    boolean isPadded() {
        return text.indexOf('=') >= 0;
    }

    boolean isUnsigned() {
        return text.endsWith(".");
    }

    boolean isSignedBy(PublishedKey key, SignatureEngine engine) {
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.named(headerText("alg"));
        Optional<byte[]> signature = decoded(text.substring(text.lastIndexOf('.') + 1));
        return algorithm.isPresent()
                && signature.isPresent()
                && key.publicKey().getAlgorithm().equals(algorithm.get() == SignatureAlgorithm.PS256 ? "RSA" : "EC")
                && engine.verify(
                        algorithm.get(),
                        key.publicKey(),
                        text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII),
                        signature.get());
    }

    private static Optional<JsonObject> object(String part) {
        return decoded(part)
                .map(bytes -> StrictJson.parse(bytes, JsonLimits.forToken()))
                .filter(Parsed.class::isInstance)
                .map(parsed -> ((Parsed) parsed).value())
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
    }

    private static Optional<byte[]> decoded(String part) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException notBase64Url) {
            return Optional.empty();
        }
    }
}
