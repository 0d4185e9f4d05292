package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.testkit.RegistrationFlow.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RegistrationFlowTest {

    private static final TestClock CLOCK = TestClock.at("2026-03-02T10:00:00Z");

    private final FakeDirectory directory = FakeDirectory.openBanking(CLOCK).build();
    private DirectoryServer server;
    private TestBank bank;

    @BeforeEach
    void start() throws Exception {
        server = directory.serve();
        bank = TestBank.start(directory, Bank.all().get(0).validator(directory));
    }

    @AfterEach
    void stop() {
        bank.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"OBWAC", "OB_TRANSPORT", "QWAC"})
    @DisplayName("A TPP gets a token and its statement, and registers over mutual TLS")
    void registers(CertificateKind kind) {
        FakeTpp tpp = directory.tpp("Acme").transport(kind).build();

        List<Step> steps = flow(tpp).register(bank.at("/register"), Bank.AUDIENCE);

        assertThat(steps)
                .extracting(Step::name)
                .containsExactly("access token", "software statement", "client registration");
        assertThat(steps).extracting(Step::status).containsExactly(200, 200, 201);
        assertThat(steps.get(2).json().orElseThrow().text("client_id")).isPresent();
        assertThat(RegistrationFlow.succeeded(steps)).isTrue();
    }

    static Stream<Arguments> badAssertions() {
        return Stream.of(
                bad("wrong audience", draft -> draft.claim("aud", "https://bank.example/token")),
                bad("expired", draft -> draft.claim("exp", CLOCK.instant().getEpochSecond() - 1)),
                bad("unknown software", draft -> draft.claim("iss", "nobody").claim("sub", "nobody")));
    }

    private static Arguments bad(String name, UnaryOperator<TokenDraft> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAssertions")
    @DisplayName("The flow ends where the directory refuses the assertion")
    void refused(String name, UnaryOperator<TokenDraft> change) {
        List<Step> steps =
                flow(directory.tpp("Acme").build()).assertion(change).register(bank.at("/register"), Bank.AUDIENCE);

        assertThat(steps).extracting(Step::status).containsExactly(401);
        assertThat(RegistrationFlow.succeeded(steps)).isFalse();
    }

    @Test
    @DisplayName("A certificate of another organisation is refused by the bank, one of nobody's by TLS")
    void certificates() {
        FakeTpp tpp = directory.tpp("Acme").build();
        MintedCertificate another = directory.tpp("Another").build().transportCertificate();
        MintedCertificate nobodys = CertificateAuthority.impostor(1, CLOCK)
                .obwac(tpp.subject(tpp.organisation().id()), tpp.roles())
                .mint();
        MintedCertificate root = directory.openBankingCa().root();

        Step last = flow(tpp)
                .showing(another, root)
                .register(bank.at("/register"), Bank.AUDIENCE)
                .get(2);
        assertThat(last.status()).isEqualTo(400);
        assertThat(last.json().orElseThrow().text("error")).contains("invalid_software_statement");
        assertThatThrownBy(() -> flow(tpp).showing(nobodys, root).register(bank.at("/register"), Bank.AUDIENCE))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    @DisplayName("A changed request is refused by the bank")
    void request() {
        List<Step> steps = flow(directory.tpp("Acme").build())
                .registration(draft -> draft.claim("aud", "another bank"))
                .register(bank.at("/register"), Bank.AUDIENCE);

        assertThat(steps).extracting(Step::status).containsExactly(200, 200, 400);
        assertThat(steps.get(2).json().orElseThrow().text("error")).contains("invalid_client_metadata");
    }

    private RegistrationFlow flow(FakeTpp tpp) {
        return RegistrationFlow.of(tpp, directory.openBankingCa().root());
    }
}
