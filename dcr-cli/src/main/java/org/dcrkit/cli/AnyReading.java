package org.dcrkit.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonParse.Malformed;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.spi.PublishedKey;
import org.jspecify.annotations.Nullable;

/** Finds out what something is, and reads it. */
final class AnyReading {

    private final TimeWords times;
    private final List<PublishedKey> keys;
    private final @Nullable String password;

    AnyReading(TimeWords times, List<PublishedKey> keys, @Nullable String password) {
        this.times = times;
        this.keys = keys;
        this.password = password;
    }

    Reading read(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw new UnusableInputException("There is nothing in it.");
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return json(content);
        }
        Optional<Reading> token = CompactToken.parse(text).map(found -> new TokenReading(times, keys).read(found));
        if (token.isPresent()) {
            return token.get();
        }
        if (CompactToken.looksLikeOne(text)) {
            throw new UnusableInputException(
                    "It has the three parts of a token, but they are not base64url of JSON objects.");
        }
        if (CertificateInput.isDer(content)
                || text.contains("-----BEGIN")
                || text.startsWith(":")
                || isForwarded(text)) {
            return new CertificateReading(times).read(CertificateInput.read("It", content, password));
        }
        return NameReading.read(text)
                .orElseThrow(() -> new UnusableInputException(
                        "It is no token, certificate, key set or distinguished name that can be read."));
    }

    private static boolean isForwarded(String text) {
        return text.matches("(?is)[\\w-]*client-?cert[\\w-]*:.*|(hash|by|chain|cert)=.*[;=]\".*");
    }

    private Reading json(byte[] content) {
        JsonParse parse = StrictJson.parse(content, JsonLimits.forKeySet());
        if (parse instanceof Malformed malformed) {
            throw new UnusableInputException(
                    "It begins like JSON, but at " + malformed.offset() + ": " + malformed.detail() + ".");
        }
        return parse instanceof Parsed parsed && parsed.value() instanceof JsonObject object && !object.has("keys")
                ? new TokenReading(times, keys).readClaims(object)
                : KeySetReading.read(KeysInput.set("It", content, times.at()));
    }
}
