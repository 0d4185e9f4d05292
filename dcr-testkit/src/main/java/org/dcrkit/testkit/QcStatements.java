package org.dcrkit.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;

/**
 * The qcStatements extension of a certificate (RFC 3739; ETSI EN 319 412-5; for PSD2, ETSI TS 119 495), statement by
 * statement in the order in which they were added.
 *
 * <p>Immutable: each method gives an extended copy.
 */
public final class QcStatements {

    private static final QcStatements NONE = new QcStatements(List.of());
    private static final String QC_TYPE = "0.4.0.1862.1.6";
    private static final String PSD2 = "0.4.0.19495.2";
    private static final Map<String, String> ROLE_OIDS = Map.of(
            "ASPSP",
            "0.4.0.19495.1.1",
            "PISP",
            "0.4.0.19495.1.2",
            "AISP",
            "0.4.0.19495.1.3",
            "CBPII",
            "0.4.0.19495.1.4");
    private static final Map<String, String> ROLE_NAMES =
            Map.of("ASPSP", "PSP_AS", "PISP", "PSP_PI", "AISP", "PSP_AI", "CBPII", "PSP_IC");

    private final List<ASN1Encodable> statements;

    private QcStatements(List<ASN1Encodable> statements) {
        this.statements = List.copyOf(statements);
    }

    /** No statement yet. */
    public static QcStatements none() {
        return NONE;
    }

    /** The statement that this is a qualified certificate (QcCompliance). */
    public QcStatements compliance() {
        return with("0.4.0.1862.1.1");
    }

    /** The statement that the key lies in a secure device (QcSSCD). */
    public QcStatements secureDevice() {
        return with("0.4.0.1862.1.4");
    }

    /** The statement that the certificate is for websites. */
    public QcStatements web() {
        return type(3);
    }

    /** The statement that the certificate is for seals. */
    public QcStatements seal() {
        return type(2);
    }

    /** The statement that the certificate is for signatures of natural persons. */
    public QcStatements signature() {
        return type(1);
    }

    /** Where the disclosure statement is (QcPDS), in English. */
    public QcStatements disclosure(String url) {
        return with("0.4.0.1862.1.5", new DERSequence(new DERSequence(new ASN1Encodable[] {
            new DERIA5String(url), new DERPrintableString("en")
        })));
    }

    /** The statement that the subject is named as legal persons are (RFC 3739 pkixQCSyntax-v2; EN 319 412-1). */
    public QcStatements legalPersonSemantics() {
        return with("1.3.6.1.5.5.7.11.2", new DERSequence(new ASN1ObjectIdentifier("0.4.0.194121.1.2")));
    }

    /**
     * The PSD2 statement.
     *
     * @param roles OBIE's names: AISP, PISP, CBPII, ASPSP; any other is written as a role of an unknown OID
     * @param authorityName such as {@code Financial Conduct Authority}
     * @param authorityId such as {@code GB-FCA}
     */
    public QcStatements psd2(Collection<String> roles, String authorityName, String authorityId) {
        List<ASN1Encodable> pairs = new ArrayList<>();
        roles.forEach(role -> pairs.add(sequence(List.of(roleOid(role), roleName(role)))));
        return psd2(pairs, authorityName, authorityId);
    }

    /** The PSD2 statement as the oldest Open Banking certificates have it: OIDs and names in one flat sequence. */
    public QcStatements flatPsd2(Collection<String> roles, String authorityName, String authorityId) {
        List<ASN1Encodable> flat = new ArrayList<>();
        roles.forEach(role -> flat.addAll(List.of(roleOid(role), roleName(role))));
        return psd2(flat, authorityName, authorityId);
    }

    private QcStatements psd2(List<ASN1Encodable> roles, String authorityName, String authorityId) {
        return with(
                PSD2,
                sequence(List.of(sequence(roles), new DERUTF8String(authorityName), new DERUTF8String(authorityId))));
    }

    private QcStatements type(int type) {
        return with(QC_TYPE, new DERSequence(new ASN1ObjectIdentifier(QC_TYPE + '.' + type)));
    }

    private QcStatements with(String oid, ASN1Encodable... content) {
        List<ASN1Encodable> statement = new ArrayList<>(List.of(content));
        statement.add(0, new ASN1ObjectIdentifier(oid));
        List<ASN1Encodable> all = new ArrayList<>(statements);
        all.add(sequence(statement));
        return new QcStatements(all);
    }

    /** The extension's value in DER. */
    public byte[] der() {
        try {
            return sequence(statements).getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("statements that cannot be encoded", e);
        }
    }

    private static ASN1ObjectIdentifier roleOid(String role) {
        return new ASN1ObjectIdentifier(ROLE_OIDS.getOrDefault(role, "0.4.0.19495.1.99"));
    }

    private static DERUTF8String roleName(String role) {
        return new DERUTF8String(ROLE_NAMES.getOrDefault(role, role));
    }

    private static DERSequence sequence(List<ASN1Encodable> elements) {
        return new DERSequence(elements.toArray(ASN1Encodable[]::new));
    }
}
