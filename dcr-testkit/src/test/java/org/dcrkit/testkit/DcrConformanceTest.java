package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DcrConformanceTest {

    private static final String LEFT_OUT = "DCR-003, 005, 007 to 010 are left out: no token endpoint is given";

    private final FakeDirectory directory =
            FakeDirectory.openBanking(TestClock.at("2026-03-02T10:00:00Z")).build();
    private final FakeTpp tpp = directory.tpp("Acme").build();
    private TestBank bank;

    @BeforeEach
    void start() throws Exception {
        bank = TestBank.start(directory, Bank.all().get(0).validator(directory));
    }

    @AfterEach
    void stop() {
        bank.close();
    }

    @TestFactory
    @DisplayName("A bank that judges with this library conforms")
    Stream<DynamicNode> conforms() {
        return DcrConformance.against(bank.at("/register"), tpp)
                .audience(Bank.AUDIENCE)
                .discovery(bank.at("/.well-known/openid-configuration"))
                .tokenEndpoint(bank.at("/token"))
                .tests();
    }

    @TestFactory
    @DisplayName("It conforms for clients that authenticate with their certificate, too")
    Stream<DynamicNode> conformsWithCertificates() {
        return DcrConformance.against(bank.at("/register"), tpp)
                .audience(Bank.AUDIENCE)
                .tokenEndpoint(bank.at("/token"))
                .valid(RegistrationDraft::tlsClientAuth)
                .tests();
    }

    @TestFactory
    @DisplayName("A bank where a connection needs no certificate, but a registration does, conforms")
    Stream<DynamicNode> conformsThoughOpen() throws Exception {
        TestBank open = TestBank.open(directory, Bank.all().get(0).validator(directory));
        return Stream.concat(
                DcrConformance.against(open.at("/register"), tpp)
                        .audience(Bank.AUDIENCE)
                        .tests(),
                Stream.of(DynamicTest.dynamicTest("and ends", open::close)));
    }

    @Test
    @DisplayName("Against a bank that registers whatever anybody sends, only what is to be registered passes")
    void failsForCareless() throws Exception {
        try (TestBank careless = TestBank.careless(directory)) {
            assertThat(passed(DcrConformance.against(careless.at("/register"), tpp)))
                    .containsExactly(
                            "DCR-002 A new software client is registered",
                            LEFT_OUT,
                            "The order of grant types and scopes does not matter");
        }
    }

    @Test
    @DisplayName("Against an endpoint that is not there, no test passes but the one that says what is left out")
    void fails() {
        assertThat(passed(DcrConformance.against(bank.at("/nothing"), tpp))).containsExactly(LEFT_OUT);
    }

    private static List<String> passed(DcrConformance conformance) {
        return conformance
                .audience(Bank.AUDIENCE)
                .tests()
                .flatMap(node -> ((DynamicContainer) node).getChildren())
                .map(DynamicTest.class::cast)
                .filter(DcrConformanceTest::passes)
                .map(DynamicNode::getDisplayName)
                .toList();
    }

    private static boolean passes(DynamicTest test) {
        try {
            test.getExecutable().execute();
            return true;
        } catch (Throwable e) {
            return false;
        }
    }
}
