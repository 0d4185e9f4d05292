package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dcrkit.certs.TestAuthority.Spec;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Of what is known of a certificate's revocation, the newest and the worst counts")
class RevocationFreshnessTest {

    private static final TestAuthority ROOT = TestAuthority.root("C=GB,O=OpenBanking,CN=Root");

    private final ReadCertificate client =
            Spec.of("C=GB,O=OpenBanking,OU=org,CN=software").transport().issuedBy(ROOT);

    @Test
    @DisplayName(
            "RFC 6960 4.2.2.1: a response without nextUpdate is believed for minutes, a list of that sort for days")
    void withoutNextUpdate() {
        Instant now = TestAuthority.NOW;
        assertThat(judged(good(now.minus(Duration.ofMinutes(4)))).isAccepted()).isTrue();
        assertThat(judged(good(now.minus(Duration.ofMinutes(10)))).obstacles())
                .singleElement()
                .satisfies(obstacle -> assertThat(obstacle.detail()).contains("out of date"));
        byte[] list = Revocations.list(ROOT, now.minus(Duration.ofDays(2)), null, ROOT.key, builder -> {});
        assertThat(judged(list).isAccepted()).isTrue();
    }

    @Test
    @DisplayName("RFC 6960 4.2.2.1: a response without nextUpdate is asked for anew after the pause, another is kept")
    void notKept() {
        AtomicInteger asked = new AtomicInteger();
        Instant now = TestAuthority.NOW;
        RevocationChecking withoutNext = asking(asked, good(now));
        for (int seconds : new int[] {0, 5, 20, 25, 60}) {
            assertThat(validate(withoutNext, now.plusSeconds(seconds)).isAccepted())
                    .isTrue();
        }
        assertThat(asked).hasValue(3);
        asked.set(0);
        RevocationChecking withNext = asking(asked, Revocations.ocsp(ROOT, client, Revocations.GOOD));
        for (int seconds : new int[] {0, 20, 60}) {
            assertThat(validate(withNext, now.plusSeconds(seconds)).isAccepted())
                    .isTrue();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("revoked outranks good among all that is at hand, stapled or fetched beforehand")
    void revokedOutranksGood() {
        byte[] good = Revocations.ocsp(ROOT, client, Revocations.GOOD);
        byte[] revoked = Revocations.ocsp(ROOT, client, Revocations.revoked());
        byte[] listed = Revocations.list(ROOT, Revocations.entry(client, 1));
        for (byte[] worse : List.of(revoked, listed)) {
            assertThat(Reasons.of(judged(List.of(good), worse))).containsExactly(CertificateReason.REVOKED);
            assertThat(Reasons.of(judged(List.of(worse), good))).containsExactly(CertificateReason.REVOKED);
        }
    }

    @Test
    @DisplayName("no authority to verify an answer with: nothing is known, and nothing is thrown")
    void withoutAuthorities() {
        byte[] good = Revocations.ocsp(ROOT, client, Revocations.GOOD);
        RevocationChecking checking = asking(new AtomicInteger(), good);
        assertThat(checking.check(client, List.of(), List.of(good), TestAuthority.NOW)
                        .obstacles())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT25H", "PT2562047788015215H"})
    @DisplayName("a clock skew that is negative or above a day is refused when the checking is built")
    void oddSkew(Duration skew) {
        RevocationChecking.Builder builder = RevocationChecking.require().clockSkew(skew);
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "P40000D", "PT2562047788015215H"})
    @DisplayName("an age that is not positive or above a century is refused when the checking is built")
    void oddAge(Duration age) {
        for (RevocationChecking.Builder builder : List.of(
                RevocationChecking.require().maxAge(age),
                RevocationChecking.require().maxAgeWithoutNextUpdate(age))) {
            assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("that nobody is asked has to be said, with the reason")
    void silence() {
        X509CertificateVerifier.Builder silent = X509CertificateVerifier.builder(ROOT.trusted());
        assertThatThrownBy(silent::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withoutRevocation(because)");
        assertThatThrownBy(() -> silent.withoutRevocation(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(silent.withoutRevocation("the gateway asks already").build()).isNotNull();
        CertificatePathValidator.Builder path = CertificatePathValidator.builder(ROOT.trusted());
        assertThatThrownBy(path::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withoutRevocation(because)");
        assertThatThrownBy(() -> path.withoutRevocation(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(path.withoutRevocation("the gateway asks already").build()).isNotNull();
    }

    @Test
    @DisplayName("of a path, a revoked authority at hand outranks a client's certificate of which nothing is known")
    void revokedAuthorityAtHand() {
        TestAuthority issuing = ROOT.intermediate("C=GB,O=OpenBanking,CN=Issuing");
        ReadCertificate below =
                Spec.of("C=GB,O=OpenBanking,OU=org,CN=software").transport().issuedBy(issuing);
        byte[] list = Revocations.list(ROOT, Revocations.entry(issuing.certificate, 2));
        RevocationChecking checking =
                RevocationChecking.require().prefetched(() -> List.of(list)).build();
        assertThat(Reasons.of(CertificatePathValidator.builder(ROOT.trusted())
                        .revocation(checking)
                        .build()
                        .validate(Reasons.presented(below, issuing.certificate), TestAuthority.NOW)))
                .containsExactly(CertificateReason.REVOKED);
    }

    @Test
    @DisplayName("what is kept is bounded by its octets; what was not asked for longest goes first")
    void boundedByOctets() throws CheckUnavailableException {
        RevocationCache<byte[]> cache = new RevocationCache<>(body -> body.length, 100);
        List<String> fetched = new ArrayList<>();
        for (String key : List.of("a", "b", "a", "c", "a", "b")) {
            assertThat(cache.get(
                            key,
                            TestAuthority.NOW,
                            () -> {
                                fetched.add(key);
                                return new byte[40];
                            },
                            kept -> true))
                    .hasSize(40);
        }
        assertThat(fetched).containsExactly("a", "b", "c", "b");
    }

    @Test
    @DisplayName("a list fetched beforehand is read once, and again when it changes")
    void readOnce() {
        byte[] none = Revocations.list(ROOT, builder -> {});
        byte[] revoking = Revocations.list(ROOT, Revocations.entry(client, 1));
        RevocationSources sources = new RevocationSources(
                null,
                List.of(),
                List.of(),
                AllowedHosts.none(),
                new RevocationTerms(
                        Duration.ZERO, Duration.ofDays(7), Duration.ofMinutes(5), Duration.ofDays(7), false));
        Instant now = TestAuthority.NOW;
        assertThat(sources.kept(none.clone(), now)).isPresent().isEqualTo(sources.kept(none.clone(), now));
        assertThat(sources.kept(revoking, now)).isPresent().isNotEqualTo(sources.kept(none, now));
    }

    private byte[] good(Instant thisUpdate) {
        return Revocations.ocsp(ROOT, client, Revocations.GOOD, thisUpdate, null, ROOT, false);
    }

    private RevocationChecking asking(AtomicInteger asked, byte[] answer) {
        return RevocationChecking.require()
                .fetchWith(request -> {
                    asked.incrementAndGet();
                    return answer;
                })
                .ocspResponder("http://ocsp.example/")
                .build();
    }

    private Verdict<ValidatedPath> judged(byte[] prefetched) {
        return judged(List.of(), prefetched);
    }

    private Verdict<ValidatedPath> judged(List<byte[]> stapled, byte[] prefetched) {
        RevocationChecking checking = RevocationChecking.require()
                .prefetched(() -> List.of(prefetched))
                .build();
        return CertificatePathValidator.builder(ROOT.trusted())
                .revocation(checking)
                .build()
                .validate(Reasons.presented(client), stapled, TestAuthority.NOW);
    }

    private Verdict<ValidatedPath> validate(RevocationChecking checking, Instant at) {
        return CertificatePathValidator.builder(ROOT.trusted())
                .revocation(checking)
                .build()
                .validate(Reasons.presented(client), at);
    }
}
