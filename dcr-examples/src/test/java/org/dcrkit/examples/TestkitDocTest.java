package org.dcrkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.testkit.DcrTestkit;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.Sabotage;
import org.dcrkit.testkit.TestClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docs/testkit.md says compiles, runs and is true. */
@DcrTestkit
class TestkitDocTest {

    private static final String AUDIENCE = "0015800000jfwxXAAQ";
    private static final ClaimPolicy POLICY = ObieProfile.V3_3.policy(AUDIENCE);

    @Test
    @DisplayName("Each Java block of the document is one of the compiled snippets")
    void blocks() throws IOException {
        Path source = Snippets.root().resolve("dcr-examples/src/test/java/org/dcrkit/examples/TestkitSnippets.java");

        assertThat(Snippets.javaBlocks(Snippets.root().resolve("docs/testkit.md")))
                .containsExactlyElementsOf(Snippets.regions(source).values());
    }

    @Test
    @DisplayName("The document names the true size of the catalogue, by the hundred")
    void size() throws IOException {
        int hundreds = Sabotage.all().size() / 100;

        assertThat(Files.readString(Snippets.root().resolve("docs/testkit.md")))
                .contains("more than " + hundreds + "00 sabotages");
    }

    @Test
    @DisplayName("Each snippet does what the document says")
    void runs(FakeDirectory directory, FakeTpp tpp, TestClock clock) {
        TestkitSnippets.refusesForeignRedirect(tpp, POLICY);
        TestkitSnippets.catalogue(Sabotage.named("request.alg_none").orElseThrow(), tpp, POLICY);
        TestkitSnippets.certificate(tpp, directory.bank(POLICY), clock, AUDIENCE);
        TestkitSnippets.outage(directory, tpp, directory.bank(POLICY), AUDIENCE);
        directory.comeBack();
        TestkitSnippets.keys(tpp, directory.bank(POLICY), AUDIENCE);
        assertThat(TestkitSnippets.world()).endsWith("2");
        assertThat(TestkitSnippets.faulty(directory)).isZero();
        assertThat(TestkitSnippets.conformance(
                        URI.create("https://localhost:1/register"),
                        tpp,
                        directory.openBankingCa().root(),
                        AUDIENCE))
                .hasSize(3);
    }

    @Test
    @DisplayName("The flow reaches the bank's endpoint")
    void flow(FakeDirectory directory, FakeTpp tpp) {
        URI nobody = URI.create("https://localhost:1/register");

        Assertions.assertThatThrownBy(() -> TestkitSnippets.flow(directory, tpp, nobody, AUDIENCE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("client registration");
    }
}
