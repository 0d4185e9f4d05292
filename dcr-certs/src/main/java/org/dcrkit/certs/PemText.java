package org.dcrkit.certs;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates in PEM (RFC 7468): blocks with the label {@code CERTIFICATE} and no others. */
final class PemText {

    private static final String DASHES = "-----";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/= \\t\\r\\n]*+)-----END CERTIFICATE-----");

    private PemText() {}

    /**
     * The DER in each block.
     *
     * @param textAround whether text outside of the blocks is skipped, as it is in files
     * @return nothing if there is no block, a block of another kind (a private key, say), or bad base64
     */
    static Optional<List<byte[]>> read(String pem, boolean textAround) {
        List<byte[]> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        int end = 0;
        while (block.find()) {
            Optional<byte[]> der = base64(block.group(1));
            if (der.isEmpty() || !skippable(pem.substring(end, block.start()), textAround)) {
                return Optional.empty();
            }
            blocks.add(der.get());
            end = block.end();
        }
        boolean whole = !blocks.isEmpty() && skippable(pem.substring(end), textAround);
        return whole ? Optional.of(blocks) : Optional.empty();
    }

    /** Strict base64 but for blanks and line ends. */
    static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.replaceAll("[ \\t\\r\\n]", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean skippable(String text, boolean textAround) {
        return textAround ? !text.contains(DASHES) : text.isBlank();
    }
}
