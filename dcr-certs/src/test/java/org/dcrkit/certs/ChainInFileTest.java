package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import org.dcrkit.certs.TestAuthority.Spec;
import org.dcrkit.spi.PresentedCertificates;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of the certificates in a file, the client's own is told by signatures and not by names")
class ChainInFileTest {

    private static final TestAuthority ROOT = TestAuthority.root("C=GB,O=OpenBanking,CN=Root");
    private static final TestAuthority ISSUING = ROOT.intermediate("C=GB,O=OpenBanking,CN=Issuing");

    private final ReadCertificate victim = ISSUING.legacyTransport("victim", "org");
    private final ReadCertificate attacker = ISSUING.legacyTransport("attacker", "org");

    @Test
    @DisplayName("of a whole chain in any order the client's own comes first")
    void anyOrder() {
        assertThat(subjects(ROOT.certificate, victim, ISSUING.certificate))
                .containsExactly(victim, ROOT.certificate, ISSUING.certificate);
        assertThat(subjects(victim)).containsExactly(victim);
    }

    @Test
    @DisplayName("self-made certificates that name another as their issuer make nobody else's the client's own")
    void selfMadeByName() {
        TestAuthority sameName = TestAuthority.root("C=GB,O=OpenBanking,OU=org,CN=attacker");
        ReadCertificate first = Spec.of("CN=x").authority().issuedBy(sameName);
        TestAuthority second = TestAuthority.root("CN=x");
        ReadCertificate third = Spec.of("CN=x").issuedBy(second);
        assertThat(refused(attacker, first, third, victim)).isTrue();
        assertThat(refused(attacker, first, second.certificate, victim)).isTrue();
    }

    @Test
    @DisplayName("nor do those that share a name and a key, so that each could have issued the others")
    void selfMadeByKey() {
        KeyPair key = TestAuthority.ec();
        TestAuthority one = new TestAuthority(key, Spec.of("CN=x").authority().selfSigned(key));
        ReadCertificate two = Spec.of("CN=x").authority().key(key).issuedBy(one);
        ReadCertificate three = Spec.of("CN=x").authority().key(key).issuedBy(one);
        assertThat(refused(one.certificate, two, three, victim)).isTrue();
    }

    private static boolean refused(ReadCertificate... certificates) {
        return Reasons.of(CertificateReader.pem(pem(certificates))).equals(List.of(CertificateReason.MALFORMED));
    }

    private static List<ReadCertificate> subjects(ReadCertificate... certificates) {
        PresentedCertificates presented =
                CertificateReader.pem(pem(certificates)).toOptional().orElseThrow();
        return presented.der().stream()
                .map(der -> ReadCertificate.read(der).toOptional().orElseThrow())
                .toList();
    }

    private static String pem(ReadCertificate... certificates) {
        StringBuilder pem = new StringBuilder();
        for (ReadCertificate certificate : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(certificate.der()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return pem.toString();
    }
}
