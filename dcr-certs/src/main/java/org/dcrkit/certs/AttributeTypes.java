package org.dcrkit.certs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The attribute types of distinguished names, and how each tool writes them.
 *
 * <p>A row is: object identifier; the short name of OpenSSL (or an empty string where it has none); its long name; further
 * keywords that the JDK, Bouncy Castle, Windows or LDAP servers write. Keywords are read without regard to case.
 */
final class AttributeTypes {

    static final String COMMON_NAME = "2.5.4.3";
    static final String COUNTRY = "2.5.4.6";
    static final String ORGANIZATION = "2.5.4.10";
    static final String ORGANIZATIONAL_UNIT = "2.5.4.11";
    static final String SERIAL_NUMBER = "2.5.4.5";
    static final String ORGANIZATION_IDENTIFIER = "2.5.4.97";

    private static final String[][] ROWS = {
        {COMMON_NAME, "CN", "commonName"},
        {COUNTRY, "C", "countryName"},
        {ORGANIZATION, "O", "organizationName"},
        {ORGANIZATIONAL_UNIT, "OU", "organizationalUnitName"},
        {"2.5.4.7", "L", "localityName"},
        {"2.5.4.8", "ST", "stateOrProvinceName", "S"},
        {"2.5.4.9", "street", "streetAddress"},
        {"2.5.4.4", "SN", "surname"},
        {SERIAL_NUMBER, "serialNumber", "serialNumber"},
        {"2.5.4.12", "title", "title", "T"},
        {"2.5.4.13", "description", "description"},
        {"2.5.4.15", "businessCategory", "businessCategory"},
        {"2.5.4.16", "postalAddress", "postalAddress"},
        {"2.5.4.17", "postalCode", "postalCode"},
        {"2.5.4.18", "postOfficeBox", "postOfficeBox"},
        {"2.5.4.20", "telephoneNumber", "telephoneNumber"},
        {"2.5.4.41", "name", "name"},
        {"2.5.4.42", "GN", "givenName", "G"},
        {"2.5.4.43", "initials", "initials"},
        {"2.5.4.44", "generationQualifier", "generationQualifier", "generation"},
        {"2.5.4.45", "x500UniqueIdentifier", "x500UniqueIdentifier", "uniqueIdentifier"},
        {"2.5.4.46", "dnQualifier", "dnQualifier", "dnQ", "DN"},
        {"2.5.4.65", "pseudonym", "pseudonym"},
        {ORGANIZATION_IDENTIFIER, "organizationIdentifier", "organizationIdentifier"},
        {"0.9.2342.19200300.100.1.1", "UID", "userId"},
        {"0.9.2342.19200300.100.1.25", "DC", "domainComponent"},
        {"1.2.840.113549.1.9.1", "emailAddress", "emailAddress", "E", "EMAIL"},
        {"1.2.840.113549.1.9.2", "unstructuredName", "unstructuredName"},
        {"1.2.840.113549.1.9.8", "unstructuredAddress", "unstructuredAddress"},
        {"1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL", "jurisdictionLocalityName", "jurisdictionLocality"},
        {"1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST", "jurisdictionStateOrProvinceName", "jurisdictionState"},
        {"1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC", "jurisdictionCountryName", "jurisdictionCountry"},
    };

    /** The short names that RFC 4514, section 3 obliges every reader to know; a writer must use no others. */
    private static final Map<String, String> RFC4514 = Map.of(
            COMMON_NAME,
            "CN",
            "2.5.4.7",
            "L",
            "2.5.4.8",
            "ST",
            ORGANIZATION,
            "O",
            ORGANIZATIONAL_UNIT,
            "OU",
            COUNTRY,
            "C",
            "2.5.4.9",
            "STREET",
            "0.9.2342.19200300.100.1.25",
            "DC",
            "0.9.2342.19200300.100.1.1",
            "UID");

    private static final Pattern DOTTED = Pattern.compile("[0-2](?:\\.(?:0|[1-9][0-9]{0,17})){1,30}");
    private static final Map<String, String> BY_KEYWORD = new HashMap<>();
    private static final Map<String, String[]> BY_OID = new HashMap<>();

    static {
        for (String[] row : ROWS) {
            BY_OID.put(row[0], row);
            for (int i = 1; i < row.length; i++) {
                BY_KEYWORD.put(row[i].toUpperCase(Locale.ROOT), row[0]);
            }
        }
    }

    private AttributeTypes() {}

    /** The object identifier that a keyword, a dotted form or an {@code OID.} form stands for. */
    static Optional<String> read(String written) {
        String dotted = written.regionMatches(true, 0, "OID.", 0, 4) ? written.substring(4) : written;
        if (DOTTED.matcher(dotted).matches()) {
            return Optional.of(dotted);
        }
        return Optional.ofNullable(BY_KEYWORD.get(written.toUpperCase(Locale.ROOT)));
    }

    /** The short name of RFC 4514. */
    static Optional<String> rfc4514Name(String oid) {
        return Optional.ofNullable(RFC4514.get(oid));
    }

    /** The short name that OpenSSL prints; the dotted form where it knows none. */
    static String openSslName(String oid) {
        String[] row = BY_OID.get(oid);
        return row == null ? oid : row[1];
    }

    /** The long name that OpenSSL prints; the dotted form where it knows none. */
    static String longName(String oid) {
        String[] row = BY_OID.get(oid);
        return row == null ? oid : row[2];
    }
}
