package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.SubjectName.Match;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Certificates that OpenSSL makes on the command line")
class OpenSslTest {

    private static final String CONFIG = """
            [req]
            prompt = no
            utf8 = yes
            string_mask = utf8only
            distinguished_name = subject
            [subject]
            C = LT
            O = Kévin EU, UAB a/b = <q> \\\\\\\\ z
            organizationIdentifier = PSDLT-BL-LB000458
            CN = api.getkevin.example
            jurisdictionC = LT
            [usual]
            C = GB
            O = FORGEROCK LIMITED
            organizationIdentifier = PSDGB-FCA-123456
            CN = 0015800001041REAAY
            [multiple]
            C = GB
            CN = a
            +serialNumber = 1
            [authority]
            C = NO
            CN = Qualified authority
            [transport]
            keyUsage = critical, digitalSignature
            extendedKeyUsage = serverAuth, clientAuth
            basicConstraints = CA:FALSE
            1.3.6.1.5.5.7.1.3 = ASN1:SEQUENCE:statements
            [ca]
            keyUsage = critical, keyCertSign, cRLSign
            basicConstraints = critical, CA:TRUE
            subjectKeyIdentifier = hash
            [statements]
            compliance = SEQUENCE:compliance
            type = SEQUENCE:type
            psd2 = SEQUENCE:psd2
            [compliance]
            id = OID:0.4.0.1862.1.1
            [type]
            id = OID:0.4.0.1862.1.6
            value = SEQUENCE:types
            [types]
            web = OID:0.4.0.1862.1.6.3
            [psd2]
            id = OID:0.4.0.19495.2
            value = SEQUENCE:psd2value
            [psd2value]
            roles = SEQUENCE:roles
            name = UTF8:Bank of Lithuania
            authority = UTF8:LT-BL
            [roles]
            ai = SEQUENCE:ai
            pi = SEQUENCE:pi
            [ai]
            id = OID:0.4.0.19495.1.3
            name = UTF8:PSP_AI
            [pi]
            id = OID:0.4.0.19495.1.2
            name = UTF8:PSP_PI
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void openSslIsThere() throws Exception {
        assumeTrue(isThere(), "skipped: there is no openssl on the command line");
        Files.writeString(folder.resolve("openssl.cnf"), CONFIG);
        run("openssl ecparam -name prime256v1 -genkey -noout -out ca.key");
        run("openssl ecparam -name prime256v1 -genkey -noout -out client.key");
        for (String section : List.of("subject", "usual", "multiple")) {
            Files.writeString(
                    folder.resolve(section + ".cnf"),
                    CONFIG.replace("distinguished_name = subject", "distinguished_name = " + section));
        }
        Files.writeString(
                folder.resolve("authority.cnf"),
                CONFIG.replace("distinguished_name = subject", "distinguished_name = authority"));
        run("openssl req -new -x509 -key ca.key -days 30 -config authority.cnf -extensions ca -out ca.pem");
        for (String name : List.of("subject", "usual", "multiple")) {
            run("openssl req -new -key client.key -config " + name + ".cnf -out " + name + ".csr");
            run("openssl x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -set_serial 7 -days 20 -extfile "
                    + "openssl.cnf -extensions transport -out " + name + ".pem");
        }
    }

    @Test
    @DisplayName(
            "with qualified statements from a configuration file are a QWAC with those roles, trusted through their authority")
    void qualifiedStatements() {
        ReadCertificate certificate = certificate("subject");
        QcStatements statements =
                certificate.qcStatements(QcStatementSyntax.STRICT).toOptional().orElseThrow();
        assertThat(CertificateClassifier.standard().kind(certificate, statements))
                .isEqualTo(CertificateKind.QWAC);
        assertThat(statements.psd2()).hasValueSatisfying(psd2 -> {
            assertThat(psd2.obieRoles()).containsExactlyInAnyOrder("AISP", "PISP");
            assertThat(psd2.authorityName()).isEqualTo("Bank of Lithuania");
            assertThat(psd2.authorityId()).isEqualTo("LT-BL");
        });
        assertThat(certificate.organizationIdentifier())
                .contains(new OrganizationIdentifier("PSD", "LT", "BL", "LB000458"));
        TrustAnchors trust = TrustAnchors.of("authority", certificate("ca").x509());
        assertThat(CertificatePathValidator.builder(trust)
                        .withoutRevocation("this test looks at paths")
                        .build()
                        .validate(Reasons.presented(certificate), RealData.middle(certificate))
                        .violations())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RFC2253",
                "oneline",
                "multiline",
                "compat",
                "esc_2253,utf8,sep_comma_plus_space,lname",
                "oneline,-space_eq",
                "esc_2253,utf8,sep_semi_plus_space,sname",
                "RFC2253,space_eq",
                "RFC2253,oid",
                "oneline,oid",
                "RFC2253,lname"
            })
    @DisplayName(
            "have a subject that matches what OpenSSL prints of it in each form of -nameopt, and not with a character changed")
    void printedSubjects(String form) throws Exception {
        for (String name : List.of("subject", "usual", "multiple")) {
            DistinguishedName subject = certificate(name).subject();
            String printed = run("openssl x509 -noout -subject -in " + name + ".pem -nameopt " + form);
            assertThat(subject.match(printed)).as(form + ": " + printed).isEqualTo(Match.SAME);
            if (!name.equals("multiple")) {
                String changed = printed.replace("PSDLT-BL", "PSDLT-BX").replace("123456", "123457");
                assertThat(changed).isNotEqualTo(printed);
                assertThat(subject.match(changed)).as(changed).isEqualTo(Match.DIFFERENT);
            }
        }
    }

    @Test
    @DisplayName("have a subject that is printed as OpenSSL prints it")
    void printsAsOpenSslDoes() throws Exception {
        DistinguishedName subject = certificate("usual").subject();
        assertThat(run("openssl x509 -noout -subject -in usual.pem -nameopt RFC2253")
                        .strip())
                .isEqualTo("subject=" + subject.print(NameForm.OPENSSL_RFC2253));
        assertThat(run("openssl x509 -noout -subject -in usual.pem -nameopt oneline")
                        .strip())
                .isEqualTo("subject=" + subject.print(NameForm.OPENSSL_ONELINE));
        assertThat(run("openssl x509 -noout -subject -in usual.pem -nameopt compat")
                        .strip())
                .isEqualTo("subject=" + subject.print(NameForm.OPENSSL_SLASH));
    }

    private static ReadCertificate certificate(String name) {
        return RealData.certificate(folder.resolve(name + ".pem"));
    }

    private static boolean isThere() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("openssl", "version")
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command.split(" "))))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command + ": " + output).isZero();
        return output;
    }
}
