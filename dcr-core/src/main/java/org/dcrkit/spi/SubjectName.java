package org.dcrkit.spi;

import java.util.List;

/** The distinguished name in a verified certificate's subject, able to compare itself with a name that somebody wrote. */
public interface SubjectName {

    /** The name as RFC 4514 writes it, last relative distinguished name first. */
    String rfc4514();

    /**
     * The decoded values of an attribute, in the order of the encoding.
     *
     * @param oid the attribute's object identifier, such as {@code 2.5.4.3} for the common name
     */
    List<String> values(String oid);

    /**
     * Compares a written name with this one.
     *
     * @param written the text of a {@code tls_client_auth_subject_dn} or {@code tls_client_auth_dn}, in any of the forms
     *     that tools print
     */
    Match match(String written);

    /** How a written name compares. */
    enum Match {
        /** The same name (RFC 4517, distinguishedNameMatch), or as much of it as the configured mode asks for. */
        SAME,
        /** A name, but another one. */
        DIFFERENT,
        /** Not a distinguished name in any known form. */
        UNREADABLE
    }
}
