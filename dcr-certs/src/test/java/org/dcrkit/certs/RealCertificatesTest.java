package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.SubjectName.Match;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Published certificates of real directories")
class RealCertificatesTest {

    private static final Map<String, CertificateKind> KINDS = Map.of(
            "tls-", CertificateKind.OB_TRANSPORT,
            "sig-", CertificateKind.OB_SIGNING,
            "obwac-", CertificateKind.OBWAC,
            "obseal-", CertificateKind.OBSEAL);

    private static Stream<Path> openBanking() {
        return KINDS.keySet().stream().sorted().flatMap(prefix -> RealData.certificates(prefix).stream());
    }

    private static Stream<Path> all() {
        return RealData.allCertificates().stream();
    }

    @ParameterizedTest
    @MethodSource("openBanking")
    @DisplayName("chain to the pre-production issuing authority inside their validity, and not outside of it")
    void chainInsideTheirValidity(Path file) {
        ReadCertificate certificate = RealData.certificate(file);
        CertificateKind kind = kind(certificate);
        CertificatePurpose purpose = CertificatePurpose.TRANSPORT.kinds().contains(kind)
                ? CertificatePurpose.TRANSPORT
                : CertificatePurpose.SIGNING;
        CertificatePathValidator validator = CertificatePathValidator.builder(RealData.preProduction())
                .purpose(purpose)
                .withoutRevocation("this test looks at paths")
                .build();

        Verdict<ValidatedPath> inside = validate(validator, certificate, RealData.middle(certificate));
        assertThat(inside.violations()).isEmpty();
        assertThat(inside.toOptional().orElseThrow().subjects()).hasSize(3);
        assertThat(validate(validator, certificate, certificate.notBefore()).isAccepted())
                .isTrue();
        assertThat(validate(validator, certificate, certificate.notAfter()).isAccepted())
                .isTrue();
        assertThat(reasons(
                        validate(validator, certificate, certificate.notAfter().plusSeconds(1))))
                .containsExactly(CertificateReason.EXPIRED);
        assertThat(reasons(
                        validate(validator, certificate, certificate.notBefore().minusSeconds(1))))
                .containsExactly(CertificateReason.NOT_YET_VALID);
    }

    @ParameterizedTest
    @MethodSource("openBanking")
    @DisplayName("are of the kind that their publisher says")
    void areOfTheirKind(Path file) {
        String prefix = file.getFileName().toString().replaceAll("-.*", "-");
        assertThat(kind(RealData.certificate(file))).isEqualTo(KINDS.get(prefix));
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("have a subject that each written form of it matches, and none with one character changed")
    void matchTheirSubjectInEveryForm(Path file) {
        DistinguishedName subject = RealData.certificate(file).subject();
        for (NameForm form : NameForm.values()) {
            String written = subject.print(form);
            assertThat(subject.match(written)).as(form + " " + written).isEqualTo(Match.SAME);
            for (String changed : OneCharacter.changes(written)) {
                assertThat(subject.match(changed)).as(form + " " + changed).isNotEqualTo(Match.SAME);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("have a subject that matches what the JDK prints of it")
    void matchWhatTheJdkPrints(Path file) {
        ReadCertificate certificate = RealData.certificate(file);
        var principal = certificate.x509().getSubjectX500Principal();
        for (String written : List.of(
                principal.getName("RFC2253"),
                principal.getName("RFC1779"),
                principal.getName("CANONICAL"),
                principal.toString(),
                principal.getName("RFC2253", Map.of("2.5.4.97", "organizationIdentifier")))) {
            assertThat(certificate.subject().match(written)).as(written).isEqualTo(Match.SAME);
        }
    }

    @Test
    @DisplayName("of ForgeRock match the distinguished name that Mettle's page shows, in the old OpenSSL text form")
    void matchTheOldTextForm() {
        DistinguishedName subject = RealData.certificate(
                        RealData.file("forgerock/other-60c75ba3c450450011efa679-76d70ff242.pem"))
                .subject();
        String written = "CN=60c75ba3c450450011efa679, OU=60c75b9cc450450011efa678, O=ForgeRock, L=Bristol, ST=Avon,"
                + " C=UK/2.5.4.97=PSDGB-FFA-60c75b9cc450450011efa678";
        assertThat(subject.match(written)).isEqualTo(Match.SAME);
        assertThat(subject.match(written.replace("efa678", "efa679"))).isEqualTo(Match.DIFFERENT);
    }

    @Test
    @DisplayName("of Open Banking carry the PSD2 roles that their publisher lists")
    void carryTheirRoles() {
        Map<String, Set<Psd2Role>> expected = Map.of(
                "obwac-0015800001ZEc1qAAD-59c58b35.pem", Set.of(Psd2Role.PSP_AS),
                "obwac-0015800001HQQrpAAH-59c59c40.pem", Set.of(Psd2Role.PSP_AI),
                "obwac-0015800001041REAAY-59c60a38.pem", Set.of(Psd2Role.PSP_AI, Psd2Role.PSP_PI),
                "obseal-0015800001HQQrZAAX-59c6950a.pem", Set.of(Psd2Role.PSP_AI, Psd2Role.PSP_IC, Psd2Role.PSP_PI),
                "obwac-0015800001HQQrZAAX-59c6950c.pem", Set.of(Psd2Role.PSP_AI, Psd2Role.PSP_IC, Psd2Role.PSP_PI));
        expected.forEach((file, roles) -> assertThat(
                        statements(RealData.certificate(RealData.file("obie/certs/" + file)))
                                .roles())
                .as(file)
                .isEqualTo(roles));
    }

    @Test
    @DisplayName("of ForgeRock carry PSD2 roles by identifier, whatever the names beside them")
    void carryRolesByIdentifier() {
        ReadCertificate certificate =
                RealData.certificate(RealData.file("forgerock/other-60c75ba3c450450011efa679-76d70ff242.pem"));
        assertThat(statements(certificate).psd2().orElseThrow().obieRoles())
                .containsExactlyInAnyOrder("AISP", "PISP", "CBPII");
        assertThat(certificate.single(AttributeTypes.COMMON_NAME)).contains("60c75ba3c450450011efa679");
        assertThat(certificate.single(AttributeTypes.ORGANIZATIONAL_UNIT)).contains("60c75b9cc450450011efa678");
    }

    @Test
    @DisplayName("of eIDAS: a QWAC whose organisation's name holds a comma and whose 2.5.4.97 is a UTF8String")
    void classifyTheQwac() {
        ReadCertificate certificate = RealData.certificate(RealData.file("eidas/tls-api.getkevin.eu-c5c19ce93e.pem"));
        assertThat(kind(certificate)).isEqualTo(CertificateKind.QWAC);
        assertThat(statements(certificate).psd2().orElseThrow().obieRoles())
                .containsExactlyInAnyOrder("AISP", "CBPII", "PISP");
        assertThat(statements(certificate).psd2().orElseThrow().authorityId()).isEqualTo("LT-BL");
        assertThat(certificate.subject().values(AttributeTypes.ORGANIZATION)).containsExactly("Kevin EU, UAB");
        assertThat(certificate.organizationIdentifier())
                .contains(new OrganizationIdentifier("PSD", "LT", "BL", "LB000458"));
    }

    @Test
    @DisplayName("that ended are refused as expired at any later instant")
    void refuseTheExpiredOne() {
        ReadCertificate certificate = RealData.certificate(RealData.file("obie/expired-obsigning.pem"));
        CertificatePathValidator validator = CertificatePathValidator.builder(RealData.preProduction())
                .purpose(CertificatePurpose.SIGNING)
                .withoutRevocation("this test looks at paths")
                .build();
        assertThat(reasons(validate(validator, certificate, Instant.parse("2024-05-17T05:26:35Z"))))
                .containsExactly(CertificateReason.EXPIRED);
        assertThat(reasons(validate(validator, certificate, Instant.parse("2026-11-20T00:00:00Z"))))
                .containsExactly(CertificateReason.EXPIRED);
    }

    @Test
    @DisplayName("of the pre-production authority are not trusted where only the production root is")
    void environmentsAreApart() {
        ReadCertificate root = RealData.certificate(RealData.file("obie/certs/ca-OpenBanking_Root_CA-5a019a03.pem"));
        ReadCertificate certificate =
                RealData.certificate(RealData.file("obie/certs/tls-oQ4KoaavpOuoE7rvQsZEOV-59c6b92f.pem"));
        CertificatePathValidator validator = CertificatePathValidator.builder(
                        TrustAnchors.of("Open Banking production", root.x509()))
                .withoutRevocation("this test looks at paths")
                .build();
        assertThat(reasons(validate(validator, certificate, RealData.middle(certificate))))
                .containsExactly(CertificateReason.UNTRUSTED);
    }

    @Test
    @DisplayName("of WSO2 do not belong to the statement whose software_id differs from CN by one character")
    void oneCharacterInTheSoftwareId() {
        Verdict<CertificateFacts> verdict = verify(
                "obie/certs/tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919.pem", "ssa-PS256-w7NFeMODzCMO-1647405940-e60bc065.jwt");
        assertThat(reasons(verdict)).containsExactly(CertificateReason.OTHER_SOFTWARE);
        Violation violation = verdict.violations().get(0);
        assertThat(violation.got()).contains("oQ4KoaavpOuoE7rvQsZEOV");
        assertThat(violation.expected()).contains("oQ4KoaavpOuoE7rvQsZEOV3");
    }

    @Test
    @DisplayName("of WSO2: the OBWAC belongs to the organisation of the published statement")
    void theObwacBelongs() {
        CertificateFacts facts = verify(
                        "obie/certs/obwac-0015800001HQQrZAAX-59c6950c.pem",
                        "ssa-PS256-w7NFeMODzCMO-1647405940-e60bc065.jwt")
                .toOptional()
                .orElseThrow();
        assertThat(facts.kind()).isEqualTo(CertificateKind.OBWAC);
        assertThat(facts.roles()).containsExactlyInAnyOrder("AISP", "PISP", "CBPII");
        assertThat(facts.organizationIdentifier()).contains("PSDGB-OB-Unknown0015800001HQQrZAAX");
        assertThat(facts.boundBy()).startsWith("open-banking: CN = org_id = 0015800001HQQrZAAX");
    }

    private static Verdict<CertificateFacts> verify(String certificateFile, String statementFile) {
        ReadCertificate certificate = RealData.certificate(RealData.file(certificateFile));
        try {
            return X509CertificateVerifier.builder(RealData.preProduction())
                    .withoutRevocation("this test looks elsewhere")
                    .build()
                    .verify(
                            PresentedCertificates.of(certificate.x509()),
                            Statements.published(statementFile),
                            new NoKeySets(),
                            RealData.middle(certificate),
                            CheckLog.none());
        } catch (org.dcrkit.spi.CheckUnavailableException | org.dcrkit.spi.KeySetRefusedException e) {
            throw new AssertionError(e);
        }
    }

    private static Verdict<ValidatedPath> validate(
            CertificatePathValidator validator, ReadCertificate certificate, Instant at) {
        return validator.validate(PresentedCertificates.of(certificate.x509()), at);
    }

    private static List<Reason> reasons(Verdict<?> verdict) {
        return verdict.violations().stream().map(Violation::reason).toList();
    }

    private static CertificateKind kind(ReadCertificate certificate) {
        return CertificateClassifier.standard().kind(certificate, statements(certificate));
    }

    private static QcStatements statements(ReadCertificate certificate) {
        return certificate.qcStatements(QcStatementSyntax.STRICT).toOptional().orElseThrow();
    }
}
