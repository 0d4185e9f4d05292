package org.dcrkit.testkit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.certs.CertificateReason;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.testkit.CertificateDraft.Usage;
import org.dcrkit.testkit.Sabotage.Circumstance;
import org.dcrkit.testkit.SabotageBook.Entry;

/** Ways to ruin the presented certificate: its encoding, its path, its purpose and whom it names. */
final class CertificateSabotage {

    private static final String CN = "2.5.4.3";
    private static final String O = "2.5.4.10";
    private static final String OU = "2.5.4.11";
    private static final String ORGANIZATION_IDENTIFIER = "2.5.4.97";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String QC_STATEMENTS = "1.3.6.1.5.5.7.1.3";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final byte[] DER_NULL = {5, 0};
    private static final Duration DAY = Duration.ofDays(1);

    private final SabotageBook made = new SabotageBook();

    private CertificateSabotage() {}

    static List<Sabotage> all() {
        CertificateSabotage catalogue = new CertificateSabotage();
        catalogue.encoding();
        catalogue.strength();
        catalogue.path();
        catalogue.purpose();
        catalogue.statements();
        catalogue.revocation();
        catalogue.legacySubject();
        catalogue.openBankingSubject();
        catalogue.qualifiedSubject();
        return catalogue.made.all();
    }

    private void encoding() {
        shown("none", CertificateReason.MISSING, draft -> PresentedCertificates.none());
        bytes("empty", CertificateReason.MISSING, der -> new byte[0]);
        bytes("not_der", CertificateReason.MALFORMED, der -> "a certificate".getBytes(StandardCharsets.US_ASCII));
        bytes("cut_short", CertificateReason.MALFORMED, der -> Arrays.copyOf(der, der.length / 2));
        bytes("with_more_bytes", CertificateReason.MALFORMED, der -> Arrays.copyOf(der, der.length + 1));
        bytes("nested_for_ever", CertificateReason.MALFORMED, der -> nested());
        bytes("of_100_kilobytes", CertificateReason.TOO_LARGE, der -> Arrays.copyOf(der, 100_000));
        shown(
                "a_hundred",
                CertificateReason.TOO_LARGE,
                draft -> PresentedCertificates.ofDer(Collections.nCopies(
                        100, draft.tpp().transportCertificate().der())));
        changed("serial_number_zero", CertificateReason.SERIAL_NUMBER, minted -> minted.serial(BigInteger.ZERO));
        changed(
                "serial_number_negative",
                CertificateReason.SERIAL_NUMBER,
                minted -> minted.serial(BigInteger.valueOf(-7)));
        changed(
                "serial_number_of_21_octets",
                CertificateReason.SERIAL_NUMBER,
                minted -> minted.serial(BigInteger.ONE.shiftLeft(164)));
        changed(
                "unknown_critical_extension",
                CertificateReason.EXTENSION,
                minted -> minted.extension("1.2.3.4.5", true, DER_NULL));
    }

    private void strength() {
        changed(
                "key_of_1024_bits",
                CertificateReason.WEAK_KEY,
                minted -> minted.key(TestKeys.seeded(0).rsa("a weak one", 1_024)));
        changed(
                "signed_with_sha1",
                CertificateReason.WEAK_SIGNATURE,
                minted -> minted.signatureAlgorithm("SHA1withRSA"));
    }

    private void path() {
        at("expired", CertificateReason.EXPIRED, (minted, now) -> minted.notAfter(now.minusSeconds(1)));
        at("not_yet_valid", CertificateReason.NOT_YET_VALID, (minted, now) -> minted.notBefore(now.plus(DAY)));
        shown(
                "of_impostor",
                CertificateReason.UNTRUSTED,
                draft -> draft.tpp()
                        .certificateDraft()
                        .issuedBy(CertificateAuthority.impostor(
                                        1, draft.tpp().directory().clock())
                                .issuing())
                        .mint()
                        .presented());
        changed("self_signed", CertificateReason.UNTRUSTED, CertificateDraft::selfSigned)
                .where(CertificateSabotage::keepsItsKind);
        changed(
                "signed_by_stranger",
                CertificateReason.UNTRUSTED,
                minted -> minted.signedOnlyBy(
                        TestKeys.seeded(0).rsa("a stranger's").getPrivate()));
        shown(
                "without_issuer",
                CertificateReason.UNTRUSTED,
                draft -> PresentedCertificates.ofDer(
                        List.of(draft.tpp().transportCertificate().der())));
        shown(
                        "issued_by_a_client",
                        CertificateReason.UNTRUSTED,
                        draft -> draft.tpp()
                                .certificateDraft()
                                .issuedBy(draft.tpp().transportCertificate())
                                .mint()
                                .presented())
                .where(CertificateSabotage::keepsItsKind);
        shown(
                "issued_too_far_down",
                CertificateReason.PATH_INVALID,
                draft -> draft.tpp()
                        .certificateDraft()
                        .issuedBy(draft.tpp()
                                .issuer()
                                .subordinate("too far down")
                                .attribute(CN, "OpenBanking Pre-Production CA too far down")
                                .issuedBy(draft.tpp().issuer().issuing())
                                .mint())
                        .mint()
                        .presented());
        shown(
                "outside_of_name_constraints",
                CertificateReason.NAME_CONSTRAINTS,
                draft -> draft.tpp()
                        .certificateDraft()
                        .issuedBy(draft.tpp()
                                .issuer()
                                .subordinate("constrained")
                                .extension(NAME_CONSTRAINTS, true, onlyOrganisation("Somebody else"))
                                .mint())
                        .mint()
                        .presented());
        changed("of_an_authority", CertificateReason.CA_AS_CLIENT, minted -> minted.ca());
    }

    /** An OBWAC is told by the name of its issuer too. */
    private static boolean keepsItsKind(RegistrationDraft draft, RegistrationPolicy policy) {
        return draft.tpp().transportKind() != CertificateKind.OBWAC;
    }

    private void purpose() {
        changed(
                "key_usage_for_certificates",
                CertificateReason.KEY_USAGE,
                minted -> minted.keyUsage(Usage.NON_REPUDIATION));
        extendedKeyUsage("for_servers_only", SERVER_AUTHENTICATION);
        extendedKeyUsage("for_code", CODE_SIGNING);
        changed("of_no_known_kind", CertificateReason.KIND, minted -> minted.withoutAttribute(OU))
                .where((draft, policy) -> draft.tpp().transportKind() == CertificateKind.OB_TRANSPORT);
        changed("without_statements", CertificateReason.KIND, minted -> minted.withoutExtension(QC_STATEMENTS))
                .where((draft, policy) -> draft.tpp().transportKind() != CertificateKind.OB_TRANSPORT);
    }

    private void extendedKeyUsage(String name, String oid) {
        changed(name, CertificateReason.EXTENDED_KEY_USAGE, minted -> minted.extendedKeyUsage(false, oid))
                .where((draft, policy) -> draft.tpp().transportKind() != CertificateKind.OB_TRANSPORT);
    }

    private void statements() {
        psd2(
                "statements_not_der",
                CertificateReason.MALFORMED,
                (minted, draft) -> minted.extension(QC_STATEMENTS, false, new byte[] {1, 2, 3}));
        psd2(
                "statements_of_another_type",
                CertificateReason.QC_STATEMENTS,
                (minted, draft) -> minted.extension(QC_STATEMENTS, false, DER_NULL));
        psd2(
                "roles_written_flat",
                CertificateReason.QC_STATEMENTS,
                (minted, draft) -> minted.qcStatements(
                        statements(draft).flatPsd2(draft.tpp().roles(), "Financial Conduct Authority", "GB-FCA")));
        psd2(
                        "without_a_role",
                        CertificateReason.ROLES,
                        (minted, draft) -> minted.qcStatements(statements(draft)
                                .psd2(
                                        draft.tpp()
                                                .roles()
                                                .subList(1, draft.tpp().roles().size()),
                                        "Financial Conduct Authority",
                                        "GB-FCA")))
                .where((draft, policy) -> draft.tpp().roles().size() > 1);
    }

    private static QcStatements statements(RegistrationDraft draft) {
        QcStatements none = QcStatements.none();
        return draft.tpp().transportKind() == CertificateKind.QWAC
                ? none.compliance().web()
                : none.web();
    }

    private void revocation() {
        made.add("certificate.revoked", CertificateReason.REVOKED, draft -> {
                    draft.tpp().issuer().revoke(draft.tpp().transportCertificate());
                    return draft;
                })
                .given(Circumstance.CERTIFICATES_CHECKED, Circumstance.REVOCATION_CHECKED);
        made.add("certificate.key_revoked_at_directory", CertificateReason.KEY_REVOKED, draft -> {
                    JoseKey key = draft.tpp().transportKey();
                    draft.tpp().revoke(key);
                    draft.tpp().publish(key);
                    return draft;
                })
                .given(Circumstance.CERTIFICATES_CHECKED, Circumstance.KEYS_REVOKED_AT_DIRECTORY_REFUSED);
        made.add("certificate.not_in_key_set", CertificateReason.NOT_IN_KEY_SET, draft -> {
                    draft.tpp().unpublish(draft.tpp().transportKey());
                    return draft;
                })
                .given(Circumstance.CERTIFICATES_CHECKED, Circumstance.CERTIFICATE_IN_KEY_SET);
    }

    private void legacySubject() {
        CertificateKind kind = CertificateKind.OB_TRANSPORT;
        of(
                kind,
                "of_other_software",
                CertificateReason.OTHER_SOFTWARE,
                minted -> minted.attribute(CN, "anotherSoftware"));
        of(
                kind,
                "of_software_with_blank",
                CertificateReason.OTHER_SOFTWARE,
                (minted, draft) -> minted.attribute(CN, draft.tpp().softwareId() + " "));
        of(
                kind,
                "of_software_in_capitals",
                CertificateReason.OTHER_SOFTWARE,
                (minted, draft) -> minted.attribute(CN, draft.tpp().softwareId().toUpperCase(Locale.ROOT)));
        of(
                kind,
                "of_other_organisation",
                CertificateReason.OTHER_ORGANISATION,
                minted -> minted.attribute(OU, "0000000000otherORG"));
        of(kind, "of_two_softwares", CertificateReason.SUBJECT, minted -> minted.addAttribute(CN, "anotherSoftware"));
        of(
                kind,
                "of_two_organisations",
                CertificateReason.SUBJECT,
                minted -> minted.addAttribute(OU, "0000000000otherORG"));
        of(kind, "of_other_directory", CertificateReason.KIND, minted -> minted.attribute(O, "Another Directory"));
    }

    private void openBankingSubject() {
        CertificateKind kind = CertificateKind.OBWAC;
        of(
                kind,
                "obwac_of_other_organisation",
                CertificateReason.OTHER_ORGANISATION,
                minted -> minted.attribute(CN, "0000000000otherORG"));
        of(kind, "obwac_without_cn", CertificateReason.SUBJECT, minted -> minted.withoutAttribute(CN));
        of(
                kind,
                "obwac_of_two_organisations",
                CertificateReason.SUBJECT,
                minted -> minted.addAttribute(CN, "0000000000otherORG"));
    }

    private void qualifiedSubject() {
        for (CertificateKind kind : List.of(CertificateKind.OBWAC, CertificateKind.QWAC)) {
            String prefix = kind == CertificateKind.OBWAC ? "obwac" : "qwac";
            of(
                    kind,
                    prefix + "_of_other_registration",
                    CertificateReason.OTHER_ORGANISATION,
                    minted -> minted.attribute(ORGANIZATION_IDENTIFIER, "PSDGB-FCA-999999"));
            of(
                    kind,
                    prefix + "_identifier_malformed",
                    CertificateReason.ORGANIZATION_IDENTIFIER,
                    minted -> minted.attribute(ORGANIZATION_IDENTIFIER, "FCA 999999"));
            of(
                    kind,
                    prefix + "_with_two_identifiers",
                    CertificateReason.SUBJECT,
                    minted -> minted.addAttribute(ORGANIZATION_IDENTIFIER, "PSDGB-FCA-999999"));
        }
        of(
                CertificateKind.QWAC,
                "qwac_without_identifier",
                CertificateReason.SUBJECT,
                minted -> minted.withoutAttribute(ORGANIZATION_IDENTIFIER));
    }

    private void of(
            CertificateKind kind, String name, CertificateReason reason, UnaryOperator<CertificateDraft> change) {
        of(kind, name, reason, (minted, draft) -> change.apply(minted));
    }

    private void of(CertificateKind kind, String name, CertificateReason reason, Change change) {
        changed(name, reason, change).where((draft, policy) -> draft.tpp().transportKind() == kind);
    }

    private Entry psd2(String name, CertificateReason reason, Change change) {
        return changed(name, reason, change)
                .where((draft, policy) -> draft.tpp().transportKind() != CertificateKind.OB_TRANSPORT);
    }

    private void at(String name, CertificateReason reason, BiConsumer<CertificateDraft, Instant> change) {
        changed(name, reason, (minted, draft) -> {
            change.accept(minted, draft.tpp().directory().clock().instant());
            return minted;
        });
    }

    private void bytes(String name, CertificateReason reason, UnaryOperator<byte[]> change) {
        shown(name, reason, draft -> {
            List<byte[]> chain = new ArrayList<>(draft.certificates().der());
            chain.set(0, change.apply(chain.get(0)));
            return PresentedCertificates.ofDer(chain);
        });
    }

    private Entry changed(String name, CertificateReason reason, UnaryOperator<CertificateDraft> change) {
        return changed(name, reason, (minted, draft) -> change.apply(minted));
    }

    private Entry changed(String name, CertificateReason reason, Change change) {
        return shown(
                name,
                reason,
                draft -> change.of(draft.tpp().certificateDraft(), draft).mint().presented());
    }

    private Entry shown(
            String name, CertificateReason reason, Function<RegistrationDraft, PresentedCertificates> shown) {
        return made.add("certificate." + name, reason, draft -> draft.certificates(shown.apply(draft)))
                .given(Circumstance.CERTIFICATES_CHECKED);
    }

    /** A change of the certificate that may look at the registration. */
    @FunctionalInterface
    private interface Change {
        CertificateDraft of(CertificateDraft minted, RegistrationDraft draft);
    }

    private static byte[] nested() {
        byte[] flood = new byte[10_000];
        for (int i = 0; i < flood.length; i += 2) {
            flood[i] = 0x30;
            flood[i + 1] = (byte) 0x80;
        }
        return flood;
    }

    private static byte[] onlyOrganisation(String name) {
        return CertificateLayout.permittedOrganisation(name);
    }
}
