package org.dcrkit;

import static java.util.Objects.requireNonNull;

import org.dcrkit.claims.JsonLimits;

/**
 * How large a token may be; looked at before anything is decoded.
 *
 * @param maxLength the length of a token in characters; a software statement lies inside a request and so is shorter
 * @param json the limits on its header and its claims
 */
public record TokenLimits(int maxLength, JsonLimits json) {

    private static final TokenLimits DEFAULTS = new TokenLimits(64 * 1024, JsonLimits.forToken());

    /** Requires a positive length. */
    public TokenLimits {
        requireNonNull(json, "json");
        if (maxLength < 1) {
            throw new IllegalArgumentException("maxLength must be positive");
        }
    }

    /** 64 KiB for a token and {@link JsonLimits#forToken()} inside; real requests have 5 to 8 KiB. */
    public static TokenLimits defaults() {
        return DEFAULTS;
    }
}
