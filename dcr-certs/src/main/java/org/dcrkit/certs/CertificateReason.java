package org.dcrkit.certs;

import static org.dcrkit.verdict.RegistrationError.INVALID_CLIENT_METADATA;
import static org.dcrkit.verdict.RegistrationError.INVALID_SOFTWARE_STATEMENT;
import static org.dcrkit.verdict.RegistrationError.UNAPPROVED_SOFTWARE_STATEMENT;

import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Why a presented certificate is refused. */
public enum CertificateReason implements Reason {
    /** None was presented. */
    MISSING(
            "certificate.missing",
            INVALID_CLIENT_METADATA,
            "No client certificate was presented.",
            "RFC 8705 section 2"),
    /** It is not the DER encoding of an X.509 certificate, or not in the form that it was announced in. */
    MALFORMED(
            "certificate.malformed",
            INVALID_CLIENT_METADATA,
            "The client certificate cannot be read.",
            "RFC 5280 section 4.1"),
    /** More bytes or certificates than are read. */
    TOO_LARGE(
            "certificate.too_large",
            INVALID_CLIENT_METADATA,
            "The client certificate or its chain is too large.",
            "RFC 5280 section 4.1"),
    /** Not version 3. */
    VERSION(
            "certificate.version",
            INVALID_CLIENT_METADATA,
            "The certificate is not an X.509 version 3 certificate.",
            "RFC 5280 section 4.1.2.1"),
    /** Zero, negative or longer than 20 octets. */
    SERIAL_NUMBER(
            "certificate.serial_number",
            INVALID_CLIENT_METADATA,
            "The serial number of the certificate is not a positive integer of at most 20 octets.",
            "RFC 5280 section 4.1.2.2"),
    /** A key of another type, another size or a known weakness. */
    WEAK_KEY(
            "certificate.weak_key",
            INVALID_CLIENT_METADATA,
            "The certificate has a key of a type or strength that is not accepted.",
            "ETSI TS 119 312 section 6.2"),
    /** Signed with an algorithm that is not accepted. */
    WEAK_SIGNATURE(
            "certificate.weak_signature",
            INVALID_CLIENT_METADATA,
            "The certificate is signed with an algorithm that is not accepted.",
            "ETSI TS 119 312 section 6.1"),
    /** Past its end. */
    EXPIRED("certificate.expired", INVALID_CLIENT_METADATA, "The certificate has expired.", "RFC 5280 section 4.1.2.5"),
    /** Before its beginning. */
    NOT_YET_VALID(
            "certificate.not_yet_valid",
            INVALID_CLIENT_METADATA,
            "The certificate is not valid yet.",
            "RFC 5280 section 4.1.2.5"),
    /** No path to a trust anchor. */
    UNTRUSTED(
            "certificate.untrusted",
            INVALID_CLIENT_METADATA,
            "The certificate does not chain to a trusted authority.",
            "RFC 5280 section 6.1"),
    /** A path, but one that breaks a rule of certification paths. */
    PATH_INVALID(
            "certificate.path_invalid",
            INVALID_CLIENT_METADATA,
            "The certification path of the certificate is not valid.",
            "RFC 5280 section 6.1"),
    /** A name that the authority above may not certify. */
    NAME_CONSTRAINTS(
            "certificate.name_constraints",
            INVALID_CLIENT_METADATA,
            "The certificate has a name that its issuer may not certify.",
            "RFC 5280 section 4.2.1.10"),
    /** An extension twice, critical and unknown, or against the rules of RFC 5280. */
    EXTENSION(
            "certificate.extension",
            INVALID_CLIENT_METADATA,
            "The certificate has an extension that is not allowed in that form.",
            "RFC 5280 section 4.2"),
    /** The certificate of an authority in the place of a client's. */
    CA_AS_CLIENT(
            "certificate.ca_as_client",
            INVALID_CLIENT_METADATA,
            "The certificate of a certification authority cannot be a client certificate.",
            "RFC 5280 section 4.2.1.9"),
    /** The key usage does not allow what the certificate is used for. */
    KEY_USAGE(
            "certificate.key_usage",
            INVALID_CLIENT_METADATA,
            "The key usage of the certificate does not allow this use.",
            "RFC 5280 section 4.2.1.3"),
    /** The extended key usage does not allow what the certificate is used for. */
    EXTENDED_KEY_USAGE(
            "certificate.extended_key_usage",
            INVALID_CLIENT_METADATA,
            "The extended key usage of the certificate does not allow this use.",
            "RFC 5280 section 4.2.1.12"),
    /** A kind that this bank does not accept here. */
    KIND(
            "certificate.kind",
            INVALID_CLIENT_METADATA,
            "A certificate of this kind is not accepted here.",
            "OBIE certificate profiles"),
    /** A PSD2 statement or another qualified statement that breaks its syntax. */
    QC_STATEMENTS(
            "certificate.qc_statements",
            INVALID_CLIENT_METADATA,
            "The qualified certificate statements of the certificate are missing or cannot be read.",
            "ETSI TS 119 495 section 5.1"),
    /** An organizationIdentifier that breaks its syntax. */
    ORGANIZATION_IDENTIFIER(
            "certificate.organization_identifier",
            INVALID_CLIENT_METADATA,
            "The organizationIdentifier of the certificate is missing or not in the form of its scheme.",
            "ETSI TS 119 495 section 5.2.1"),
    /** An attribute that has to be compared is missing, occurs twice or is not text. */
    SUBJECT(
            "certificate.subject",
            INVALID_CLIENT_METADATA,
            "The subject of the certificate does not have each identifying attribute exactly once.",
            "OBIE certificate profiles"),
    /** Revoked by its issuer. */
    REVOKED(
            "certificate.revoked",
            INVALID_CLIENT_METADATA,
            "The certificate has been revoked.",
            "RFC 5280 section 6.3"),
    /** Its key is in a set of keys that the directory has revoked. */
    KEY_REVOKED(
            "certificate.key_revoked",
            INVALID_CLIENT_METADATA,
            "The key of the certificate has been revoked at the directory.",
            "OBIE Directory specification"),
    /** It belongs to other software than the statement. */
    OTHER_SOFTWARE(
            "certificate.other_software",
            INVALID_SOFTWARE_STATEMENT,
            "The certificate belongs to other software than the software statement.",
            "OBIE DCR 3.3"),
    /** It belongs to another organisation than the statement. */
    OTHER_ORGANISATION(
            "certificate.other_organisation",
            INVALID_SOFTWARE_STATEMENT,
            "The certificate belongs to another organisation than the software statement.",
            "OBIE DCR 3.3"),
    /** It is in none of the key sets where it should be. */
    NOT_IN_KEY_SET(
            "certificate.not_in_key_set",
            INVALID_SOFTWARE_STATEMENT,
            "The certificate is not in the key set that the software statement names.",
            "RFC 8705 section 2.2"),
    /** It does not carry the roles that the statement claims. */
    ROLES(
            "certificate.roles",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The certificate does not carry all of the roles that the software statement claims.",
            "RTS on SCA and CSC article 34");

    private final String code;
    private final RegistrationError error;
    private final String text;
    private final String spec;

    CertificateReason(String code, RegistrationError error, String text, String spec) {
        this.code = code;
        this.error = error;
        this.text = text;
        this.spec = spec;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public RegistrationError error() {
        return error;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public String spec() {
        return spec;
    }
}
