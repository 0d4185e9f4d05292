package org.dcrkit.certs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of a CertificateList (RFC 5280, section 5.1) that are looked at before the platform sees it. */
final class CrlStructure {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int EXTENSIONS = 0xa0;
    private static final Pattern TIME = Pattern.compile("(?:[0-9]{12}|[0-9]{14})Z");
    private static final byte[] VERSION_2 = {1};

    private final byte[] issuer;
    private final byte[] algorithm;

    private CrlStructure(byte[] issuer, byte[] algorithm) {
        this.issuer = issuer;
        this.algorithm = algorithm;
    }

    /** The structure; nothing if the element is not a revocation list. */
    static Optional<CrlStructure> of(StrictDer list) {
        List<StrictDer> parts = list.isSequence() ? list.children() : List.of();
        boolean shaped = parts.size() == 3
                && parts.get(0).isSequence()
                && parts.get(1).isSequence()
                && parts.get(2).tag() == BIT_STRING
                && parts.get(2).contentLength() > 1
                && parts.get(2).content()[0] == 0;
        return shaped ? tbs(parts.get(0).children(), parts.get(1).encoded()) : Optional.empty();
    }

    private static Optional<CrlStructure> tbs(List<StrictDer> parts, byte[] algorithm) {
        boolean versioned = !parts.isEmpty() && parts.get(0).tag() == INTEGER;
        int at = versioned ? 1 : 0;
        boolean shaped = parts.size() >= at + 3
                && (!versioned || Arrays.equals(parts.get(0).content(), VERSION_2))
                && Arrays.equals(parts.get(at).encoded(), algorithm)
                && parts.get(at + 1).isSequence()
                && time(parts.get(at + 2));
        return shaped && tail(parts.subList(at + 3, parts.size()), versioned)
                ? Optional.of(new CrlStructure(parts.get(at + 1).encoded(), algorithm))
                : Optional.empty();
    }

    /** The next update, the entries and the extensions, each at most once and in this order. */
    private static boolean tail(List<StrictDer> parts, boolean versioned) {
        int at = 0;
        if (at < parts.size() && time(parts.get(at))) {
            at++;
        }
        if (at < parts.size() && parts.get(at).isSequence()) {
            List<StrictDer> entries = parts.get(at).children();
            if (entries.isEmpty() || !entries.stream().allMatch(entry -> entry(entry, versioned))) {
                return false;
            }
            at++;
        }
        if (at < parts.size()
                && versioned
                && parts.get(at).tag() == EXTENSIONS
                && extensions(parts.get(at).children())) {
            at++;
        }
        return at == parts.size();
    }

    private static boolean entry(StrictDer entry, boolean versioned) {
        List<StrictDer> parts = entry.isSequence() ? entry.children() : List.of();
        return parts.size() >= 2
                && parts.size() <= 3
                && parts.get(0).tag() == INTEGER
                && time(parts.get(1))
                && (parts.size() == 2 || (versioned && extensions(parts.subList(2, 3))));
    }

    private static boolean extensions(List<StrictDer> wrapped) {
        return wrapped.size() == 1
                && wrapped.get(0).isSequence()
                && wrapped.get(0).contentLength() > 0
                && wrapped.get(0).children().stream()
                        .allMatch(extension -> extension.isSequence()
                                && extension.children().size() >= 2
                                && extension.children().size() <= 3);
    }

    private static boolean time(StrictDer element) {
        int digits = element.tag() == UTC_TIME ? 13 : 15;
        return (element.tag() == UTC_TIME || element.tag() == GENERALIZED_TIME)
                && element.contentLength() == digits
                && TIME.matcher(new String(element.content(), StandardCharsets.ISO_8859_1))
                        .matches();
    }

    byte[] issuer() {
        return issuer.clone();
    }

    byte[] algorithm() {
        return algorithm.clone();
    }
}
