package org.dcrkit.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;

/** Reads the values of a claim as texts, and says which spellings of them mean the same. */
final class Values {

    /** The claims that are booleans. */
    static final Set<RequestClaim> FLAGS = Collections.unmodifiableSet(EnumSet.of(
            RequestClaim.CERTIFICATE_BOUND_ACCESS_TOKENS, RequestClaim.BACKCHANNEL_USER_CODE_PARAMETER_SUPPORTED));

    private Values() {}

    /** The values: of a list each, of a boolean {@code true} or {@code false}, none of dates and objects. */
    static List<String> of(ClientMetadata metadata, RequestClaim claim) {
        if (!metadata.has(claim)) {
            return List.of();
        }
        return FLAGS.contains(claim)
                ? metadata.flag(claim).map(flag -> List.of(flag.toString())).orElse(List.of())
                : metadata.values(claim);
    }

    /** The values in the spelling that they are compared in. */
    static Set<String> canonical(RequestClaim claim, Collection<String> values) {
        Set<String> canonical = new LinkedHashSet<>();
        for (String value : values) {
            canonical.add(canonical(claim, value));
        }
        return canonical;
    }

    /**
     * A value in the spelling that it is compared in.
     *
     * <p>Application types go without case, and {@code mobile} (OBIE to 3.3) is what {@code native} is elsewhere; the words
     * of a response type have no order (OAuth 2.0 Multiple Response Type Encoding Practices, section 3). All else is
     * compared exactly.
     */
    static String canonical(RequestClaim claim, String value) {
        return switch (claim) {
            case APPLICATION_TYPE -> {
                String lower = value.toLowerCase(Locale.ROOT);
                yield lower.equals("mobile") ? "native" : lower;
            }
            case RESPONSE_TYPES -> Arrays.stream(value.split(" ", -1)).sorted().collect(Collectors.joining(" "));
            default -> value;
        };
    }

    static int length(String value) {
        return value.codePointCount(0, value.length());
    }
}
