package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.RegistrationReason;
import org.dcrkit.RequestReason;
import org.dcrkit.SsaReason;
import org.dcrkit.TokenReason;
import org.dcrkit.certs.CertificateReason;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.policy.PolicyReason;
import org.dcrkit.verdict.Reason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a registration was refused: from every form of input, as text, JSON and HTML. */
class ExplainCommandTest {

    private static final Pattern REFERENCE =
            Pattern.compile("(?i)(?<![\\w-])(href|src|url\\s*\\(|@import|action)\\s*=?\\s*[\"']?([^\"'>\\s)]*)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static MintedFiles minted;

    @BeforeAll
    static void mint() {
        minted = MintedFiles.in(folder);
    }

    private static Run explain(String... more) {
        return Run.of(minted.judge("explain", more));
    }

    private static Run html(String... more) {
        Run run = explain(
                Stream.concat(Stream.of("--format=html"), Stream.of(more)).toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run;
    }

    private static String request() {
        return "--request=" + minted.file("request.jwt");
    }

    @Test
    @DisplayName("what was minted is accepted, with the certificate as PEM, PKCS#12 and in a proxy's header")
    void accepted() throws IOException {
        assertThat(explain(request(), "--cert=" + minted.file("transport.pem")).status())
                .isZero();
        assertThat(explain(request(), "--cert=" + minted.file("transport.p12"), "--cert-password=secret")
                        .status())
                .isZero();
        String pem = Files.readString(minted.file("transport.pem"));
        Path header = Files.writeString(
                folder.resolve("header.txt"),
                "X-Amzn-Mtls-Clientcert: "
                        + pem.replace("\n", "%0A").replace(" ", "%20").replace("+", "%2B"));
        assertThat(explain(request(), "--cert=" + header).status()).isZero();
    }

    @Test
    @DisplayName("the request from the input, and from a pasted curl command that names the certificate too")
    void otherInputs() throws IOException {
        String token = Files.readString(minted.file("request.jwt"));
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(token.getBytes(StandardCharsets.UTF_8)));
            assertThat(explain("--request=-", "--cert=" + minted.file("transport.pem"))
                            .status())
                    .isZero();
        } finally {
            System.setIn(before);
        }
        Path curl = Files.writeString(
                folder.resolve("curl.txt"),
                "curl -X POST https://bank.example/register \\\n  --cert-type P12 --cert transport.p12:secret \\\n"
                        + "  -H 'Content-Type: application/jwt' --data-binary @request.jwt\n");
        assertThat(explain("--request=" + curl).status()).isZero();
    }

    @Test
    @DisplayName("text says what to do about each failed check")
    void text() {
        Run run = explain(request());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("FAILED         certificate.missing  at certificate:/")
                .contains("to do     Present a client certificate: registration is over mutual TLS.");
    }

    @Test
    @DisplayName("the page of an accepted request: verdict on top, pictures, every gate, decoded contents")
    void acceptedPage() {
        Run run = html(request(), "--cert=" + minted.file("transport.pem"));
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("<!DOCTYPE html>")
                .containsSubsequence(
                        "<h1>\u2713 Registration accepted</h1>",
                        "<svg role=\"img\"",
                        "signed the statement, which holds",
                        "belongs to this software, which holds",
                        "<h3>Shape</h3>",
                        "<h3>Software statement</h3>",
                        "<h3>Request</h3>",
                        "<h3>Certificate</h3>",
                        "<h3>Policy</h3>",
                        "registration request (JWS)",
                        "(in 29 minutes)",
                        "certificate: OBWAC",
                        "certificate.sha256");
    }

    @Test
    @DisplayName("the page of a refused request: got, expected, clause and what to do at each failed check")
    void refusedPage() {
        Run run = html(request(), "--cert=" + minted.file("transport.pem"), "--audience=other", "--policy=metro-bank");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("<h1>\u2717 Registration rejected</h1>")
                .contains("<span class=\"word\">\u2717 failed</span> <code>policy.auth_method_not_allowed</code>")
                .contains("<dt>got</dt>\n<dd>private_key_jwt</dd>")
                .contains("<dt>expected</dt>\n<dd>tls_client_auth</dd>")
                .contains(
                        "<dt>what to do</dt>\n<dd>Use private_key_jwt or tls_client_auth, whichever this bank supports.</dd>");
    }

    @Test
    @DisplayName("nothing is loaded from elsewhere, nothing runs, and what an attacker writes stays text")
    void selfContained() throws IOException {
        Path hostile = Files.writeString(folder.resolve("hostile.jwt"), "<script>alert(1)</script>");
        for (Run run : new Run[] {html(request()), html("--request=" + hostile)}) {
            assertThat(REFERENCE.matcher(run.out()).results().map(found -> found.group(2)))
                    .allMatch(target -> target.startsWith("#"), "points into the page itself");
            assertThat(run.out()).doesNotContain("<script").contains("default-src 'none'; style-src 'unsafe-inline'");
        }
    }

    @Test
    @DisplayName("--redact leaves no contact, token or signature in any format")
    void redacted() throws IOException {
        String token = Files.readString(minted.file("request.jwt")).strip();
        String signature = token.substring(token.lastIndexOf('.') + 1);
        for (String format : new String[] {"text", "json", "html"}) {
            Run run = explain(request(), "--cert=" + minted.file("transport.pem"), "--redact", "--format=" + format);
            assertThat(run.out())
                    .doesNotContain(signature)
                    .doesNotContain("eyJ")
                    .doesNotContainPattern("\\w@\\w");
        }
        assertThat(html(request(), "--redact").out()).contains("<dt>org_contacts</dt>\n<dd>[removed]</dd>");
    }

    @Test
    @DisplayName("--output writes the report into a file")
    void output() throws IOException {
        Path file = folder.resolve("report.html");
        Run run = html(request(), "--output=" + file);
        assertThat(run.out()).isEqualTo("Written to " + file + "." + System.lineSeparator());
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>");
    }

    @Test
    @DisplayName("every piece of advice is about a reason or a family of reasons that exists, and every family has one")
    void advice() throws IOException {
        Properties sentences = new Properties();
        try (InputStream in = ExplainCommandTest.class.getResourceAsStream("advice.properties")) {
            sentences.load(in);
        }
        Set<String> codes = Stream.<Reason[]>of(
                        SsaReason.values(),
                        RequestReason.values(),
                        RegistrationReason.values(),
                        TokenReason.values(),
                        ClaimReason.values(),
                        CertificateReason.values(),
                        PolicyReason.values())
                .flatMap(Stream::of)
                .map(Reason::code)
                .collect(Collectors.toSet());
        Set<String> families =
                codes.stream().map(code -> code.substring(0, code.indexOf('.'))).collect(Collectors.toSet());
        assertThat(sentences.stringPropertyNames())
                .containsAll(families)
                .allMatch(name -> codes.contains(name) || families.contains(name), "is a reason or a family");
        assertThat(sentences.values()).allMatch(sentence -> sentence.toString().endsWith("."), "is a sentence");
    }
}
