package org.dcrkit.certs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** What RFC 5280, section 4.2 demands of extensions and the platform lets pass. */
final class ExtensionRules {

    private static final String SUBJECT_KEY_ID = "2.5.29.14";
    private static final String AUTHORITY_KEY_ID = "2.5.29.35";
    private static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String SUBJECT_ACCESS = "1.3.6.1.5.5.7.1.11";
    private static final Set<String> NEVER_CRITICAL =
            Set.of(SUBJECT_KEY_ID, AUTHORITY_KEY_ID, AUTHORITY_ACCESS, SUBJECT_ACCESS);
    private static final int MAX_NAMES = 1_000;
    private static final int MAX_DNS_NAME = 254;
    private static final int MAX_MAIL_ADDRESS = 320;
    private static final int MAX_URI = 2_048;
    private static final Pattern DNS_LABEL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,62}");
    private static final Pattern MAIL_LOCAL_PART = Pattern.compile("[!-~]++|[!#-~]*+\"[ -~]*\"");
    private static final Pattern MAIL_DOMAIN = Pattern.compile("[A-Za-z0-9.-]++");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*+:[!-~]++");

    private ExtensionRules() {}

    /** What is wrong with the extensions of a certificate on a path. */
    static List<String> faults(ReadCertificate certificate, boolean client) {
        List<String> faults = new ArrayList<>();
        Set<String> critical = certificate.criticalExtensions();
        NEVER_CRITICAL.stream()
                .filter(critical::contains)
                .forEach(oid -> faults.add("extension " + oid + " must not be critical"));
        if (certificate.issuer().isEmpty()) {
            faults.add("the issuer is empty");
        }
        if (!client) {
            authority(certificate, faults);
        } else if (certificate.extension(NameConstraintsCheck.OID).isPresent()) {
            faults.add("name constraints in a certificate that is not an authority's");
        }
        try {
            contents(certificate, faults);
        } catch (RuntimeException e) {
            faults.add("an extension cannot be read: " + e.getMessage());
        }
        return faults;
    }

    private static void authority(ReadCertificate certificate, List<String> faults) {
        if (certificate.extension(SUBJECT_KEY_ID).isEmpty()) {
            faults.add("an authority's certificate without subject key identifier");
        }
        if (certificate.extension(AUTHORITY_KEY_ID).isEmpty()) {
            faults.add("an authority's certificate without authority key identifier");
        }
        if (certificate.subject().isEmpty()) {
            faults.add("an authority's certificate without subject");
        }
    }

    private static void contents(ReadCertificate certificate, List<String> faults) {
        ExtensionSyntax.faults(certificate, faults);
        Optional<byte[]> names = certificate.extension(NameConstraintsCheck.SUBJECT_ALTERNATIVE_NAME);
        if (certificate.subject().isEmpty()
                && !certificate.criticalExtensions().contains(NameConstraintsCheck.SUBJECT_ALTERNATIVE_NAME)) {
            faults.add("an empty subject without a critical subject alternative name");
        }
        names.ifPresent(
                value -> alternativeNames(GeneralNames.getInstance(value).getNames(), faults));
        certificate.extension(AUTHORITY_ACCESS).ifPresent(value -> {
            AccessDescription[] all =
                    AuthorityInformationAccess.getInstance(value).getAccessDescriptions();
            if (all.length == 0 || List.of(all).stream().anyMatch(access -> !location(access.getAccessLocation()))) {
                faults.add("authority information access is empty or has a bad location");
            }
        });
    }

    private static void alternativeNames(GeneralName[] names, List<String> faults) {
        if (names.length == 0 || names.length > MAX_NAMES) {
            faults.add("subject alternative name with " + names.length + " names; 1 to " + MAX_NAMES);
            return;
        }
        for (GeneralName name : names) {
            boolean sound = switch (name.getTagNo()) {
                case GeneralName.dNSName -> dnsName(ia5(name));
                case GeneralName.iPAddress ->
                    Set.of(4, 16)
                            .contains(
                                    ASN1OctetString.getInstance(name.getName()).getOctetsLength());
                case GeneralName.rfc822Name -> mailAddress(ia5(name));
                case GeneralName.uniformResourceIdentifier -> uri(ia5(name));
                default -> true;
            };
            if (!sound) {
                faults.add("a subject alternative name that breaks the syntax of its type");
            }
        }
    }

    private static boolean location(GeneralName name) {
        return name.getTagNo() != GeneralName.uniformResourceIdentifier || uri(ia5(name));
    }

    /** Labels, the first perhaps a wildcard. */
    private static boolean dnsName(String name) {
        if (name.length() > MAX_DNS_NAME) {
            return false;
        }
        String labels = name.startsWith("*.") ? name.substring(2) : name;
        String relative = labels.endsWith(".") ? labels.substring(0, labels.length() - 1) : labels;
        return List.of(relative.split("\\.", -1)).stream()
                .allMatch(label -> DNS_LABEL.matcher(label).matches());
    }

    private static boolean mailAddress(String address) {
        int at = address.length() > MAX_MAIL_ADDRESS ? -1 : address.lastIndexOf('@');
        return at >= 0
                && MAIL_LOCAL_PART.matcher(address.substring(0, at)).matches()
                && MAIL_DOMAIN.matcher(address.substring(at + 1)).matches();
    }

    private static boolean uri(String text) {
        return text.length() <= MAX_URI && URI.matcher(text).matches();
    }

    private static String ia5(GeneralName name) {
        byte[] octets = ASN1IA5String.getInstance(name.getName()).getOctets();
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
