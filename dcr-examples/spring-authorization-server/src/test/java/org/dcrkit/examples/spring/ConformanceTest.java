package org.dcrkit.examples.spring;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dcrkit.testkit.DcrConformance;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The example conforms")
class ConformanceTest {

    private static final FakeDirectory DIRECTORY =
            FakeDirectory.openBanking(InstantSource.system()).seed(1).build();
    private static final DirectoryServer SERVER = DIRECTORY.serve();
    private static final FakeTpp TPP = DIRECTORY.tpp("Acme").build();
    private static final Map<String, SpringBank> BANKS = new LinkedHashMap<>();

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        for (String preset : new String[] {"obie-3.2", "obie-3.3"}) {
            BANKS.put(
                    preset,
                    new SpringBank.Settings(DIRECTORY, SERVER, folder.resolve(preset))
                            .set("dcr.policy.preset", preset)
                            .start());
        }
    }

    @AfterAll
    static void stop() {
        BANKS.values().forEach(SpringBank::close);
        SERVER.close();
    }

    @TestFactory
    @DisplayName("to OBIE 3.2, for clients with private_key_jwt")
    Stream<DynamicNode> assertionsWithPolicy32() {
        return tests("obie-3.2", UnaryOperator.identity());
    }

    @TestFactory
    @DisplayName("to OBIE 3.2, for clients with tls_client_auth")
    Stream<DynamicNode> certificatesWithPolicy32() {
        return tests("obie-3.2", RegistrationDraft::tlsClientAuth);
    }

    @TestFactory
    @DisplayName("to OBIE 3.3, for clients with private_key_jwt")
    Stream<DynamicNode> assertionsWithPolicy33() {
        return tests("obie-3.3", UnaryOperator.identity());
    }

    @TestFactory
    @DisplayName("to OBIE 3.3, for clients with tls_client_auth")
    Stream<DynamicNode> certificatesWithPolicy33() {
        return tests("obie-3.3", RegistrationDraft::tlsClientAuth);
    }

    private static Stream<DynamicNode> tests(String preset, UnaryOperator<RegistrationDraft> valid) {
        SpringBank bank = requireNonNull(BANKS.get(preset));
        return DcrConformance.against(bank.at("/register"), TPP)
                .audience(SpringBank.AUDIENCE)
                .discovery(bank.at("/.well-known/openid-configuration"))
                .tokenEndpoint(bank.at("/oauth2/token"))
                .valid(valid)
                .tests();
    }
}
