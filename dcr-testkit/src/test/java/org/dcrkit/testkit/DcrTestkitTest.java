package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.testkit.DcrAssertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.assertj.core.api.Assertions;
import org.dcrkit.RequestReason;
import org.dcrkit.SsaReason;
import org.dcrkit.TokenReason;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.RegistrationError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DcrTestkit(at = "2027-01-01T00:00:00Z", seed = 3)
class DcrTestkitTest {

    @Test
    @DisplayName("Clock, directory, TPP and server of one test belong together")
    void together(TestClock clock, InstantSource source, FakeDirectory directory, FakeTpp tpp, DirectoryServer server) {
        Assertions.assertThat(clock).hasToString("2027-01-01T00:00:00Z").isSameAs(source);
        Assertions.assertThat(tpp.directory()).isSameAs(directory);
        Assertions.assertThat(directory.keySetUrl()).startsWith(server.url());
        Assertions.assertThat(directory.clock()).isSameAs(clock);
        Assertions.assertThat(tpp.softwareId())
                .isEqualTo(FakeDirectory.openBanking(clock)
                        .seed(3)
                        .build()
                        .tpp("Acme")
                        .build()
                        .softwareId());
    }

    @Test
    @DcrTestkit(at = "2028-01-01T00:00:00Z")
    @DisplayName("A method's annotation outranks that of its class")
    void ofMethod(TestClock clock) {
        Assertions.assertThat(clock).hasToString("2028-01-01T00:00:00Z");
    }

    @Test
    @DisplayName("A registration is accepted as it comes")
    void accepted(FakeDirectory directory, FakeTpp tpp) {
        assertThat(Acceptance.bank(directory)
                        .validate(tpp.registration(Acceptance.AUDIENCE).submission()))
                .isAccepted()
                .restsOn("ssa.software_id", tpp.softwareId());
    }

    @Test
    @DisplayName("A rejection is told by its reasons, their places and the error it is answered with")
    void rejected(FakeDirectory directory, FakeTpp tpp) {
        RegistrationDraft old =
                tpp.registration(Acceptance.AUDIENCE).claim("exp", 1).claim("software_id", "other");

        assertThat(Acceptance.bank(directory).validate(old.submission()))
                .isRejected()
                .isRejectedFor(RequestReason.EXPIRED)
                .isRejectedFor(RequestReason.EXPIRED, "request:/exp")
                .isRejectedOnlyFor(RequestReason.EXPIRED, RequestReason.SOFTWARE_ID_MISMATCH, RequestReason.LIFETIME)
                .isAnsweredWith(RegistrationError.INVALID_CLIENT_METADATA);
    }

    @Test
    @DisplayName("What cannot be checked is told by what was out of reach")
    void indeterminate(FakeDirectory directory, FakeTpp tpp) {
        directory.goDown();

        assertThat(Acceptance.bank(directory)
                        .validate(tpp.registration(Acceptance.AUDIENCE).submission()))
                .isIndeterminate()
                .isIndeterminateFor(Obstacle.Kind.DIRECTORY_KEYS);
    }

    @Test
    @DisplayName("A failed assertion shows violations, evidence and, of an explanation, every check")
    void messages(FakeDirectory directory, FakeTpp tpp, TestClock clock) {
        RegistrationDraft draft = tpp.registration(Acceptance.AUDIENCE);
        clock.advance(Duration.ofDays(1));

        assertThatThrownBy(() -> assertThat(Acceptance.bank(directory).explain(draft.submission()))
                        .isAccepted())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("to be accepted")
                .hasMessageContaining("request.expired at request:/exp")
                .hasMessageContaining("on ssa.software_id=" + tpp.softwareId())
                .hasMessageContaining("PASSED request");
        assertThatThrownBy(() -> assertThat(Acceptance.bank(directory).validate(draft.submission()))
                        .isRejectedOnlyFor(SsaReason.EXPIRED))
                .hasMessageContaining("to be rejected for ssa.expired and nothing else");
        assertThatThrownBy(() -> assertThat(Acceptance.bank(directory).validate(draft.submission()))
                        .isRejectedFor(TokenReason.TYP))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(Acceptance.bank(directory).validate(draft.submission()))
                        .isIndeterminate())
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(Acceptance.bank(directory).validate(draft.submission()))
                        .isAnsweredWith(RegistrationError.INVALID_REDIRECT_URI))
                .isInstanceOf(AssertionError.class);
    }
}
