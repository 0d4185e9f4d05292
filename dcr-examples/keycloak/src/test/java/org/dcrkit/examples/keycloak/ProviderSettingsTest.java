package org.dcrkit.examples.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.dcrkit.policy.Mettle;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PolicyFile;
import org.dcrkit.testkit.FakeDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The provider's configuration")
class ProviderSettingsTest {

    @TempDir
    private Path files;

    private final Map<String, String> given = new HashMap<>();

    @BeforeEach
    void complete() throws IOException {
        Path anchors = Files.writeString(
                files.resolve("ca.pem"),
                FakeDirectory.openBanking(InstantSource.system())
                        .seed(3)
                        .build()
                        .openBankingCa()
                        .root()
                        .pem());
        given.put("realms", "bank, sandbox");
        given.put("policy", "obie-3.3");
        given.put("audience", "0015800001KEYCLOAK");
        given.put("directory", "open-banking-live");
        given.put("trust-anchors", anchors.toString());
        given.put("without-revocation", "a test");
    }

    @Test
    @DisplayName("A complete one is put together")
    void together() {
        ProviderSettings settings = read();

        assertThat(settings.realms()).containsExactlyInAnyOrder("bank", "sandbox");
        assertThat(settings.responseForm()).isEqualTo(ObieProfile.V3_3.responseForm());
        settings.close();
    }

    @Test
    @DisplayName("A directory of one's own, and the form of responses that goes with a bank's profile")
    void ownDirectory() {
        given.remove("directory");
        given.put("directory-url", "https://keystore.example/keys.jwks");
        given.put("directory-issuer", "Example Directory");
        given.put("directory-dialect", "cdr");
        given.put("allowed-hosts", "keystore.example,.tpp.example");
        given.put("private-hosts", "keystore.example");
        given.put("directory-tls-trust", given.get("trust-anchors"));
        given.put("policy", "mettle");

        ProviderSettings settings = read();

        assertThat(settings.responseForm()).isEqualTo(Mettle.PRODUCTION.responseForm());
        settings.close();
    }

    @Test
    @DisplayName("A policy file needs no audience: it names one")
    void policyFile() throws IOException {
        given.remove("audience");
        given.put(
                "policy",
                Files.writeString(
                                files.resolve("policy.json"),
                                PolicyFile.write(ObieProfile.V3_2.policy("0015800001KEYCLOAK")))
                        .toString());

        ProviderSettings settings = read();

        assertThat(settings.realms()).contains("bank");
        settings.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"realms", "policy", "audience", "trust-anchors", "without-revocation"})
    @DisplayName("What is missing is named")
    void missing(String key) {
        given.put(key, " ");

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spi-client-registration--open-banking--" + key + " is required");
    }

    @ParameterizedTest
    @CsvSource({
        "directory, atlantis, there is no atlantis",
        "policy, /no/such/policy.json, cannot be read",
        "trust-anchors, /no/such/file.pem, cannot be read",
        "directory-tls-trust, /no/such/file.pem, cannot be read"
    })
    @DisplayName("What cannot be used is named")
    void unusable(String key, String value, String words) {
        given.put(key, value);

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(words);
    }

    @Test
    @DisplayName("Without a directory nobody could register")
    void noDirectory() {
        given.remove("directory");

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one of directory and directory-url is required");
    }

    @Test
    @DisplayName("A file that is no policy is refused with its faults")
    void noPolicy() throws IOException {
        given.put(
                "policy", Files.writeString(files.resolve("policy.json"), "{}").toString());

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no policy");
    }

    @Test
    @DisplayName("Every key is described")
    void described() {
        given.keySet().forEach(key -> assertThat(ProviderSettings.options()).containsKey(key));
        assertThat(new OpenBankingRegistrationProviderFactory().getConfigMetadata())
                .hasSize(ProviderSettings.options().size())
                .allSatisfy(option -> assertThat(option.getHelpText()).endsWith("."));
    }

    private ProviderSettings read() {
        return ProviderSettings.read(given::get, InstantSource.system(), (use, until, at) -> true);
    }
}
