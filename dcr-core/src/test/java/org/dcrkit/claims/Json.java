package org.dcrkit.claims;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.dcrkit.claims.JsonParse.Malformed;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;

/** JSON as a test writes it: with apostrophes instead of quotation marks. */
public final class Json {

    private Json() {}

    /** The value that the text says, apostrophes standing for quotation marks. */
    public static JsonValue value(String text) {
        JsonParse parse = StrictJson.parse(text.replace('\'', '"').getBytes(UTF_8), JsonLimits.forKeySet());
        if (parse instanceof Malformed malformed) {
            throw new IllegalArgumentException(malformed + " in " + text);
        }
        return ((Parsed) parse).value();
    }

    /** The object that the text says, apostrophes standing for quotation marks. */
    public static JsonObject object(String text) {
        return (JsonObject) value(text);
    }
}
