package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERSet;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Qualified statements and organizationIdentifiers")
class QcStatementsTest {

    @Test
    @DisplayName(
            "the PSD2 statement names the roles by identifier, the authority and its id (ETSI TS 119 495, section 5.1)")
    void psd2Statement() {
        QcStatements statements = read(Qc.openBanking(QcStatements.QC_TYPE_WEB, Psd2Role.PSP_AI, Psd2Role.PSP_PI))
                .toOptional()
                .orElseThrow();
        assertThat(statements.types()).containsExactly(QcStatements.QC_TYPE_WEB);
        assertThat(statements.isQualified()).isFalse();
        assertThat(statements.psd2()).hasValueSatisfying(psd2 -> {
            assertThat(psd2.obieRoles()).containsExactly("PISP", "AISP");
            assertThat(psd2.authorityName()).isEqualTo("Financial Conduct Authority");
            assertThat(psd2.authorityId()).isEqualTo("GB-FCA");
            assertThat(psd2.flattened()).isFalse();
        });
    }

    @Test
    @DisplayName("each role maps to the name that OBIE gives it")
    void roleNames() {
        Map.of(
                        "0.4.0.19495.1.1",
                        "ASPSP",
                        "0.4.0.19495.1.2",
                        "PISP",
                        "0.4.0.19495.1.3",
                        "AISP",
                        "0.4.0.19495.1.4",
                        "CBPII")
                .forEach((oid, name) ->
                        assertThat(Psd2Role.ofOid(oid).orElseThrow().obieName()).isEqualTo(name));
        assertThat(Psd2Role.ofOid("0.4.0.19495.1.5")).isEmpty();
    }

    @Test
    @DisplayName("roles written flat are refused, and read where a bank says so, which the result shows")
    void flattenedRoles() {
        ASN1Encodable flat = Qc.sequence(Qc.psd2(
                Qc.sequence(Qc.oid("0.4.0.19495.1.3"), Qc.utf8("PSP_AI"), Qc.oid("0.4.0.19495.1.2"), Qc.utf8("PSP_PI")),
                Qc.utf8("Open Banking"),
                Qc.utf8("GB-OB")));
        assertThat(Reasons.of(read(flat))).containsExactly(CertificateReason.QC_STATEMENTS);
        QcStatements lenient = QcStatements.read(Qc.der(flat), QcStatementSyntax.FLATTENED_ROLES_ACCEPTED)
                .toOptional()
                .orElseThrow();
        assertThat(lenient.roles()).containsExactlyInAnyOrder(Psd2Role.PSP_AI, Psd2Role.PSP_PI);
        assertThat(lenient.psd2().orElseThrow().flattened()).isTrue();
        ASN1Encodable odd = Qc.sequence(Qc.psd2(
                Qc.sequence(Qc.oid("0.4.0.19495.1.3"), Qc.utf8("PSP_AI"), Qc.oid("0.4.0.19495.1.2")),
                Qc.utf8("x"),
                Qc.utf8("y")));
        assertThat(Reasons.of(QcStatements.read(Qc.der(odd), QcStatementSyntax.FLATTENED_ROLES_ACCEPTED)))
                .containsExactly(CertificateReason.QC_STATEMENTS);
    }

    private static ASN1Encodable role(String oid, String name) {
        return Qc.sequence(Qc.oid(oid), Qc.utf8(name));
    }

    private static Stream<ASN1Encodable> brokenPolicies() {
        ASN1Encodable good = Qc.sequence(role("0.4.0.19495.1.3", "PSP_AI"));
        ASN1Encodable name = Qc.utf8("Financial Conduct Authority");
        ASN1Encodable id = Qc.utf8("GB-FCA");
        return Stream.of(
                Qc.sequence(Qc.psd2(good, name, id), Qc.psd2(good, name, id)),
                Qc.sequence(Qc.psd2(Qc.sequence(), name, id)),
                Qc.sequence(Qc.psd2(Qc.sequence(role("0.4.0.19495.1.3", "PSP_PI")), name, id)),
                Qc.sequence(Qc.psd2(Qc.sequence(role("0.4.0.19495.1.9", "PSP_XX")), name, id)),
                Qc.sequence(Qc.psd2(good, Qc.utf8(""), id)),
                Qc.sequence(Qc.psd2(good, name, Qc.utf8(""))),
                Qc.sequence(Qc.psd2(good, Qc.utf8("x".repeat(257)), id)),
                Qc.sequence(Qc.statement(Qc.PSD2)),
                Qc.sequence(Qc.statement(Qc.QC_TYPE)),
                Qc.sequence(Qc.statement(Qc.QC_TYPE, Qc.sequence())));
    }

    @ParameterizedTest
    @MethodSource("brokenPolicies")
    @DisplayName(
            "CER-21: a PSD2 statement twice, without roles, with contradicting or foreign ones, or without authority is refused")
    void brokenPolicy(ASN1Encodable statements) {
        assertThat(Reasons.of(read(statements))).containsExactly(CertificateReason.QC_STATEMENTS);
    }

    private static Stream<byte[]> brokenEncodings() {
        ASN1Encodable good = Qc.sequence(role("0.4.0.19495.1.3", "PSP_AI"));
        ASN1Encodable name = Qc.utf8("Financial Conduct Authority");
        ASN1Encodable id = Qc.utf8("GB-FCA");
        byte[] sound = Qc.der(Qc.sequence(Qc.psd2(good, name, id)));
        return Stream.of(
                Qc.der(Qc.utf8("not a sequence")),
                new byte[0],
                Arrays.copyOf(sound, sound.length + 1),
                Arrays.copyOf(sound, sound.length - 1),
                Qc.der(Qc.sequence(Qc.utf8("x"))),
                Qc.der(Qc.sequence(Qc.psd2(new DERSet(role("0.4.0.19495.1.3", "PSP_AI")), name, id))),
                Qc.der(new DERSet(Qc.psd2(good, name, id))),
                Qc.der(Qc.sequence(Qc.psd2(good, new DERBMPString("FCA"), id))),
                Qc.der(Qc.sequence(Qc.psd2(
                        Qc.sequence(Qc.sequence(Qc.oid("0.4.0.19495.1.3"), new DERBMPString("PSP_AI"))), name, id))),
                Qc.der(Qc.sequence(Qc.psd2(
                        Qc.sequence(Collections.nCopies(10_000, role("0.4.0.19495.1.3", "PSP_AI"))
                                .toArray(ASN1Encodable[]::new)),
                        name,
                        id))),
                Qc.der(Qc.sequence(Qc.psd2(
                        Qc.sequence(Collections.nCopies(17, role("0.4.0.19495.1.3", "PSP_AI"))
                                .toArray(ASN1Encodable[]::new)),
                        name,
                        id))));
    }

    @ParameterizedTest
    @MethodSource("brokenEncodings")
    @DisplayName("CER-22: a wrong tag, another kind of string, trailing bytes, a SET or thousands of roles are refused")
    void brokenEncoding(byte[] extension) {
        assertThat(Reasons.of(QcStatements.read(extension, QcStatementSyntax.STRICT)))
                .containsExactly(CertificateReason.QC_STATEMENTS);
    }

    @ParameterizedTest
    @CsvSource({
        "PSDGB-FCA-123456,PSD,GB,FCA,123456",
        "PSDES-BDE-3DFD21,PSD,ES,BDE,3DFD21",
        "PSDLT-BL-LB000458,PSD,LT,BL,LB000458",
        "PSDGB-OB-Unknown0015800001041REAAY,PSD,GB,OB,Unknown0015800001041REAAY",
        "PSDGB-REVCA-8f2b-44,PSD,GB,REVCA,8f2b-44",
        "VATDE-123456789,VAT,DE,'',123456789",
        "NTRGB-12345678,NTR,GB,'',12345678",
        "LEIXG-213800WSGIIZCXF1P572,LEI,XG,'',213800WSGIIZCXF1P572",
        "EI:SE-5567971433,EI:,SE,'',5567971433"
    })
    @DisplayName(
            "an organizationIdentifier has scheme, country, authority and identifier (EN 319 412-1, TS 119 495 5.2.1)")
    void organizationIdentifiers(String text, String scheme, String country, String authority, String identifier) {
        OrganizationIdentifier parsed = OrganizationIdentifier.parse(text).orElseThrow();
        assertThat(parsed).isEqualTo(new OrganizationIdentifier(scheme, country, authority, identifier));
        assertThat(parsed).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "psdgb-fca-123456", "PSDGB-fca-123456", "PSDGBFCA-123456", "PSDGB-FCA123456",
                        "PSDGB\u2010FCA\u2010123456",
                "PSDXX-FCA-123456", "PSDUK-FCA-123456", "PSDGB-F-123456", "PSDGB-ABCDEFGHI-1", "PSDGB-F1-123456",
                "PSDGB-FCA-", "PSDGB- FCA-123456", " PSDGB-FCA-123456", "PSDGB-FCA-123 456", "PSDGB-FCA-12\u000034",
                "VAT-123", "VATGB-", "GB-FCA-123", ""
            })
    @DisplayName("CER-24: an organizationIdentifier in any other shape is none")
    void badOrganizationIdentifiers(String text) {
        assertThat(OrganizationIdentifier.parse(text)).isEmpty();
        assertThat(OrganizationIdentifier.parse("PSDGB-FCA-" + "1".repeat(300))).isEmpty();
    }

    private static Verdict<QcStatements> read(ASN1Encodable statements) {
        return QcStatements.read(Qc.der(statements), QcStatementSyntax.STRICT);
    }
}
