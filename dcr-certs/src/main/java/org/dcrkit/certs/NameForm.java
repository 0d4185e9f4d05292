package org.dcrkit.certs;

/** The forms in which tools write a distinguished name; {@link DistinguishedName} reads and prints each. */
public enum NameForm {
    /** RFC 4514: {@code CN=0015…,2.5.4.97=#0c…,O=FORGEROCK LIMITED,C=GB}, last first, nine short names and no others. */
    RFC4514,
    /** {@code openssl -nameopt RFC2253}: as RFC 4514, with OpenSSL's own short names. */
    OPENSSL_RFC2253,
    /** RFC 1779 as Java's {@code toString} writes it: {@code CN=a, OID.2.5.4.97=PSDGB-…, O="Kevin EU, UAB", C=GB}. */
    RFC1779,
    /** {@code openssl -nameopt oneline}, the default of OpenSSL 3: {@code C = GB, O = a, CN = b}, first first. */
    OPENSSL_ONELINE,
    /** {@code openssl -nameopt multiline}: one attribute a line, long names, first first. */
    OPENSSL_MULTILINE,
    /** OpenSSL before 1.1, {@code -nameopt compat}: {@code /C=GB/O=a/CN=b}, first first. */
    OPENSSL_SLASH,
    /**
     * What {@code openssl x509 -text} wrote before 1.1: {@code CN=a, O=ForgeRock, C=UK/2.5.4.97=PSDGB-…}, first first.
     *
     * <p>A short name of one or two capital letters has a comma before it, every other attribute a slash.
     */
    OPENSSL_OLD_TEXT
}
