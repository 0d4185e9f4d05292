package org.dcrkit.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the one bearer token of a call (RFC 6750, section 2.1). */
final class BearerToken {

    private static final Pattern SYNTAX = Pattern.compile("(?i:Bearer) +((?!.{4097})[A-Za-z0-9._~+/-]+=*+)");

    private BearerToken() {}

    static Optional<String> of(List<String> authorization) {
        return authorization.size() == 1
                ? Optional.of(SYNTAX.matcher(authorization.get(0)))
                        .filter(Matcher::matches)
                        .map(found -> found.group(1))
                : Optional.empty();
    }

    /** Whether a bearer token was sent, be it a good one or not; another scheme is as if nothing was (RFC 6750, section 3.1). */
    static boolean isMeant(List<String> authorization) {
        return authorization.stream()
                .anyMatch(value -> value.strip().split(" ", 2)[0].equalsIgnoreCase("Bearer"));
    }
}
