package org.dcrkit.examples.spring;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dcrkit.testkit.DcrConformance;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The example conforms")
class ConformanceTest {

    private static final FakeTpp TPP = World.tpp();

    @TestFactory
    @DisplayName("to OBIE 3.1")
    Stream<DynamicNode> version31() {
        return ofItsOwn("obie-3.1", RegistrationDraft::tlsClientAuthDn);
    }

    @TestFactory
    @DisplayName("to OBIE 3.2")
    Stream<DynamicNode> version32() {
        return ofItsOwn("obie-3.2", RegistrationDraft::tlsClientAuth);
    }

    @TestFactory
    @DisplayName("to OBIE 3.3, for clients with private_key_jwt")
    Stream<DynamicNode> assertions() {
        return tests(World.bank(), UnaryOperator.identity());
    }

    @TestFactory
    @DisplayName("to OBIE 3.3, for clients with tls_client_auth")
    Stream<DynamicNode> certificates() {
        return tests(World.bank(), RegistrationDraft::tlsClientAuth);
    }

    private static Stream<DynamicNode> ofItsOwn(String preset, UnaryOperator<RegistrationDraft> byCertificate) {
        SpringBank bank = World.settings().set("dcr.policy.preset", preset).start();
        return Stream.of(
                        DynamicContainer.dynamicContainer(
                                "for clients with private_key_jwt", tests(bank, UnaryOperator.identity())),
                        DynamicContainer.dynamicContainer(
                                "for clients with tls_client_auth", tests(bank, byCertificate)),
                        DynamicTest.dynamicTest("and ends", bank::close))
                .map(DynamicNode.class::cast);
    }

    private static Stream<DynamicNode> tests(SpringBank bank, UnaryOperator<RegistrationDraft> valid) {
        return DcrConformance.against(bank.at("/register"), TPP)
                .audience(SpringBank.AUDIENCE)
                .discovery(bank.at("/.well-known/openid-configuration"))
                .tokenEndpoint(bank.at("/oauth2/token"))
                .valid(valid)
                .tests();
    }
}
