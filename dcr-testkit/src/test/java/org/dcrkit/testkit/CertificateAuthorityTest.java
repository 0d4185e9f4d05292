package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dcrkit.testkit.CertificateAuthority.Psd2Subject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateAuthorityTest {

    private static final Psd2Subject ACME = new Psd2Subject("0015800001ACMEXAAX", "Acme", "PSDGB-FCA-123456");
    private static final List<String> ROLES = List.of("AISP", "PISP");

    private final TestClock clock = TestClock.at("2026-03-02T10:00:00Z");
    private final CertificateAuthority ca = CertificateAuthority.openBanking(1, clock);

    static Stream<Arguments> presets() {
        return Stream.of(
                preset("obTransport", ca -> ca.obTransport("0015800001ACMEXAAX", "acmeSoftware")),
                preset("obSigning", ca -> ca.obSigning("0015800001ACMEXAAX", "acmeSoftware")),
                preset("obwac", ca -> ca.obwac(ACME, ROLES)),
                preset("obseal", ca -> ca.obseal(ACME, ROLES)),
                preset("qwac", ca -> ca.qwac(ACME, ROLES)),
                preset("qseal", ca -> ca.qseal(ACME, ROLES)),
                preset("server", CertificateAuthority::server));
    }

    private static Arguments preset(String name, Function<CertificateAuthority, CertificateDraft> draft) {
        return Arguments.of(name, draft);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("presets")
    @DisplayName("A certificate of every preset chains to its root while it is valid, and not afterwards")
    void chains(String name, Function<CertificateAuthority, CertificateDraft> preset) throws Exception {
        MintedCertificate minted = preset.apply(ca).mint();

        validate(minted, ca.root(), clock);
        clock.advance(Duration.ofDays(366));
        assertThatThrownBy(() -> validate(minted, ca.root(), clock))
                .isInstanceOf(CertPathValidatorException.class)
                .hasMessageContaining("validity");
    }

    @Test
    @DisplayName("An impostor's certificate has the same names and does not chain to the root")
    void impostor() {
        MintedCertificate forged =
                CertificateAuthority.impostor(1, clock).obwac(ACME, ROLES).mint();

        assertThat(forged.subject()).isEqualTo(ca.obwac(ACME, ROLES).mint().subject());
        assertThat(forged.x509().getIssuerX500Principal().getName())
                .isEqualTo(ca.issuing().x509().getSubjectX500Principal().getName());
        assertThatThrownBy(() -> validate(forged, ca.root(), clock)).isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    @DisplayName("A subject reads as RFC 4514 writes it, organizationIdentifier in hexadecimal")
    void subject() {
        assertThat(ca.obwac(ACME, ROLES).mint().subject())
                .isEqualTo(
                        "CN=0015800001ACMEXAAX,2.5.4.97=#1310505344" + "47422d4643412d313233343536" + ",O=Acme,C=GB");
    }

    @Test
    @DisplayName("Defects are as drafted: subject, validity, serial number, version, signature, encoding")
    void defects() {
        MintedCertificate odd = ca.obTransport("org", "software")
                .attribute("2.5.4.11", "other")
                .withoutAttribute("2.5.4.3")
                .addAttribute("2.5.4.10", "second")
                .serial(java.math.BigInteger.valueOf(-5))
                .notBefore(clock.instant())
                .notAfter(clock.instant().plusSeconds(60))
                .mint();

        assertThat(odd.subject()).isEqualTo("O=second,OU=other,O=OpenBanking,C=GB");
        assertThat(odd.x509().getSerialNumber()).isEqualTo(-5);
        assertThat(odd.x509().getNotAfter()).isEqualTo(Date.from(clock.instant().plusSeconds(60)));
        assertThat(ca.obTransport("org", "software").versionOne().mint().x509().getVersion())
                .isEqualTo(1);
        MintedCertificate misSigned = ca.obTransport("org", "software")
                .signedOnlyBy(TestKeys.seeded(9).rsa("stranger").getPrivate())
                .mint();
        assertThatThrownBy(() -> validate(misSigned, ca.root(), clock)).isInstanceOf(CertPathValidatorException.class);
        MintedCertificate cut = ca.obTransport("org", "software")
                .afterSigning(der -> java.util.Arrays.copyOf(der, 100))
                .mint();
        assertThat(cut.der()).hasSize(100);
        assertThatThrownBy(cut::x509).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("PEM and PKCS #12 hold the chain without the root, and the key")
    void files() throws Exception {
        MintedCertificate minted = ca.obwac(ACME, ROLES).mint();

        var read = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(minted.chainPem().getBytes("US-ASCII")));
        assertThat(List.copyOf(read))
                .isEqualTo(List.of(minted.x509(), ca.issuing().x509()));
        assertThat(minted.privateKeyPem()).startsWith("-----BEGIN PRIVATE KEY-----\n");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(minted.pkcs12("secret".toCharArray())), "secret".toCharArray());
        String alias = store.aliases().nextElement();
        assertThat(store.getCertificateChain(alias)).hasSize(2);
        assertThat(store.getKey(alias, "secret".toCharArray()))
                .isEqualTo(minted.keyPair().getPrivate());
    }

    private static void validate(MintedCertificate minted, MintedCertificate root, TestClock at) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.x509(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at.instant()));
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509")
                                .generateCertPath(minted.chain().stream()
                                        .map(MintedCertificate::x509)
                                        .toList()),
                        parameters);
    }
}
