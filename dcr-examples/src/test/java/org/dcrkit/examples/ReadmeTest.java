package org.dcrkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.MintedCertificate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the README says in Java compiles, runs and does what it says. */
class ReadmeTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z"));
    private static final String AUDIENCE = "0015800001BANKAAAA";

    private final FakeDirectory directory = FakeDirectory.openBanking(CLOCK).build();
    private final FakeTpp tpp = directory.tpp("Acme").roles("AISP", "PISP").build();

    private RegistrationValidator validator() {
        String roots = directory.openBankingCa().root().pem();
        return ReadmeSnippets.validator(directory.keySource(), roots, CLOCK);
    }

    private X509Certificate[] chain() {
        return tpp.transportCertificate().chain().stream()
                .map(MintedCertificate::x509)
                .toArray(X509Certificate[]::new);
    }

    @Test
    @DisplayName("each Java block of the README is one of the compiled snippets")
    void blocksAreCompiled() throws IOException {
        Path root = Snippets.root();
        Path source = root.resolve("dcr-examples/src/test/java/org/dcrkit/examples/ReadmeSnippets.java");
        assertThat(Snippets.javaBlocks(root.resolve("README.md")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(Snippets.regions(source).values());
    }

    @Test
    @DisplayName("the validator of the README accepts a good registration, and not a second time")
    void accepts() {
        RegistrationValidator validator = validator();
        byte[] body = tpp.registration(AUDIENCE).signed().getBytes(StandardCharsets.US_ASCII);
        assertThat(ReadmeSnippets.answer(validator, body, chain()))
                .startsWith("201 {")
                .contains("\"redirect_uris\"");
        assertThat(ReadmeSnippets.answer(validator, body, chain()))
                .startsWith("400 {\"error\":\"invalid_client_metadata\"")
                .contains("request.replayed");
    }

    @Test
    @DisplayName("the validator of the README cannot tell while the directory is down")
    void cannotTell() {
        RegistrationValidator validator = validator();
        directory.goDown();
        byte[] body = tpp.registration(AUDIENCE).signed().getBytes(StandardCharsets.US_ASCII);
        assertThat(ReadmeSnippets.answer(validator, body, chain())).startsWith("503 ");
    }

    @Test
    @DisplayName("manual registration learns the environment from an uploaded statement")
    void manualRegistration() {
        String ssa = tpp.ssa().signed();
        assertThat(ReadmeSnippets.manualRegistration(directory.trustedAlone(), directory.keySource(), ssa, CLOCK))
                .isEqualTo(directory.trusted().environment());
        assertThat(ReadmeSnippets.manualRegistration(
                        directory.trustedAlone(), directory.keySource(), ssa.substring(0, ssa.length() - 4), CLOCK))
                .isEqualTo("refused");
    }

    @Test
    @DisplayName("the testkit's submission of the README is refused for its redirect URI alone")
    void testkit() {
        RegistrationSubmission submission = ReadmeSnippets.fromTheTestkit(CLOCK);
        assertThat(validator().validate(submission).violations().stream()
                        .map(violation -> violation.reason().code())
                        .collect(Collectors.toSet()))
                .containsExactly("redirect_uri.not_in_statement");
    }
}
