package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.dcrkit.certs.TestAuthority.Spec;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SubjectName.Match;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A certificate belongs to the software statement")
class CertificateBindingTest {

    private static final TestAuthority AUTHORITY = TestAuthority.openBanking();
    private static final TestAuthority QUALIFIED = TestAuthority.root("C=NO,O=Buypass,CN=Qualified authority");
    private static final ASN1ObjectIdentifier ORG_ID = new ASN1ObjectIdentifier("2.5.4.97");

    private final TrustAnchors trust = TrustAnchors.builder()
            .anchor("open-banking", AUTHORITY.certificate.x509())
            .anchor("qualified", QUALIFIED.certificate.x509())
            .build();
    private final X509CertificateVerifier verifier = X509CertificateVerifier.builder(trust)
            .withoutRevocation("this test looks elsewhere")
            .build();

    @Nested
    @DisplayName("by the rule of its kind:")
    class ByKind {

        @Test
        @DisplayName("legacy: CN is the software_id and OU the org_id, both there")
        void legacyTransport() {
            ReadCertificate certificate = AUTHORITY.legacyTransport(Statements.SOFTWARE_ID, Statements.ORG_ID);
            CertificateFacts facts = accepted(certificate);
            assertThat(facts.kind()).isEqualTo(CertificateKind.OB_TRANSPORT);
            assertThat(facts.boundBy())
                    .isEqualTo("legacy: CN = software_id = " + Statements.SOFTWARE_ID + ", OU = org_id = "
                            + Statements.ORG_ID);
            assertThat(facts.publicKey()).isEqualTo(certificate.x509().getPublicKey());
            assertThat(facts.fingerprint()).isEqualTo(certificate.fingerprint());
            assertThat(facts.path()).hasSize(2).last().asString().endsWith("(open-banking)");
            assertThat(facts.path()).last().isEqualTo(facts.trustAnchor().orElseThrow() + " (open-banking)");
            assertThat(facts.revocation()).isEqualTo("not checked, because: this test looks elsewhere");
        }

        @Test
        @DisplayName("OBWAC: CN is the org_id and organizationIdentifier the authority and registration id")
        void obwacs() {
            CertificateFacts facts = accepted(obwac(Statements.ORG_ID, Statements.REGISTRATION));
            assertThat(facts.kind()).isEqualTo(CertificateKind.OBWAC);
            assertThat(facts.roles()).containsExactlyInAnyOrder("AISP", "PISP");
            assertThat(facts.organizationIdentifier()).contains(Statements.REGISTRATION);
            assertThat(facts.boundBy()).contains("CN = org_id", "authority and registration id = PSDGB-FCA-123456");
        }

        @Test
        @DisplayName("QWAC: organizationIdentifier is the authority and registration id; CN is a host name")
        void qwacs() {
            CertificateFacts facts = accepted(qwac(Statements.REGISTRATION, QcStatements.QC_TYPE_WEB));
            assertThat(facts.kind()).isEqualTo(CertificateKind.QWAC);
            assertThat(facts.boundBy())
                    .isEqualTo("qualified: organizationIdentifier = authority and registration id = PSDGB-FCA-123456");
        }

        @Test
        @DisplayName("OBSeal and QSealC are for signing and are refused for transport")
        void seals() {
            ReadCertificate seal = seal();
            assertThat(reasons(verifier, seal)).contains(CertificateReason.KIND);
            X509CertificateVerifier signing = X509CertificateVerifier.builder(trust)
                    .withoutRevocation("this test looks elsewhere")
                    .purpose(CertificatePurpose.SIGNING)
                    .build();
            assertThat(Reasons.verify(signing, Statements.usual(), seal)
                            .toOptional()
                            .orElseThrow()
                            .kind())
                    .isEqualTo(CertificateKind.OBSEAL);
            assertThat(reasons(signing, AUTHORITY.legacyTransport(Statements.SOFTWARE_ID, Statements.ORG_ID)))
                    .contains(CertificateReason.KIND);
        }

        @Test
        @DisplayName("a bank lists the kinds that it accepts")
        void acceptedKinds() {
            X509CertificateVerifier qualifiedOnly = X509CertificateVerifier.builder(trust)
                    .withoutRevocation("this test looks elsewhere")
                    .accept(CertificateKind.QWAC)
                    .build();
            assertThat(reasons(qualifiedOnly, obwac(Statements.ORG_ID, Statements.REGISTRATION)))
                    .containsExactly(CertificateReason.KIND);
            assertThat(reasons(qualifiedOnly, qwac(Statements.REGISTRATION, QcStatements.QC_TYPE_WEB)))
                    .isEmpty();
            assertThatThrownBy(() -> X509CertificateVerifier.builder(trust)
                            .withoutRevocation("this test looks elsewhere")
                            .accept(CertificateKind.QWAC)
                            .bindBy(BindingRules.legacy())
                            .build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("QWAC");
        }

        @Test
        @DisplayName("a certificate that is of no known kind is refused")
        void unknownKind() {
            ReadCertificate plain =
                    Spec.of("C=GB,O=Some Bank,CN=client").transport().issuedBy(AUTHORITY);
            assertThat(reasons(verifier, plain)).containsExactly(CertificateReason.KIND);
        }
    }

    @Test
    @DisplayName("DNB-01: the certificate of another organisation does not belong, whoever issued it")
    void anotherOrganisation() {
        assertThat(reasons(verifier, AUTHORITY.legacyTransport(Statements.SOFTWARE_ID, "0015800001041REAAY")))
                .containsExactly(CertificateReason.OTHER_ORGANISATION);
        assertThat(reasons(verifier, obwac("0015800001041REAAY", Statements.REGISTRATION)))
                .containsExactly(CertificateReason.OTHER_ORGANISATION);
        assertThat(reasons(verifier, obwac(Statements.ORG_ID, "PSDGB-FCA-654321")))
                .containsExactly(CertificateReason.OTHER_ORGANISATION);
        assertThat(reasons(verifier, qwac("PSDLT-FCA-123456", QcStatements.QC_TYPE_WEB)))
                .containsExactly(CertificateReason.OTHER_ORGANISATION);
    }

    @Test
    @DisplayName("DNB-02: the certificate of other software of the same organisation does not belong")
    void anotherSoftware() {
        assertThat(reasons(verifier, AUTHORITY.legacyTransport("oQ4KoaavpOuoE7rvQsZEOV", Statements.ORG_ID)))
                .containsExactly(CertificateReason.OTHER_SOFTWARE);
        assertThat(reasons(
                        verifier,
                        AUTHORITY.legacyTransport(
                                Statements.SOFTWARE_ID.toLowerCase(java.util.Locale.ROOT), Statements.ORG_ID)))
                .as("capitals count")
                .containsExactly(CertificateReason.OTHER_SOFTWARE);
    }

    @Test
    @DisplayName("DNB-03: the victim's certificate behind the attacker's own counts for nothing")
    void victimBehindAttacker() {
        ReadCertificate attacker = AUTHORITY.legacyTransport("attacker", "attackers");
        ReadCertificate victim = AUTHORITY.legacyTransport(Statements.SOFTWARE_ID, Statements.ORG_ID);
        assertThat(Reasons.of(Reasons.verify(verifier, Statements.usual(), attacker, victim)))
                .containsExactlyInAnyOrder(CertificateReason.OTHER_SOFTWARE, CertificateReason.OTHER_ORGANISATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ACME, CN=" + Statements.SOFTWARE_ID,
                "ACME\\,CN=" + Statements.SOFTWARE_ID,
                "ACME+CN=" + Statements.SOFTWARE_ID,
                "ACME/CN=" + Statements.SOFTWARE_ID
            })
    @DisplayName("DNB-04: an attribute written inside the value of another is not that attribute")
    void injectedAttribute(String organisationalUnit) {
        X500NameBuilder subject = new X500NameBuilder()
                .addRDN(BCStyle.O, "OpenBanking")
                .addRDN(BCStyle.OU, organisationalUnit)
                .addRDN(BCStyle.CN, "attacker");
        ReadCertificate certificate = Spec.of(subject.build()).transport().issuedBy(AUTHORITY);
        assertThat(reasons(verifier, certificate))
                .containsExactly(CertificateReason.OTHER_SOFTWARE, CertificateReason.OTHER_ORGANISATION);
    }

    @Test
    @DisplayName("DNB-04: each attribute that is compared has to be there exactly once")
    void exactlyOnce() {
        X500NameBuilder twoNames = new X500NameBuilder()
                .addRDN(BCStyle.O, "OpenBanking")
                .addRDN(BCStyle.OU, Statements.ORG_ID)
                .addRDN(BCStyle.CN, "attacker")
                .addRDN(BCStyle.CN, Statements.SOFTWARE_ID);
        assertThat(reasons(verifier, Spec.of(twoNames.build()).transport().issuedBy(AUTHORITY)))
                .containsExactly(CertificateReason.SUBJECT);
        X500NameBuilder inOneRdn = new X500NameBuilder()
                .addRDN(BCStyle.O, "OpenBanking")
                .addRDN(BCStyle.OU, Statements.ORG_ID)
                .addMultiValuedRDN(
                        new ASN1ObjectIdentifier[] {BCStyle.CN, BCStyle.CN},
                        new String[] {Statements.SOFTWARE_ID, "attacker"});
        assertThat(reasons(verifier, Spec.of(inOneRdn.build()).transport().issuedBy(AUTHORITY)))
                .containsExactly(CertificateReason.SUBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0.evil", "\n", "\t", "\u200b", "\ufeff", "\u00ad"})
    @DisplayName("DNB-06: an identifier with a control or invisible character is another identifier")
    void invisibleCharacters(String tail) {
        X500NameBuilder subject = new X500NameBuilder()
                .addRDN(BCStyle.O, "OpenBanking")
                .addRDN(BCStyle.OU, Statements.ORG_ID)
                .addRDN(BCStyle.CN, new DERUTF8String(Statements.SOFTWARE_ID + tail));
        assertThat(reasons(verifier, Spec.of(subject.build()).transport().issuedBy(AUTHORITY)))
                .containsExactly(CertificateReason.OTHER_SOFTWARE);
    }

    @Test
    @DisplayName("DNB-07, DNB-08: an identifier of fullwidth or foreign letters is another identifier")
    void lookAlikes() {
        for (String lookAlike : List.of("ｓgsMuc8ACBgBzinpr8oJ8B", "ѕgsMuc8ACBgBzinpr8oJ8B")) {
            assertThat(reasons(verifier, AUTHORITY.legacyTransport(lookAlike, Statements.ORG_ID)))
                    .containsExactly(CertificateReason.OTHER_SOFTWARE);
        }
    }

    @Test
    @DisplayName("DNB-14: an identifier in a subject alternative name counts for nothing")
    void alternativeName() {
        ReadCertificate certificate = Spec.of(new X500NameBuilder().build())
                .transport()
                .extension(
                        "2.5.29.17",
                        true,
                        new GeneralNames(new GeneralName(
                                GeneralName.uniformResourceIdentifier, "urn:" + Statements.SOFTWARE_ID)))
                .issuedBy(AUTHORITY);
        assertThat(reasons(verifier, certificate)).containsExactly(CertificateReason.KIND);
    }

    @Test
    @DisplayName(
            "DNB-18: a verdict rests on what it is given alone: the certificate of an earlier request leaves no trace")
    void noTrace() {
        ReadCertificate first = AUTHORITY.legacyTransport(Statements.SOFTWARE_ID, Statements.ORG_ID);
        ReadCertificate second = AUTHORITY.legacyTransport("other", "others");
        var others = Statements.of("other", "others", "FCAGBR", "9", "AISP");
        for (int i = 0; i < 3; i++) {
            assertThat(reasons(verifier, first)).isEmpty();
            assertThat(reasons(verifier, others, second)).isEmpty();
            assertThat(reasons(verifier, second)).isNotEmpty();
            assertThat(reasons(verifier, others, first)).isNotEmpty();
        }
    }

    @Test
    @DisplayName("DNB-17: a renewed certificate of the same identity belongs as the old one did")
    void renewed() {
        ReadCertificate first = AUTHORITY.legacyTransport(Statements.SOFTWARE_ID, Statements.ORG_ID);
        ReadCertificate renewed = AUTHORITY.legacyTransport(Statements.SOFTWARE_ID, Statements.ORG_ID);
        assertThat(renewed.serialNumber()).isNotEqualTo(first.serialNumber());
        assertThat(reasons(verifier, first)).isEmpty();
        assertThat(reasons(verifier, renewed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "psdgb-fca-123456",
                "PSDGBFCA-123456",
                "PSDGB\u2010FCA\u2010123456",
                "PSDUK-FCA-123456",
                "PSDGB-FCA-"
            })
    @DisplayName("CER-24: an organizationIdentifier that breaks its syntax is refused as such")
    void organizationIdentifierSyntax(String value) {
        assertThat(reasons(verifier, obwac(Statements.ORG_ID, value)))
                .containsExactly(CertificateReason.ORGANIZATION_IDENTIFIER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VATGB-123456789", "NTRGB-12345678", "LEIXG-213800WSGIIZCXF1P572"})
    @DisplayName("CER-24: an organizationIdentifier of another scheme is no registration of a payment service provider")
    void otherScheme(String value) {
        assertThat(reasons(verifier, qwac(value, QcStatements.QC_TYPE_WEB)))
                .containsExactly(CertificateReason.OTHER_ORGANISATION);
    }

    @Test
    @DisplayName("CER-21: without QcCompliance a QWAC is none, without a PSD2 statement it has no roles")
    void missingStatements() {
        ReadCertificate notQualified = subject(Statements.REGISTRATION)
                .qcStatements(Qc.openBanking(QcStatements.QC_TYPE_WEB, Psd2Role.PSP_AI))
                .issuedBy(QUALIFIED);
        assertThat(reasons(verifier, notQualified)).containsExactly(CertificateReason.KIND);
        ReadCertificate noPsd2 = subject(Statements.REGISTRATION)
                .qcStatements(Qc.sequence(Qc.statement(QcStatements.QC_COMPLIANCE), Qc.type(QcStatements.QC_TYPE_WEB)))
                .issuedBy(QUALIFIED);
        assertThat(reasons(verifier, noPsd2)).containsExactly(CertificateReason.QC_STATEMENTS);
    }

    @Test
    @DisplayName(
            "CER-23: PSD2 roles that do not cover the software's are refused, unless a bank waives it and says why")
    void roles() {
        ReadCertificate certificate = obwac(Statements.ORG_ID, Statements.REGISTRATION);
        var wantsMore = Statements.of(
                Statements.SOFTWARE_ID, Statements.ORG_ID, "FCAGBR", "123456", "AISP", "PISP", "CBPII", "DATA");
        Verdict<CertificateFacts> verdict = Reasons.verify(verifier, wantsMore, certificate);
        assertThat(Reasons.of(verdict)).containsExactly(CertificateReason.ROLES);
        assertThat(verdict.violations().get(0).detail()).contains("[CBPII]");
        X509CertificateVerifier lenient = X509CertificateVerifier.builder(trust)
                .withoutRevocation("this test looks elsewhere")
                .waive(CertificateReason.ROLES, "the policy compares roles itself")
                .build();
        assertThat(Reasons.verify(lenient, wantsMore, certificate).evidence().find("certificate.waived"))
                .contains("certificate.roles: the policy compares roles itself");
        assertThat(reasons(
                        verifier,
                        Statements.of(Statements.SOFTWARE_ID, Statements.ORG_ID, "FCAGBR", "123456", "AISP"),
                        certificate))
                .as("roles beyond the software's do no harm (POS-06)")
                .isEmpty();
    }

    @Test
    @DisplayName("CER-23: a role that no authority claim authorises is refused")
    void unauthorisedRole() {
        var statement = Statements.read(
                "{\"iss\":\"x\",\"iat\":1,\"software_id\":\"s\",\"org_id\":\"" + Statements.ORG_ID
                        + "\",\"software_roles\":[\"PISP\"],\"organisation_competent_authority_claims\":{\"authority_id\":\"FCAGBR\","
                        + "\"registration_id\":\"123456\",\"authorisations\":[{\"member_state\":\"GB\",\"roles\":[\"AISP\"]}]}}");
        assertThat(reasons(verifier, statement, obwac(Statements.ORG_ID, Statements.REGISTRATION)))
                .containsExactly(CertificateReason.ROLES);
    }

    @Test
    @DisplayName("faults of path and belonging are reported together")
    void together() {
        TestAuthority stranger = TestAuthority.root("C=GB,O=OpenBanking,CN=Stranger");
        assertThat(reasons(verifier, stranger.legacyTransport("other", Statements.ORG_ID)))
                .containsExactly(CertificateReason.UNTRUSTED, CertificateReason.OTHER_SOFTWARE);
    }

    @Test
    @DisplayName("legacy comparison can be had for a sandbox's own certificates, as Mettle compares ForgeRock's")
    void forgeRock() {
        ReadCertificate real =
                RealData.certificate(RealData.file("forgerock/other-60c75ba3c450450011efa679-76d70ff242.pem"));
        BindingRule legacyForAny = BindingRules.legacy().forKinds(CertificateKind.QWAC);
        var statement = Statements.published("ssa-PS256-adc26250fd3e-1625150389-c099e041.jwt");
        Verdict<String> bound = bind(legacyForAny, real, statement, new NoKeySets());
        assertThat(bound.toOptional())
                .contains("CN = software_id = 60c75ba3c450450011efa679, OU = org_id = 60c75b9cc450450011efa678");
        assertThat(legacyForAny.kinds()).containsExactly(CertificateKind.QWAC);
    }

    @Test
    @DisplayName("the accepted subject matches what a tls_client_auth_dn says, in the mode that the bank chose")
    void subjectMatching() {
        X509CertificateVerifier eitherOrder = X509CertificateVerifier.builder(trust)
                .withoutRevocation("this test looks elsewhere")
                .matchNames(NameMatching.eitherOrder())
                .build();
        ReadCertificate certificate = AUTHORITY.legacyTransport(Statements.SOFTWARE_ID, Statements.ORG_ID);
        String reversed = "C=GB,O=OpenBanking,OU=" + Statements.ORG_ID + ",CN=" + Statements.SOFTWARE_ID;
        assertThat(accepted(certificate).subject().match(reversed)).isEqualTo(Match.DIFFERENT);
        assertThat(Reasons.verify(eitherOrder, Statements.usual(), certificate)
                        .toOptional()
                        .orElseThrow()
                        .subject()
                        .match(reversed))
                .isEqualTo(Match.SAME);
    }

    @Nested
    @DisplayName("by a key set:")
    class ByKeySet {

        private final KeyPair key = TestAuthority.ec();
        private final ReadCertificate certificate = transport(key);
        private final ReadCertificate renewed = transport(key);

        private ReadCertificate transport(KeyPair pair) {
            return Spec.of("C=GB,O=OpenBanking,OU=" + Statements.ORG_ID + ",CN=" + Statements.SOFTWARE_ID)
                    .transport()
                    .key(pair)
                    .issuedBy(AUTHORITY);
        }

        @Test
        @DisplayName("DNB-16: octet for octet, by x5t#S256, or by key, each as far as it says")
        void matches() {
            PublishedKey plain = PublishedKey.of("k1", key.getPublic(), KeyUse.TRANSPORT, "t");
            KeySet withCertificate = set(plain.withCertificates(List.of(certificate.der())));
            KeySet withThumbprint = set(plain.withCertificateThumbprint(Digests.sha256Base64Url(certificate.der())));
            Map<KeySetMatch, Set<KeySet>> sameCertificate = Map.of(
                    KeySetMatch.CERTIFICATE, Set.of(withCertificate),
                    KeySetMatch.THUMBPRINT, Set.of(withCertificate, withThumbprint),
                    KeySetMatch.KEY, Set.of(withCertificate, withThumbprint, set(plain)));
            sameCertificate.forEach((match, sets) -> sets.forEach(set -> {
                assertThat(software(match, certificate, set).isAccepted()).isTrue();
                assertThat(software(match, renewed, set).isAccepted())
                        .as("a renewed certificate over the same key")
                        .isEqualTo(match == KeySetMatch.KEY);
            }));
            for (KeySetMatch match : KeySetMatch.values()) {
                assertThat(Reasons.of(software(match, transport(TestAuthority.ec()), withCertificate)))
                        .containsExactly(CertificateReason.NOT_IN_KEY_SET);
            }
        }

        @Test
        @DisplayName("DNB-16: a key for encryption, or a thumbprint in another case, is not the certificate's")
        void notForEncryption() {
            PublishedKey encryption = PublishedKey.of("k1", key.getPublic(), KeyUse.ENCRYPTION, "t");
            assertThat(software(KeySetMatch.KEY, certificate, set(encryption)).isAccepted())
                    .isFalse();
            PublishedKey upper = PublishedKey.of("k1", key.getPublic(), KeyUse.TRANSPORT, "t")
                    .withCertificateThumbprint(
                            Digests.sha256Base64Url(certificate.der()).toUpperCase(java.util.Locale.ROOT));
            assertThat(software(KeySetMatch.THUMBPRINT, certificate, set(upper)).isAccepted())
                    .isFalse();
        }

        @Test
        @DisplayName("the certificate is, or chains to, one found at the org_jwks_endpoint")
        void chains() {
            TestAuthority own = AUTHORITY.intermediate("C=GB,O=TPP,CN=Own authority");
            KeySet organisation = set(PublishedKey.of("k1", own.key.getPublic(), KeyUse.UNSPECIFIED, "t")
                    .withCertificates(List.of(own.certificate.der())));
            ReadCertificate below = Spec.of("C=GB,O=TPP,CN=client").transport().issuedBy(own);
            assertThat(organisation(below, organisation).toOptional())
                    .hasValueSatisfying(what -> assertThat(what).startsWith("chains to CN=Own authority"));
            assertThat(Reasons.of(organisation(certificate, organisation)))
                    .containsExactly(CertificateReason.NOT_IN_KEY_SET);
            KeySet itself = set(PublishedKey.of("k1", key.getPublic(), KeyUse.TRANSPORT, "t")
                    .withCertificates(List.of(certificate.der())));
            assertThat(organisation(certificate, itself).isAccepted()).isTrue();
            assertThat(Reasons.of(organisation(renewed, itself))).containsExactly(CertificateReason.NOT_IN_KEY_SET);
        }

        @Test
        @DisplayName("and by another rule at once: each has to hold")
        void bothRules() {
            BindingRule both = BindingRules.legacy().and(BindingRules.inSoftwareKeySet(KeySetMatch.KEY));
            X509CertificateVerifier strict = X509CertificateVerifier.builder(trust)
                    .withoutRevocation("this test looks elsewhere")
                    .accept(CertificateKind.OB_TRANSPORT)
                    .bindBy(both)
                    .build();
            KeySet good = set(PublishedKey.of("k1", key.getPublic(), KeyUse.TRANSPORT, "t"));
            KeySet other = set(PublishedKey.of("k2", TestAuthority.ec().getPublic(), KeyUse.TRANSPORT, "t"));
            assertThat(Reasons.of(Reasons.verify(strict, Statements.usual(), KeySets.software(good), certificate)))
                    .isEmpty();
            assertThat(Reasons.of(Reasons.verify(strict, Statements.usual(), KeySets.software(other), certificate)))
                    .containsExactly(CertificateReason.NOT_IN_KEY_SET);
        }

        @Test
        @DisplayName("a key in a revoked key set of the directory is refused, where the statement names one")
        void revokedAtTheDirectory() {
            X509CertificateVerifier careful = X509CertificateVerifier.builder(trust)
                    .withoutRevocation("this test looks elsewhere")
                    .refuseKeysRevokedAtDirectory()
                    .build();
            KeySet revoked = set(PublishedKey.of("k1", key.getPublic(), KeyUse.TRANSPORT, "t"));
            KeySet empty = set();
            var statement = Statements.read("{\"iss\":\"x\",\"iat\":1,\"software_id\":\"" + Statements.SOFTWARE_ID
                    + "\",\"org_id\":\"" + Statements.ORG_ID
                    + "\",\"software_jwks_revoked_endpoint\":\"https://keystore.example/s/revoked.jwks\","
                    + "\"org_jwks_revoked_endpoint\":\"https://keystore.example/o/revoked.jwks\"}");
            assertThat(Reasons.of(Reasons.verify(careful, statement, KeySets.revoked(revoked, empty), certificate)))
                    .containsExactly(CertificateReason.KEY_REVOKED);
            assertThat(Reasons.of(Reasons.verify(careful, statement, KeySets.revoked(empty, revoked), certificate)))
                    .containsExactly(CertificateReason.KEY_REVOKED);
            assertThat(Reasons.of(Reasons.verify(careful, statement, KeySets.revoked(empty, empty), certificate)))
                    .isEmpty();
            assertThat(Reasons.of(Reasons.verify(careful, Statements.usual(), certificate)))
                    .as("a statement that names no revoked set")
                    .isEmpty();
        }

        private Verdict<String> software(KeySetMatch match, ReadCertificate candidate, KeySet set) {
            return bind(BindingRules.inSoftwareKeySet(match), candidate, Statements.usual(), KeySets.software(set));
        }

        private Verdict<String> organisation(ReadCertificate candidate, KeySet set) {
            return bind(BindingRules.chainsToOrganisation(), candidate, Statements.usual(), KeySets.organisation(set));
        }

        private KeySet set(PublishedKey... keys) {
            return KeySet.of("https://keystore.example/keys.jwks", TestAuthority.NOW, List.of(keys), List.of());
        }
    }

    @Test
    @DisplayName("the key id that is asked for is the directory's: base64url of the SHA-1 of the canonical JWK")
    void directoryKeyId() {
        ReadCertificate real =
                RealData.certificate(RealData.file("obie/certs/tls-Qeyb9TC0IzLympA9mKoSQ0-59c59584.pem"));
        assertThat(DirectoryKeyId.of(real.x509().getPublicKey())).contains("AsYRJJBTk2piNOVmac7fXU2TcMA");
    }

    private static Verdict<String> bind(
            BindingRule rule,
            ReadCertificate certificate,
            org.dcrkit.claims.SoftwareStatement statement,
            org.dcrkit.spi.StatementKeySets keySets) {
        try {
            return rule.bind(
                    new BindingCandidate(certificate, List.of(certificate), statement, keySets, TestAuthority.NOW));
        } catch (org.dcrkit.spi.CheckUnavailableException | org.dcrkit.spi.KeySetRefusedException e) {
            throw new AssertionError(e);
        }
    }

    private static ReadCertificate obwac(String commonName, String organizationIdentifier) {
        X500NameBuilder subject = new X500NameBuilder()
                .addRDN(BCStyle.C, "GB")
                .addRDN(BCStyle.O, "ACME LIMITED")
                .addRDN(ORG_ID, new DERUTF8String(organizationIdentifier))
                .addRDN(BCStyle.CN, commonName);
        return Spec.of(subject.build())
                .transport()
                .qcStatements(Qc.openBanking(QcStatements.QC_TYPE_WEB, Psd2Role.PSP_AI, Psd2Role.PSP_PI))
                .issuedBy(AUTHORITY);
    }

    private static ReadCertificate seal() {
        X500NameBuilder subject = new X500NameBuilder()
                .addRDN(BCStyle.C, "GB")
                .addRDN(BCStyle.O, "ACME LIMITED")
                .addRDN(ORG_ID, new DERUTF8String(Statements.REGISTRATION))
                .addRDN(BCStyle.CN, Statements.ORG_ID);
        return Spec.of(subject.build())
                .keyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation)
                .qcStatements(Qc.openBanking(QcStatements.QC_TYPE_ESEAL, Psd2Role.PSP_AI, Psd2Role.PSP_PI))
                .issuedBy(AUTHORITY);
    }

    private static Spec subject(String organizationIdentifier) {
        X500NameBuilder subject = new X500NameBuilder()
                .addRDN(BCStyle.C, "LT")
                .addRDN(BCStyle.O, "Kevin EU, UAB")
                .addRDN(BCStyle.CN, "api.getkevin.example")
                .addRDN(ORG_ID, new DERUTF8String(organizationIdentifier));
        return Spec.of(subject.build()).transport();
    }

    private static ReadCertificate qwac(String organizationIdentifier, String type) {
        return subject(organizationIdentifier)
                .qcStatements(Qc.qualified(type, Psd2Role.PSP_AI, Psd2Role.PSP_PI))
                .issuedBy(QUALIFIED);
    }

    private CertificateFacts accepted(ReadCertificate certificate) {
        Verdict<CertificateFacts> verdict = Reasons.verify(verifier, Statements.usual(), certificate);
        assertThat(verdict.violations()).isEmpty();
        return verdict.toOptional().orElseThrow();
    }

    private static List<Reason> reasons(X509CertificateVerifier verifier, ReadCertificate certificate) {
        return reasons(verifier, Statements.usual(), certificate);
    }

    private static List<Reason> reasons(
            X509CertificateVerifier verifier,
            org.dcrkit.claims.SoftwareStatement statement,
            ReadCertificate certificate) {
        return Reasons.of(Reasons.verify(verifier, statement, certificate));
    }
}
