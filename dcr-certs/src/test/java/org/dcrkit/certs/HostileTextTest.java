package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.dcrkit.certs.TestAuthority.Spec;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Hostile text in a certificate, a header or a claim is judged in bounded time and stack")
class HostileTextTest {

    private static final TestAuthority ROOT = TestAuthority.root("C=GB,O=OpenBanking,CN=OpenBanking Test Issuing CA");
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int SMALL_STACK = 256 * 1_024;

    private final X509CertificateVerifier verifier = X509CertificateVerifier.builder(ROOT.trusted())
            .revocation(RevocationChecking.disabled("this test looks at names"))
            .build();

    private static Stream<GeneralName> hostile() {
        return Stream.of(
                name(GeneralName.dNSName, "a" + ".a".repeat(1_000)),
                name(GeneralName.dNSName, "a" + ".a".repeat(30_000)),
                name(GeneralName.rfc822Name, "\"".repeat(62_000)),
                name(GeneralName.rfc822Name, "a@".repeat(30_000)),
                name(GeneralName.uniformResourceIdentifier, "a:" + "a".repeat(60_000)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @DisplayName("an alternative name far longer than its type can be is refused")
    void alternativeName(GeneralName name) {
        ReadCertificate certificate =
                client().extension("2.5.29.17", false, new GeneralNames(name)).issuedBy(ROOT);
        assertThat(Reasons.of(verified(certificate))).containsExactly(CertificateReason.EXTENSION);
    }

    @Test
    @DisplayName("so is a location of the issuer's data")
    void location() {
        GeneralName location = name(GeneralName.uniformResourceIdentifier, "http://a/" + "a".repeat(2_048));
        ReadCertificate certificate = client().extension(
                        "1.3.6.1.5.5.7.1.1",
                        false,
                        new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, location))
                .issuedBy(ROOT);
        assertThat(Reasons.of(verified(certificate))).containsExactly(CertificateReason.EXTENSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "*.a", "a.b-c._d.", "xn--a.example"})
    @DisplayName("host names of every length that DNS knows pass")
    void hosts(String host) {
        assertThat(verified(client().extension("2.5.29.17", false, new GeneralNames(name(GeneralName.dNSName, host)))
                                .issuedBy(ROOT))
                        .violations())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "*.", "*", "a..b", ".a", "a.*", "-a", "a..", "a b"})
    @DisplayName("host names with an empty or odd label do not")
    void oddHosts(String host) {
        assertThat(Reasons.of(verified(
                        client().extension("2.5.29.17", false, new GeneralNames(name(GeneralName.dNSName, host)))
                                .issuedBy(ROOT))))
                .containsExactly(CertificateReason.EXTENSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.example", "a@b@c.example", "\"a b\"@c.example", "x\"a \" b\"@c.example", "\"\"@c"})
    @DisplayName("mail addresses pass, with a quoted local part too")
    void addresses(String address) {
        assertThat(verified(client().extension(
                                        "2.5.29.17", false, new GeneralNames(name(GeneralName.rfc822Name, address)))
                                .issuedBy(ROOT))
                        .violations())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "@b", "a@", "a b@c", "a \"b\"@c", "\"a b@c", "a@b c", "a@b_c"})
    @DisplayName("what is no mail address does not")
    void oddAddresses(String address) {
        assertThat(Reasons.of(verified(
                        client().extension("2.5.29.17", false, new GeneralNames(name(GeneralName.rfc822Name, address)))
                                .issuedBy(ROOT))))
                .containsExactly(CertificateReason.EXTENSION);
    }

    @Test
    @DisplayName("an X-Forwarded-Client-Cert of letters alone is refused without looking for a pair at each of them")
    void letters() {
        String header = "a".repeat(600_000);
        assertTimeoutPreemptively(
                LIMIT,
                () -> assertThat(Reasons.of(CertificateReader.forwardedClientCert(header)))
                        .containsExactly(CertificateReason.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "CN=a, O=b/", "CN = a\nO = b\n"})
    @DisplayName("a claimed subject with an attribute type of two thousand arcs needs little stack")
    void arcs(String before) throws InterruptedException {
        String type = "1" + ".1".repeat(2_000);
        String written = before + type + "=a";
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread reading = new Thread(null, () -> DistinguishedName.parse(written), "small stack", SMALL_STACK);
        reading.setUncaughtExceptionHandler((thread, error) -> thrown.set(error));
        reading.start();
        reading.join();
        assertThat(thrown.get()).isNull();
        assertThat(DistinguishedName.parse(written).filter(name -> name.count(type) > 0))
                .isEmpty();
    }

    private Verdict<CertificateFacts> verified(ReadCertificate certificate) {
        return assertTimeoutPreemptively(LIMIT, () -> Reasons.verify(verifier, Statements.usual(), certificate));
    }

    private static Spec client() {
        return Spec.of("C=GB,O=OpenBanking,OU=" + Statements.ORG_ID + ",CN=" + Statements.SOFTWARE_ID)
                .transport();
    }

    private static GeneralName name(int type, String text) {
        return new GeneralName(type, new DERIA5String(text));
    }
}
