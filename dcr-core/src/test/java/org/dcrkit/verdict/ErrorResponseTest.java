package org.dcrkit.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dcrkit.verdict.Verdict.Indeterminate;
import org.dcrkit.verdict.Verdict.Rejected;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7591, section 3.2.2: client registration error response")
class ErrorResponseTest {

    private static final Evidence NONE = Evidence.none();

    @Test
    @DisplayName(
            "The authorization server returns an HTTP 400 status code with content type application/json, not to be cached")
    void rejected() {
        ErrorResponse response = ErrorResponse.to(new Rejected<>(List.of(Faults.METADATA.at("scope")), NONE));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.error()).isEqualTo("invalid_client_metadata");
        assertThat(response.headers())
                .isEqualTo(
                        Map.of("Content-Type", "application/json", "Cache-Control", "no-store", "Pragma", "no-cache"));
        assertThat(response.body())
                .isEqualTo("{\"error\":\"invalid_client_metadata\",\"error_description\":"
                        + "\"A fault of kind METADATA. [test.metadata at request:/scope]\"}");
    }

    @Test
    @DisplayName(
            "With faults of several kinds the error is that of what has to be mended first: the software statement")
    void errorPrecedence() {
        assertThat(errorOf(Faults.METADATA, Faults.REDIRECT)).isEqualTo("invalid_redirect_uri");
        assertThat(errorOf(Faults.METADATA, Faults.REDIRECT, Faults.UNAPPROVED))
                .isEqualTo("unapproved_software_statement");
        assertThat(errorOf(Faults.METADATA, Faults.UNAPPROVED, Faults.STATEMENT))
                .isEqualTo("invalid_software_statement");
    }

    @Test
    @DisplayName("HTP-04: values for error_description must not include characters outside %x20-21 / %x23-5B / %x5D-7E")
    void descriptionAlphabet() {
        String description = ErrorResponse.to(new Rejected<>(
                        List.of(Violation.of(Faults.QUOTING, ClaimPath.request("a\"b\\c\u202e<script>\r\n"))), NONE))
                .description();

        assertThat(description).matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+");
        assertThat(description).startsWith("A ?quoted? back?slash,??an umlaut ? and a tab?.");
    }

    @Test
    @DisplayName("HTP-04: nothing of what the TPP sent leaves the building: not detail, not got, not expected")
    void noValues() {
        Violation violation = Faults.METADATA
                .at("client_name")
                .because("secret detail")
                .got("secret got")
                .expected("secret expected");

        assertThat(ErrorResponse.to(new Rejected<>(List.of(violation), NONE)).body())
                .doesNotContain("secret");
    }

    @Test
    @DisplayName("HTP-04: an error description has 1 to 500 characters, however many faults there are")
    void descriptionLength() {
        List<Violation> many = IntStream.range(0, 2_000)
                .mapToObj(i -> Faults.METADATA.at("claim-" + i))
                .toList();

        assertThat(ErrorResponse.to(new Rejected<>(many, NONE)).description()).hasSize(500);
    }

    @Test
    @DisplayName("A fault that two violations share is described once")
    void describedOnce() {
        List<Violation> twice = List.of(
                Faults.METADATA.at("scope").got("a"),
                Faults.METADATA.at("scope").got("b"));

        assertThat(ErrorResponse.to(new Rejected<>(twice, NONE)).description())
                .containsOnlyOnce("test.metadata at request:/scope");
    }

    @Test
    @DisplayName("What could not be checked is answered with 503 and Retry-After, the longest wait of all obstacles")
    void indeterminate() {
        ErrorResponse response = ErrorResponse.to(new Indeterminate<>(
                List.of(
                        new Obstacle(Obstacle.Kind.DIRECTORY_KEYS, "secret host down", Duration.ofSeconds(30)),
                        new Obstacle(Obstacle.Kind.CERTIFICATE_STATUS, "OCSP silent", Duration.ofSeconds(90))),
                NONE));

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsEntry("Retry-After", "90").containsEntry("Cache-Control", "no-store");
        assertThat(response.error()).isEqualTo("temporarily_unavailable").doesNotStartWith("invalid");
        assertThat(response.description())
                .contains("directory_keys_unavailable, certificate_status_unavailable")
                .doesNotContain("secret");
    }

    @Test
    @DisplayName("An error code is a word, so that the body is JSON whatever it is made of")
    void errorIsAWord() {
        assertThatThrownBy(() -> new ErrorResponse(400, "a\",\"b", "text", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String errorOf(Faults... faults) {
        return ErrorResponse.to(new Rejected<>(
                        List.of(faults).stream().map(fault -> fault.at("x")).toList(), NONE))
                .error();
    }
}
