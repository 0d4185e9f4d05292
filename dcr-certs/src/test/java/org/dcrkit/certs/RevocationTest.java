package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.dcrkit.certs.TestAuthority.Spec;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Whether a certificate is revoked")
class RevocationTest {

    private static final TestAuthority ROOT = TestAuthority.root("C=GB,O=OpenBanking,CN=Root");
    private static final Duration SHORT = Duration.ofMillis(600);

    /** Long enough for a busy machine; tests of servers that do not answer make it short. */
    private Duration deadline = Duration.ofSeconds(20);

    private final RevocationServer server = new RevocationServer();
    private final ReadCertificate client = client().issuedBy(ROOT);

    @AfterEach
    void close() {
        server.close();
    }

    @Nested
    @DisplayName("is asked of an OCSP responder:")
    class Ocsp {

        @Test
        @DisplayName("good is accepted, and the verdict says where it was learnt")
        void good() {
            server.answer(Revocations.ocsp(ROOT, client, Revocations.GOOD));
            Verdict<ValidatedPath> verdict = requiring();
            assertThat(verdict.toOptional().orElseThrow().revocation())
                    .isEqualTo("good (OCSP of " + Revocations.THIS_UPDATE + ")");
            assertThat(server.requests()).containsExactly("POST /ocsp");
        }

        @Test
        @DisplayName("REV-01: revoked is refused, in every mode but the disabled one")
        void revoked() {
            server.answer(Revocations.ocsp(ROOT, client, Revocations.revoked()));
            assertThat(Reasons.of(requiring())).containsExactly(CertificateReason.REVOKED);
            assertThat(Reasons.of(tolerating())).containsExactly(CertificateReason.REVOKED);
        }

        @Test
        @DisplayName("unknown is not good: nothing is decided")
        void unknown() {
            server.answer(Revocations.ocsp(ROOT, client, Revocations.UNKNOWN));
            assertThat(obstacle(requiring())).contains("does not know the certificate");
        }

        @Test
        @DisplayName("REV-07: a responder that is silent, slow, down or in error decides nothing, within the deadline")
        void outOfReach() {
            deadline = SHORT;
            List<Runnable> troubles = List.of(
                    server::silent,
                    server::slow,
                    () -> server.fail(503),
                    () -> server.answer(Revocations.ocspError(3)),
                    () -> server.answer("nonsense".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            for (Runnable trouble : troubles) {
                trouble.run();
                long before = System.nanoTime();
                Verdict<ValidatedPath> verdict = requiring();
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORT.multipliedBy(20));
                assertThat(verdict.violations()).isEmpty();
                assertThat(verdict.obstacles())
                        .extracting(Obstacle::kind)
                        .containsExactly(Obstacle.Kind.CERTIFICATE_STATUS);
                assertThat(tolerating().toOptional().orElseThrow().revocation())
                        .startsWith("unknown, tolerated (a sandbox without responder)");
            }
        }

        @Test
        @DisplayName("REV-07: what was learnt keeps answering within its validity while the responder is down")
        void kept() {
            RevocationChecking checking = require().build();
            server.answer(Revocations.ocsp(ROOT, client, Revocations.GOOD));
            assertThat(validate(checking, TestAuthority.NOW, client).isAccepted())
                    .isTrue();
            server.fail(503);
            assertThat(validate(checking, TestAuthority.NOW.plusSeconds(60), client)
                            .isAccepted())
                    .isTrue();
            assertThat(server.requests()).hasSize(1);
            Instant later = Revocations.NEXT_UPDATE.plus(Duration.ofMinutes(5));
            assertThat(validate(checking, later, client).obstacles()).hasSize(1);
            assertThat(validate(checking, later.plusSeconds(1), client).obstacles())
                    .hasSize(1);
            assertThat(server.requests())
                    .as("a failure is not tried again for ten seconds")
                    .hasSize(2);
            server.answer(Revocations.ocsp(ROOT, client, Revocations.GOOD, later, later.plusSeconds(60), ROOT, false));
            assertThat(validate(checking, later.plusSeconds(11), client).isAccepted())
                    .isTrue();
        }

        @Test
        @DisplayName(
                "REV-07: of many decisions at once, one asks a silent responder and the others do not wait in turn")
        void manyAtOnce() {
            deadline = Duration.ofSeconds(2);
            server.silent();
            RevocationChecking checking = require().build();
            long before = System.nanoTime();
            List<Boolean> accepted = IntStream.range(0, 50)
                    .parallel()
                    .mapToObj(i -> validate(checking, TestAuthority.NOW, client).isAccepted())
                    .toList();
            assertThat(accepted).hasSize(50).containsOnly(false);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(deadline.multipliedBy(5));
            assertThat(server.requests()).hasSize(1);
        }

        @Test
        @DisplayName("a response that is out of date, from the future, or about another certificate decides nothing")
        void untimely() {
            Instant now = TestAuthority.NOW;
            server.answer(Revocations.ocsp(
                    ROOT, client, Revocations.GOOD, now.minusSeconds(9_000), now.minusSeconds(600), ROOT, false));
            assertThat(obstacle(requiring())).contains("out of date");
            server.answer(Revocations.ocsp(
                    ROOT, client, Revocations.GOOD, now.plusSeconds(600), now.plusSeconds(900), ROOT, false));
            assertThat(obstacle(requiring())).contains("future");
            server.answer(
                    Revocations.ocsp(ROOT, client, Revocations.GOOD, now.minus(Duration.ofDays(8)), null, ROOT, false));
            assertThat(obstacle(requiring())).contains("out of date");
            server.answer(Revocations.ocsp(ROOT, client().issuedBy(ROOT), Revocations.GOOD));
            assertThat(obstacle(requiring())).contains("not about this certificate");
        }

        @Test
        @DisplayName("REV-09: a responder that the issuer made for OCSP may sign; one that it did not may not")
        void signers() {
            TestAuthority delegate = responder(ROOT, KeyPurposeId.id_kp_OCSPSigning);
            server.answer(signedBy(delegate));
            assertThat(requiring().isAccepted()).isTrue();
            TestAuthority stranger = TestAuthority.root("CN=Stranger");
            for (TestAuthority wrong : List.of(
                    responder(ROOT, KeyPurposeId.id_kp_clientAuth),
                    responder(stranger, KeyPurposeId.id_kp_OCSPSigning),
                    stranger)) {
                server.answer(signedBy(wrong));
                assertThat(obstacle(requiring())).contains("not signed by the issuer");
            }
        }

        private byte[] signedBy(TestAuthority signer) {
            return Revocations.ocsp(
                    ROOT, client, Revocations.GOOD, Revocations.THIS_UPDATE, Revocations.NEXT_UPDATE, signer, true);
        }

        private TestAuthority responder(TestAuthority issuer, KeyPurposeId usage) {
            return issuer.intermediate(Spec.of("CN=Responder")
                    .keyUsage(KeyUsage.digitalSignature)
                    .usages(usage)
                    .extension("1.3.6.1.5.5.7.48.1.5", false, DERNull.INSTANCE));
        }

        @Test
        @DisplayName("REV-06: a response of 500 MB is not read")
        void huge() {
            server.huge(500_000_000L);
            assertThat(requiring().obstacles()).hasSize(1);
        }

        @Test
        @DisplayName("every certificate below the anchor is asked about")
        void wholePath() {
            TestAuthority issuing = ROOT.intermediate("C=GB,O=OpenBanking,CN=Issuing");
            ReadCertificate below = client().issuedBy(issuing);
            byte[] leafGood = Revocations.ocsp(issuing, below, Revocations.GOOD);
            byte[] issuingRevoked = Revocations.ocsp(ROOT, issuing.certificate, Revocations.revoked());
            server.answer((request, exchange) -> RevocationServer.send(
                    exchange,
                    200,
                    Revocations.serialIn(request).equals(below.serialNumber()) ? leafGood : issuingRevoked));
            Verdict<ValidatedPath> verdict = validate(require().build(), TestAuthority.NOW, below, issuing.certificate);
            assertThat(Reasons.of(verdict)).containsExactly(CertificateReason.REVOKED);
            assertThat(verdict.violations().get(0).detail()).contains("CN=Issuing");
        }

        private Verdict<ValidatedPath> requiring() {
            return validate(require().build(), TestAuthority.NOW, client);
        }

        private Verdict<ValidatedPath> tolerating() {
            return validate(
                    RevocationChecking.tolerateUnknown("a sandbox without responder")
                            .fetchWith(new LoopbackFetcher(deadline))
                            .ocspResponder(server.url("/ocsp"))
                            .build(),
                    TestAuthority.NOW,
                    client);
        }

        private RevocationChecking.Builder require() {
            return RevocationChecking.require()
                    .fetchWith(new LoopbackFetcher(deadline))
                    .ocspResponder(server.url("/ocsp"));
        }
    }

    @Nested
    @DisplayName("is looked up in a revocation list:")
    class Lists {

        @Test
        @DisplayName("a certificate that is not on the list is good")
        void notListed() {
            server.answer(Revocations.list(ROOT, Revocations.entry(client().issuedBy(ROOT), 1)));
            assertThat(fetched().toOptional().orElseThrow().revocation()).startsWith("good (CRL of ");
            assertThat(server.requests()).containsExactly("GET /list.crl");
        }

        @Test
        @DisplayName("REV-01: one that is on the list, for whatever reason and from whatever date, is refused")
        void listed() {
            for (int reason : new int[] {0, 1, 4, 6}) {
                server.answer(Revocations.list(ROOT, Revocations.entry(client, reason)));
                assertThat(Reasons.of(fetched())).containsExactly(CertificateReason.REVOKED);
            }
            server.answer(Revocations.list(
                    ROOT,
                    builder ->
                            builder.addCRLEntry(client.serialNumber(), java.util.Date.from(TestAuthority.UNTIL), 1)));
            assertThat(Reasons.of(fetched()))
                    .as("a revocation date in the future")
                    .containsExactly(CertificateReason.REVOKED);
            server.answer(Revocations.list(ROOT, Revocations.entry(client, 8)));
            assertThat(fetched().obstacles())
                    .as("removeFromCRL in a complete list")
                    .hasSize(1);
        }

        @Test
        @DisplayName("REV-01: a revoked intermediate takes what is below it along")
        void revokedIntermediate() {
            TestAuthority issuing = ROOT.intermediate("C=GB,O=OpenBanking,CN=Issuing");
            ReadCertificate below = client().issuedBy(issuing);
            List<byte[]> lists = List.of(
                    Revocations.list(issuing, none()),
                    Revocations.list(ROOT, Revocations.entry(issuing.certificate, 2)));
            RevocationChecking prefetched =
                    RevocationChecking.require().prefetched(() -> lists).build();
            assertThat(Reasons.of(validate(prefetched, TestAuthority.NOW, below, issuing.certificate)))
                    .containsExactly(CertificateReason.REVOKED);
        }

        private static Stream<byte[]> unusable() {
            Instant now = TestAuthority.NOW;
            TestAuthority other = TestAuthority.root("C=GB,O=OpenBanking,CN=Other");
            TestAuthority sameName = TestAuthority.root("C=GB,O=OpenBanking,CN=Root");
            return Stream.of(
                    Revocations.list(ROOT, now.minusSeconds(9_000), now.minusSeconds(600), ROOT.key, none()),
                    Revocations.list(ROOT, now.plusSeconds(600), now.plusSeconds(9_000), ROOT.key, none()),
                    Revocations.list(ROOT, now.minus(Duration.ofDays(8)), null, ROOT.key, none()),
                    Revocations.list(other, none()),
                    Revocations.list(sameName, none()),
                    Revocations.list(ROOT, Revocations.extension("1.2.3.4", true, DERNull.INSTANCE)),
                    Revocations.list(ROOT, Revocations.extension("2.5.29.27", true, new ASN1Integer(1))),
                    Revocations.list(
                            ROOT,
                            Revocations.extension(
                                    "2.5.29.28",
                                    true,
                                    new IssuingDistributionPoint(null, false, false, null, true, false))),
                    Revocations.list(
                            ROOT,
                            Revocations.extension(
                                    "2.5.29.28",
                                    true,
                                    new IssuingDistributionPoint(null, false, true, null, false, false))));
        }

        @ParameterizedTest
        @MethodSource("unusable")
        @DisplayName(
                "REV-02: a list that is out of date, of another issuer, badly signed, partial or not understood decides nothing")
        void unusableList(byte[] list) {
            server.answer(list);
            Verdict<ValidatedPath> verdict = fetched();
            assertThat(verdict.violations()).isEmpty();
            assertThat(verdict.obstacles()).hasSize(1);
        }

        @Test
        @DisplayName("REV-02: a list signed by an authority without cRLSign decides nothing")
        void withoutCrlSign() {
            TestAuthority issuing = ROOT.intermediate(Spec.of("C=GB,O=OpenBanking,CN=No lists")
                    .ca(new BasicConstraints(true))
                    .keyUsage(KeyUsage.keyCertSign));
            List<byte[]> lists = List.of(Revocations.list(issuing, none()), Revocations.list(ROOT, none()));
            RevocationChecking prefetched =
                    RevocationChecking.require().prefetched(() -> lists).build();
            assertThat(obstacle(
                            validate(prefetched, TestAuthority.NOW, client().issuedBy(issuing), issuing.certificate)))
                    .contains("may not sign revocation lists");
        }

        @Test
        @DisplayName("REV-03: a list that is too large, slow or elsewhere decides nothing")
        void troubles() {
            deadline = SHORT;
            List<Runnable> troubles = List.of(
                    () -> server.huge(100_000_000L),
                    server::slow,
                    server::silent,
                    () -> server.redirect(server.url("/other.crl")),
                    () -> server.redirect("file:///etc/passwd"));
            for (Runnable trouble : troubles) {
                trouble.run();
                assertThat(fetched().obstacles()).hasSize(1);
            }
            assertThat(server.requests()).doesNotContain("GET /other.crl");
        }

        @Test
        @DisplayName("a list is fetched once for many certificates while it is in date")
        void fetchedOnce() {
            server.answer(Revocations.list(ROOT, none()));
            RevocationChecking checking = configured();
            for (int i = 0; i < 5; i++) {
                assertThat(validate(checking, TestAuthority.NOW, client().issuedBy(ROOT))
                                .isAccepted())
                        .isTrue();
            }
            assertThat(server.requests()).hasSize(1);
        }

        private Verdict<ValidatedPath> fetched() {
            return validate(configured(), TestAuthority.NOW, client);
        }

        private RevocationChecking configured() {
            return RevocationChecking.require()
                    .fetchWith(new LoopbackFetcher(deadline))
                    .revocationList(server.url("/list.crl"))
                    .build();
        }
    }

    @Nested
    @DisplayName("at the locations in a certificate:")
    class Locations {

        @Test
        @DisplayName("REV-04: no host is contacted that is not on the list")
        void notAllowed() {
            RevocationChecking checking = RevocationChecking.require()
                    .fetchWith(new LoopbackFetcher(deadline))
                    .locationsInCertificates(AllowedHosts.of("ocsp.example.com"))
                    .build();
            assertThat(validate(checking, TestAuthority.NOW, located().issuedBy(ROOT))
                            .obstacles())
                    .hasSize(1);
            assertThat(server.requests()).isEmpty();
        }

        @Test
        @DisplayName("those of allowed hosts are asked, OCSP before lists, over plain http too")
        void allowed() {
            server.answer(Revocations.list(ROOT, none()));
            assertThat(validate(trusting(), TestAuthority.NOW, located().issuedBy(ROOT))
                            .isAccepted())
                    .isTrue();
            assertThat(server.requests()).containsExactly("POST /ocsp", "GET /list.crl");
        }

        @Test
        @DisplayName("REV-03: LDAP, files and odd URLs are never asked, and of many points only a few")
        void oddLocations() {
            String[] odd = Stream.concat(
                            Stream.of(
                                    "ldap://" + server.host() + "/cn=x",
                                    "file:///etc/passwd",
                                    "ftp://" + server.host() + "/x",
                                    "http://allowed@" + server.host() + "/x",
                                    "http://" + server.host() + "/../x",
                                    "HTTP://" + server.host() + "/x",
                                    "//" + server.host()),
                            IntStream.range(0, 50).mapToObj(i -> server.url("/" + i + ".crl")))
                    .toArray(String[]::new);
            ReadCertificate many =
                    client().extension("2.5.29.31", false, points(odd)).issuedBy(ROOT);
            assertThat(validate(trusting(), TestAuthority.NOW, many).obstacles())
                    .hasSize(1);
            assertThat(server.requests()).containsExactly("GET /0.crl", "GET /1.crl", "GET /2.crl", "GET /3.crl");
        }

        private RevocationChecking trusting() {
            return RevocationChecking.require()
                    .fetchWith(new LoopbackFetcher(deadline))
                    .locationsInCertificates(AllowedHosts.of(server.host()))
                    .build();
        }

        private Spec located() {
            return client().extension(
                            "1.3.6.1.5.5.7.1.1",
                            false,
                            new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, uri(server.url("/ocsp"))))
                    .extension("2.5.29.31", false, points(server.url("/list.crl")));
        }

        private CRLDistPoint points(String... urls) {
            return new CRLDistPoint(Stream.of(urls)
                    .map(url ->
                            new DistributionPoint(new DistributionPointName(new GeneralNames(uri(url))), null, null))
                    .toArray(DistributionPoint[]::new));
        }

        private GeneralName uri(String url) {
            return new GeneralName(GeneralName.uniformResourceIdentifier, url);
        }
    }

    @Test
    @DisplayName("is learnt from a stapled response without asking anybody; a bad one is no worse than none")
    void stapled() {
        CertificatePathValidator validator =
                validator(RevocationChecking.require().build());
        byte[] good = Revocations.ocsp(ROOT, client, Revocations.GOOD);
        byte[] forged = Revocations.ocsp(TestAuthority.root("C=GB,O=OpenBanking,CN=Root"), client, Revocations.GOOD);
        assertThat(validator
                        .validate(Reasons.presented(client), List.of(good), TestAuthority.NOW)
                        .isAccepted())
                .isTrue();
        assertThat(validator
                        .validate(Reasons.presented(client), List.of(forged, new byte[] {1, 2}), TestAuthority.NOW)
                        .obstacles())
                .hasSize(1);
        assertThat(validator
                        .validate(Reasons.presented(client), List.of(forged, good), TestAuthority.NOW)
                        .isAccepted())
                .isTrue();
        assertThat(Reasons.of(validator.validate(
                        Reasons.presented(client),
                        List.of(Revocations.ocsp(ROOT, client, Revocations.revoked())),
                        TestAuthority.NOW)))
                .containsExactly(CertificateReason.REVOKED);
    }

    @Test
    @DisplayName("REV-08: where checking is off, the verdict says so and why, and nobody is asked")
    void disabled() {
        Verdict<ValidatedPath> verdict =
                validate(RevocationChecking.disabled("the gateway asks already"), TestAuthority.NOW, client);
        assertThat(verdict.toOptional().orElseThrow().revocation())
                .isEqualTo("not checked, because: the gateway asks already");
        assertThat(verdict.evidence().find("certificate.revocation"))
                .contains("not checked, because: the gateway asks already");
        assertThatThrownBy(() -> RevocationChecking.disabled(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RevocationChecking.tolerateUnknown("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RevocationChecking.require()
                        .ocspResponder(server.url("/"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RevocationChecking.require().ocspResponder("ldap://x/"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("is not asked while the software statement is unverified, nor for a certificate that does not belong")
    void nobodyIsAskedTooEarly() {
        server.answer(Revocations.list(ROOT, none()));
        X509CertificateVerifier verifier = X509CertificateVerifier.builder(ROOT.trusted())
                .revocation(RevocationChecking.require()
                        .fetchWith(new LoopbackFetcher(deadline))
                        .revocationList(server.url("/list.crl"))
                        .build())
                .build();
        ReadCertificate own = ROOT.legacyTransport(Statements.SOFTWARE_ID, Statements.ORG_ID);
        assertThat(Reasons.verify(verifier, Statements.usual(), new UnverifiedKeySets(), own)
                        .obstacles())
                .hasSize(1);
        assertThat(Reasons.verify(verifier, Statements.usual(), ROOT.legacyTransport("other", "other"))
                        .violations())
                .hasSize(2);
        assertThat(server.requests()).isEmpty();
        assertThat(Reasons.verify(verifier, Statements.usual(), own).isAccepted())
                .isTrue();
        assertThat(server.requests()).hasSize(1);
    }

    private static Spec client() {
        return Spec.of("C=GB,O=OpenBanking,OU=org,CN=software").transport();
    }

    private static Consumer<X509v2CRLBuilder> none() {
        return builder -> {};
    }

    private static CertificatePathValidator validator(RevocationChecking checking) {
        return CertificatePathValidator.builder(ROOT.trusted())
                .revocation(checking)
                .build();
    }

    private static Verdict<ValidatedPath> validate(RevocationChecking checking, Instant at, ReadCertificate... chain) {
        return validator(checking).validate(Reasons.presented(chain), at);
    }

    private static String obstacle(Verdict<?> verdict) {
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.obstacles()).hasSize(1);
        return verdict.obstacles().get(0).detail();
    }
}
