package org.dcrkit.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a call, one character for each byte, or why it cannot be taken. */
record RequestBody(String text, @Nullable HttpReply refusal) {

    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final Set<String> ASCII_COMPATIBLE = Set.of("utf-8", "us-ascii", "iso-8859-1");

    static RequestBody read(RegistrationCall call, Set<String> contentTypes, int maxBytes) throws IOException {
        String accepted = String.join(", ", contentTypes.stream().sorted().toList());
        List<String> contentType = call.header("Content-Type");
        String[] parts = contentType.size() == 1
                ? contentType.get(0).toLowerCase(Locale.ROOT).split(";", -1)
                : new String[] {""};
        if (!contentTypes.contains(parts[0].strip())) {
            return unsupported("One Content-Type is needed, of: " + accepted + ".", "Accept", accepted);
        }
        if (!Arrays.stream(parts).skip(1).allMatch(RequestBody::isHarmless)) {
            return unsupported("The charset of the body must be utf-8, or not be given.", "Accept", accepted);
        }
        if (call.header("Content-Encoding").stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase("identity"))) {
            return unsupported("The body must be sent without a content coding.", "Accept-Encoding", "identity");
        }
        byte[] bytes = call.body().readNBytes(maxBytes + 1);
        return bytes.length > maxBytes
                ? refused(TOO_LARGE, "The body may have at most " + maxBytes + " bytes.", Map.of())
                : new RequestBody(new String(bytes, StandardCharsets.ISO_8859_1), null);
    }

    /** Parameters are ignored, but for a charset in which the body would not be what it looks like. */
    private static boolean isHarmless(String parameter) {
        String[] named = parameter.split("=", 2);
        return !named[0].strip().equals("charset")
                || (named.length == 2
                        && ASCII_COMPATIBLE.contains(named[1].replace("\"", "").strip()));
    }

    /** With what would be taken instead (RFC 9110, section 15.5.16). */
    private static RequestBody unsupported(String description, String field, String value) {
        return refused(UNSUPPORTED_MEDIA_TYPE, description, Map.of(field, value));
    }

    private static RequestBody refused(int status, String description, Map<String, String> headers) {
        return new RequestBody("", HttpReply.refused(status, description, headers));
    }
}
