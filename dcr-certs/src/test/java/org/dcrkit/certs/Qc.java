package org.dcrkit.certs;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;

/** Qualified statements to put into test certificates. */
final class Qc {

    static final String PSD2 = "0.4.0.19495.2";
    static final String QC_TYPE = "0.4.0.1862.1.6";

    private Qc() {}

    /** Of an OBWAC or, with the other type, an OBSeal. */
    static ASN1Encodable openBanking(String type, Psd2Role... roles) {
        return sequence(type(type), psd2(roles));
    }

    /** Of a QWAC or QSealC. */
    static ASN1Encodable qualified(String type, Psd2Role... roles) {
        return sequence(statement(QcStatements.QC_COMPLIANCE), psd2(roles), type(type));
    }

    static ASN1Encodable type(String type) {
        return statement(QC_TYPE, sequence(oid(type)));
    }

    static ASN1Encodable psd2(Psd2Role... roles) {
        List<ASN1Encodable> all = new ArrayList<>();
        for (Psd2Role role : roles) {
            all.add(sequence(oid(role.oid()), utf8(role.name())));
        }
        return psd2(sequence(all.toArray(ASN1Encodable[]::new)), utf8("Financial Conduct Authority"), utf8("GB-FCA"));
    }

    static ASN1Encodable psd2(ASN1Encodable roles, ASN1Encodable name, ASN1Encodable id) {
        return statement(PSD2, sequence(roles, name, id));
    }

    static ASN1Encodable statement(String oid, ASN1Encodable... value) {
        List<ASN1Encodable> parts = new ArrayList<>(List.of(oid(oid)));
        parts.addAll(List.of(value));
        return sequence(parts.toArray(ASN1Encodable[]::new));
    }

    static ASN1Encodable sequence(ASN1Encodable... parts) {
        return new DERSequence(parts);
    }

    static ASN1Encodable oid(String oid) {
        return new ASN1ObjectIdentifier(oid);
    }

    static ASN1Encodable utf8(String text) {
        return new DERUTF8String(text);
    }

    static byte[] der(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded("DER");
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
