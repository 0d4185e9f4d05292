package org.dcrkit.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the validator and its extensions hand each other is copied, indexed and checked once")
class SpiValuesTest {

    private static final Instant FETCHED = Instant.parse("2026-01-01T00:00:00Z");
    private static final PublicKey KEY = mock(PublicKey.class);

    @Test
    @DisplayName("RFC 7517, section 4.5: a key is found by its kid, compared exactly")
    void keySet() {
        PublishedKey key = PublishedKey.of("a", KEY, KeyUse.SIGNATURE, "t");
        SkippedKey skipped = new SkippedKey("b", SkippedKey.Cause.WEAK, "512 bits");
        KeySet set = KeySet.of(
                "somewhere", FETCHED, List.of(key), List.of(skipped, new SkippedKey("a", SkippedKey.Cause.WEAK, "")));

        assertThat(set.find("a")).containsSame(key);
        assertThat(set.find("A")).isEmpty();
        assertThat(set.find("b")).isEmpty();
        assertThat(set.findSkipped("b")).contains(skipped);
        assertThat(set.findSkipped("a")).isEmpty();
        assertThat(set.findSkipped("c")).isEmpty();
        assertThat(set.keys()).containsExactly(key);
        assertThat(set.skipped()).hasSize(2);
        assertThat(set).hasToString("somewhere (1 keys, 2 skipped)");
        assertThat(set.stale()).isFalse();
        assertThat(set.asStale().stale()).isTrue();
        assertThat(set.asStale().find("a")).containsSame(key);
        assertThat(set.asStale()).hasToString("somewhere (1 keys, 2 skipped, stale)");
    }

    @Test
    @DisplayName("JWK-01: a set with two usable keys of one id is not made: its reader has to skip both")
    void duplicateKid() {
        PublishedKey key = PublishedKey.of("a", KEY, KeyUse.SIGNATURE, "t");

        assertThatThrownBy(() -> KeySet.of("somewhere", FETCHED, List.of(key, key), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A key's certificates cannot be changed from outside")
    void publishedKey() {
        byte[] der = {1, 2, 3};
        PublishedKey key = PublishedKey.of("a", KEY, KeyUse.SIGNATURE, "t").withCertificates(List.of(der));
        der[0] = 9;
        key.certificates().get(0)[1] = 9;

        assertThat(key.certificates().get(0)).containsExactly(1, 2, 3);
        assertThat(key.toString()).startsWith("key a (");
    }

    @Test
    @DisplayName("Presented certificates are bytes, the client's own first, and cannot be changed from outside")
    void presentedCertificates() throws Exception {
        byte[] der = {1, 2, 3};
        List<byte[]> chain = new ArrayList<>(List.of(der));
        PresentedCertificates presented = PresentedCertificates.ofDer(chain);
        chain.clear();
        der[0] = 9;
        presented.der().get(0)[1] = 9;

        assertThat(presented.der()).hasSize(1);
        assertThat(presented.der().get(0)).containsExactly(1, 2, 3);
        assertThat(presented.isEmpty()).isFalse();
        assertThat(PresentedCertificates.none().isEmpty()).isTrue();

        X509Certificate good = mock(X509Certificate.class);
        X509Certificate broken = mock(X509Certificate.class);
        when(good.getEncoded()).thenReturn(new byte[] {7});
        when(broken.getEncoded()).thenThrow(new CertificateEncodingException());
        assertThat(PresentedCertificates.of(good, broken).der()).containsExactly(new byte[] {7}, new byte[0]);
    }

    @Test
    @DisplayName("Facts about a certificate need its fingerprint and the rule that bound it")
    void certificateFacts() {
        SubjectName subject = mock(SubjectName.class);
        byte[] der = {1, 2};
        CertificateFacts.Builder builder = CertificateFacts.builder(CertificateKind.OBWAC, subject, KEY, der);
        der[0] = 9;

        assertThatNullPointerException().isThrownBy(builder::build);
        assertThatNullPointerException()
                .isThrownBy(() -> builder.fingerprint("00").build());
        CertificateFacts facts = builder.boundBy("CN is the org_id")
                .roles(Set.of("AISP"))
                .organizationIdentifier("PSDGB-FCA-123456")
                .trustAnchor("CN=root")
                .revocation("good (OCSP)")
                .build();
        facts.der()[1] = 9;
        assertThat(facts.der()).containsExactly(1, 2);
        assertThat(facts.kind()).isEqualTo(CertificateKind.OBWAC);
        assertThat(facts.roles()).containsExactly("AISP");
        assertThat(facts.organizationIdentifier()).contains("PSDGB-FCA-123456");
        assertThat(facts.revocation()).isEqualTo("good (OCSP)");
        assertThat(facts.path()).isEmpty();
        assertThat(facts.trustAnchor()).contains("CN=root");
    }

    @Test
    @DisplayName("A location says whether its host is allowed, and exceptions say what was out of reach or refused")
    void locations() {
        HttpsUrl url = HttpsUrl.parse("https://a.example/x").orElseThrow();

        assertThat(new KeySetLocation(url, Purpose.SOFTWARE, AllowedHosts.of("a.example")).isAllowed())
                .isTrue();
        assertThat(new KeySetLocation(url, Purpose.SOFTWARE, AllowedHosts.none()).isAllowed())
                .isFalse();
        assertThat(new KeySetLocation(url, Purpose.SOFTWARE, AllowedHosts.none()))
                .hasToString("https://a.example/x");
        Exception cause = new Exception();
        CheckUnavailableException down = new CheckUnavailableException("down", Duration.ofSeconds(3), cause);
        assertThat(down.detail()).isEqualTo("down");
        assertThat(down.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(down).hasCause(cause);
        assertThat(new KeySetRefusedException("why").detail()).isEqualTo("why");
    }

    @Test
    @DisplayName("A log that takes note of nothing takes note of nothing, and a verifier without reasons names none")
    void defaults() {
        CertificateVerifier verifier = (presented, statement, keySets, at, log) -> {
            throw new KeySetRefusedException("never");
        };
        CheckLog.none().passed(mock(Reason.class), ClaimPath.certificate(), "got", "expected");

        assertThat(verifier.reasons()).isEmpty();
    }
}
