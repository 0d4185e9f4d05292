package org.dcrkit.certs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parts of a Certificate (RFC 5280, section 4.1) that are looked at before any other reader sees it.
 *
 * <p>Extensions that a platform parses of its own accord have to be DER themselves, within the same limits of depth.
 */
final class CertificateStructure {

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final Set<Integer> UNIQUE_IDS = Set.of(0x81, 0x82);
    private static final Set<String> PARSED_BY_PLATFORM_ARCS = Set.of("2.5.29.", "1.3.6.1.5.5.7.1.");
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final Pattern UTC = Pattern.compile("[0-9]{12}Z");
    private static final Pattern GENERALIZED = Pattern.compile("[0-9]{14}Z");

    private final byte[] issuer;
    private final byte[] subject;
    private final Map<String, byte[]> extensions;
    private final boolean duplicateExtension;

    private CertificateStructure(
            byte[] issuer, byte[] subject, Map<String, byte[]> extensions, boolean duplicateExtension) {
        this.issuer = issuer;
        this.subject = subject;
        this.extensions = extensions;
        this.duplicateExtension = duplicateExtension;
    }

    /** The structure; nothing if the element is not a certificate. */
    static Optional<CertificateStructure> of(StrictDer certificate) {
        List<StrictDer> parts = certificate.isSequence() ? certificate.children() : List.of();
        boolean shaped = parts.size() == 3
                && parts.get(0).isSequence()
                && parts.get(1).isSequence()
                && parts.get(2).tag() == BIT_STRING;
        return shaped ? tbs(parts.get(0).children(), parts.get(1).encoded()) : Optional.empty();
    }

    private static Optional<CertificateStructure> tbs(List<StrictDer> parts, byte[] signatureAlgorithm) {
        int at = !parts.isEmpty() && parts.get(0).tag() == VERSION ? 1 : 0;
        if (parts.size() < at + 6) {
            return Optional.empty();
        }
        boolean shaped = (at == 0 || explicitVersion(parts.get(0)))
                && minimalInteger(parts.get(at))
                && Arrays.equals(parts.get(at + 1).encoded(), signatureAlgorithm)
                && parts.get(at + 2).isSequence()
                && validity(parts.get(at + 3))
                && parts.get(at + 4).isSequence()
                && publicKey(parts.get(at + 5));
        if (!shaped) {
            return Optional.empty();
        }
        byte[] issuer = parts.get(at + 2).encoded();
        byte[] subject = parts.get(at + 4).encoded();
        return tail(parts.subList(at + 6, parts.size()), issuer, subject);
    }

    private static Optional<CertificateStructure> tail(List<StrictDer> tail, byte[] issuer, byte[] subject) {
        Map<String, byte[]> extensions = new LinkedHashMap<>();
        boolean duplicate = false;
        int lastTag = 0;
        for (StrictDer part : tail) {
            if (part.tag() <= lastTag || !(UNIQUE_IDS.contains(part.tag()) || part.tag() == EXTENSIONS)) {
                return Optional.empty();
            }
            lastTag = part.tag();
            for (StrictDer extension : part.tag() == EXTENSIONS ? extensionsIn(part) : List.<StrictDer>of()) {
                Optional<StrictDer> value = extensionValue(extension);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                String oid = NameDer.oid(extension.children().get(0)).orElseThrow();
                duplicate |= extensions.put(oid, value.get().content()) != null;
            }
            if (part.tag() == EXTENSIONS && extensions.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new CertificateStructure(issuer, subject, extensions, duplicate));
    }

    private static List<StrictDer> extensionsIn(StrictDer explicit) {
        List<StrictDer> inner = explicit.children();
        return inner.size() == 1 && inner.get(0).isSequence() ? inner.get(0).children() : List.of();
    }

    /** The OCTET STRING of a well-formed extension. */
    private static Optional<StrictDer> extensionValue(StrictDer extension) {
        List<StrictDer> parts = extension.isSequence() ? extension.children() : List.of();
        boolean critical = parts.size() == 3 && parts.get(1).tag() == BOOLEAN;
        if (parts.size() != 2 && !critical) {
            return Optional.empty();
        }
        Optional<String> oid = NameDer.oid(parts.get(0));
        StrictDer value = parts.get(parts.size() - 1);
        if (oid.isEmpty() || value.tag() != OCTET_STRING || (critical && !isTrue(parts.get(1)))) {
            return Optional.empty();
        }
        boolean parsedByPlatform = PARSED_BY_PLATFORM_ARCS.stream().anyMatch(oid.get()::startsWith);
        return parsedByPlatform && StrictDer.read(value.content()).isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** DEFAULT FALSE is not encoded in DER, and TRUE is all ones (X.690, sections 11.1 and 11.5). */
    private static boolean isTrue(StrictDer critical) {
        return Arrays.equals(critical.content(), new byte[] {(byte) 0xff});
    }

    private static boolean explicitVersion(StrictDer version) {
        List<StrictDer> inner = version.children();
        return inner.size() == 1 && minimalInteger(inner.get(0)) && inner.get(0).content()[0] > 0;
    }

    private static boolean minimalInteger(StrictDer element) {
        byte[] content = element.content();
        boolean padded = content.length > 1 && (content[0] == 0 ? content[1] >= 0 : content[0] == -1 && content[1] < 0);
        return element.tag() == INTEGER && content.length > 0 && !padded;
    }

    private static boolean validity(StrictDer validity) {
        List<StrictDer> times = validity.isSequence() ? validity.children() : List.of();
        return times.size() == 2 && times.stream().allMatch(CertificateStructure::time);
    }

    private static boolean time(StrictDer time) {
        String text = new String(time.content(), java.nio.charset.StandardCharsets.ISO_8859_1);
        return time.tag() == UTC_TIME
                ? UTC.matcher(text).matches()
                : time.tag() == GENERALIZED_TIME && GENERALIZED.matcher(text).matches();
    }

    private static boolean publicKey(StrictDer info) {
        List<StrictDer> parts = info.isSequence() ? info.children() : List.of();
        if (parts.size() != 2 || !parts.get(0).isSequence() || parts.get(1).tag() != BIT_STRING) {
            return false;
        }
        List<StrictDer> algorithm = parts.get(0).children();
        boolean rsa = !algorithm.isEmpty()
                && NameDer.oid(algorithm.get(0)).filter(RSA::equals).isPresent();
        byte[] bits = parts.get(1).content();
        return bits.length > 1
                && bits[0] == 0
                && (!rsa
                        || StrictDer.read(Arrays.copyOfRange(bits, 1, bits.length))
                                .isPresent());
    }

    byte[] issuer() {
        return issuer.clone();
    }

    byte[] subject() {
        return subject.clone();
    }

    /** The contents of the extensions' OCTET STRINGs by object identifier. */
    Map<String, byte[]> extensions() {
        return extensions;
    }

    boolean hasDuplicateExtension() {
        return duplicateExtension;
    }
}
