package org.dcrkit.verdict;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dcrkit.verdict.Verdict.Indeterminate;
import org.dcrkit.verdict.Verdict.Rejected;

/**
 * What leaves the building when a registration is not accepted: status, headers and body.
 *
 * <p>A rejection is answered with 400 and the body of RFC 7591, section 3.2.2; what could not be checked with 503 and
 * {@code Retry-After}. The description is made of the reasons' own texts and of claim paths only, at most 500 characters of
 * printable ASCII without {@code "} and {@code \}; nothing that the TPP sent is ever repeated, apart from a member name in
 * a path.
 *
 * @param status the HTTP status: 400 or 503
 * @param error the value of the body's {@code error} member
 * @param description the value of the body's {@code error_description} member
 * @param headers the response headers, {@code Content-Type} among them
 */
public record ErrorResponse(int status, String error, String description, Map<String, String> headers) {

    /** The most characters of a description (OBIE DCR, {@code RegistrationError}: 1 to 500). */
    public static final int MAX_DESCRIPTION = 500;

    private static final Pattern ERROR = Pattern.compile("[a-z_]+");
    private static final int BAD_REQUEST = 400;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final String UNAVAILABLE_ERROR = "temporarily_unavailable";

    /**
     * Copies the headers and makes the description safe.
     *
     * @throws IllegalArgumentException if the error is not a word of lower-case letters and underscores
     */
    public ErrorResponse {
        if (!ERROR.matcher(requireNonNull(error, "error")).matches()) {
            throw new IllegalArgumentException("not an error code");
        }
        description = PrintableText.description(requireNonNull(description, "description"), MAX_DESCRIPTION);
        headers = Map.copyOf(headers);
    }

    /** The response to a rejected registration. */
    public static ErrorResponse to(Rejected<?> rejected) {
        RegistrationError error = rejected.violations().stream()
                .map(Violation::error)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        String description = rejected.violations().stream()
                .map(violation ->
                        violation.reason().text() + " [" + violation.reason().code() + " at " + violation.where() + "]")
                .distinct()
                .collect(Collectors.joining(" "));
        return new ErrorResponse(BAD_REQUEST, error.code(), description, noStore());
    }

    /** The response to a registration that could not be judged. */
    public static ErrorResponse to(Indeterminate<?> indeterminate) {
        Duration wait = indeterminate.obstacles().stream()
                .map(Obstacle::retryAfter)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String description = "The registration could not be checked; nothing is wrong with it so far. Try again. ["
                + indeterminate.obstacles().stream()
                        .map(obstacle -> obstacle.kind().code())
                        .distinct()
                        .collect(Collectors.joining(", "))
                + "]";
        Map<String, String> headers = noStore();
        headers.put("Retry-After", Long.toString(wait.toSeconds()));
        return new ErrorResponse(SERVICE_UNAVAILABLE, UNAVAILABLE_ERROR, description, headers);
    }

    /** The body: a JSON object of {@code error} and {@code error_description}. */
    public String body() {
        return "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";
    }

    private static Map<String, String> noStore() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "no-store");
        headers.put("Pragma", "no-cache");
        return headers;
    }
}
