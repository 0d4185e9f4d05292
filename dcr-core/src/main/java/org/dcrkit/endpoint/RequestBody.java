package org.dcrkit.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a call, one character for each byte, or why it cannot be taken. */
record RequestBody(String text, @Nullable HttpReply refusal) {

    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final Set<String> ASCII_COMPATIBLE = Set.of("utf-8", "us-ascii", "iso-8859-1");

    static RequestBody read(RegistrationCall call, Set<String> contentTypes, int maxBytes) throws IOException {
        if (!isOneOf(call.header("Content-Type"), contentTypes)) {
            return refused(
                    UNSUPPORTED_MEDIA_TYPE,
                    "One Content-Type is needed, of: "
                            + String.join(", ", contentTypes.stream().sorted().toList()) + ".");
        }
        if (call.header("Content-Encoding").stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase("identity"))) {
            return refused(UNSUPPORTED_MEDIA_TYPE, "The body must be sent without a content coding.");
        }
        byte[] bytes = call.body().readNBytes(maxBytes + 1);
        return bytes.length > maxBytes
                ? refused(TOO_LARGE, "The body may have at most " + maxBytes + " bytes.")
                : new RequestBody(new String(bytes, StandardCharsets.ISO_8859_1), null);
    }

    /** Parameters are ignored, but for a charset in which the body would not be what it looks like. */
    private static boolean isOneOf(List<String> values, Set<String> contentTypes) {
        if (values.size() != 1) {
            return false;
        }
        String[] parts = values.get(0).toLowerCase(Locale.ROOT).split(";", -1);
        if (!contentTypes.contains(parts[0].strip())) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=")
                    && !ASCII_COMPATIBLE.contains(parameter
                            .substring("charset=".length())
                            .replace("\"", "")
                            .strip())) {
                return false;
            }
        }
        return true;
    }

    private static RequestBody refused(int status, String description) {
        return new RequestBody("", HttpReply.refused(status, description));
    }
}
