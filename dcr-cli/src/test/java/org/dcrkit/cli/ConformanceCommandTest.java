package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Conformance of a bank in a process of its own, over real sockets. */
class ConformanceCommandTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("this bank conforms: status 0, a line for each test, JUnit XML and an HTML page")
    void conforms() throws IOException, ParserConfigurationException, SAXException {
        String port;
        try (ServedProcess directory =
                ServedProcess.start("serve", "directory", "--out=" + folder, "--port=0", "--seed=13")) {
            port = directory.url().replaceAll(".*:", "");
        }
        try (ServedProcess bank = ServedProcess.start("serve", "bank", "@" + folder + "/bank.options", "--port=0")) {
            Run run = Run.of(
                    "conformance",
                    "--target=" + bank.url() + "/register",
                    "--out=" + folder,
                    "--seed=13",
                    "--directory-port=" + port,
                    "--junit-xml=" + folder.resolve("results.xml"),
                    "--html=" + folder.resolve("results.html"));
            assertThat(run.status()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .contains("passed DCR-002 A new software client is registered")
                    .contains("passed A forged statement is refused")
                    .containsPattern("\\d\\d passed, 0 failed\\.");
        }
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("results.xml").toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("testcase").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("tests")))
                .isGreaterThan(20);
        assertThat(Files.readString(folder.resolve("results.html"))).contains("passed, 0 failed</h1>");
    }

    @Test
    @DisplayName("with its token endpoint, scenarios that read, change and delete a client run as well")
    void manages() throws IOException {
        String port;
        try (ServedProcess directory =
                ServedProcess.start("serve", "directory", "--out=" + folder, "--port=0", "--seed=17")) {
            port = directory.url().replaceAll(".*:", "");
        }
        try (ServedProcess bank = ServedProcess.start("serve", "bank", "@" + folder + "/bank.options", "--port=0")) {
            Run run = Run.of(
                    "conformance",
                    "--target=" + bank.url() + "/register",
                    "--token-endpoint=" + bank.url() + "/token",
                    "--auth-method=tls_client_auth",
                    "--out=" + folder,
                    "--seed=17",
                    "--directory-port=" + port);
            assertThat(run.status()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .contains("passed DCR-003 A deleted client is gone")
                    .contains("passed DCR-005 A client is retrieved")
                    .contains("passed DCR-008 A client is updated")
                    .contains("passed DCR-010")
                    .doesNotContain("left out");
        }
    }

    @Test
    @DisplayName("a failed test is told in both reports, its text escaped")
    void failed() {
        List<ConformanceResult> results = List.of(
                new ConformanceResult("suite", "good", Duration.ofMillis(12), ""),
                new ConformanceResult("suite", "bad", Duration.ofMillis(1_034), "expected <400> but \"201\""));
        assertThat(ConformanceReport.junitXml(results))
                .contains("tests=\"2\" failures=\"1\"")
                .contains("name=\"bad\" time=\"1.034\"")
                .contains("<failure message=\"expected &lt;400&gt; but &quot;201&quot;\"/>");
        assertThat(ConformanceReport.html("https://bank.example", results))
                .contains("\u2717 1 passed, 1 failed")
                .contains("expected &lt;400&gt; but &quot;201&quot;");
    }

    @Test
    @DisplayName("a bank that is not there fails every test that needs it: status 1")
    void nobody() {
        Run run =
                Run.of("conformance", "--target=https://localhost:1/register", "--out=" + folder, "--directory-port=0");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("FAILED DCR-002 A new software client is registered");
    }
}
