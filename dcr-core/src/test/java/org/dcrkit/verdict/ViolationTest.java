package org.dcrkit.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What an attacker writes is shown on one line of printable ASCII, of bounded length")
class ViolationTest {

    private static final String HOSTILE = "ok\r\n\u001b[31m\u202e\u0000\ud800\u00fc";
    private static final String HOSTILE_SHOWN = "ok\\u000d\\u000a\\u001b[31m\\u202e\\u0000\\ud800\\u00fc";

    @Test
    @DisplayName("HDR-22: control characters, direction marks and lone surrogates are written as escapes")
    void escaped() {
        Violation violation =
                Faults.METADATA.at("kid").because(HOSTILE).got(HOSTILE).expected(HOSTILE);

        assertThat(violation.detail()).isEqualTo(HOSTILE_SHOWN);
        assertThat(violation.got()).contains(HOSTILE_SHOWN);
        assertThat(violation.expected()).contains(HOSTILE_SHOWN);
        assertThat(violation.toString()).matches("[\\x20-\\x7e]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00fc", "\n"})
    @DisplayName("HDR-22: a detail keeps 400 characters, got and expected 200 each, escapes included")
    void bounded(String unit) {
        String huge = unit.repeat(1_000_000);
        Violation violation = Faults.METADATA.at("kid").because(huge).got(huge).expected(huge);

        assertThat(violation.detail()).hasSize(400).endsWith("...");
        assertThat(violation.got().orElseThrow()).hasSize(200).endsWith("...");
        assertThat(violation.expected().orElseThrow()).hasSize(200).endsWith("...");
    }

    @Test
    @DisplayName("A text that just fits is kept whole, one character more is cut")
    void justFits() {
        String fits = "x".repeat(200);

        assertThat(Faults.METADATA.at("kid").got(fits).got()).contains(fits);
        assertThat(Faults.METADATA.at("kid").got(fits + "x").got()).contains("x".repeat(197) + "...");
        assertThat(Faults.METADATA.at("kid").got("x".repeat(194) + "\n").got()).contains("x".repeat(194) + "\\u000a");
        assertThat(Faults.METADATA.at("kid").got("x".repeat(195) + "\n").got()).contains("x".repeat(195) + "\\u...");
    }

    @Test
    @DisplayName("Escapes are written the same whatever the default locale")
    void locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
            assertThat(Faults.METADATA.at("kid").got("\n\u00fc").got()).contains("\\u000a\\u00fc");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("Without a detail of its own a violation has its reason's text, and neither got nor expected")
    void plain() {
        Violation violation = Faults.STATEMENT.at("iss");

        assertThat(violation.detail()).isEqualTo(Faults.STATEMENT.text());
        assertThat(violation.got()).isEmpty();
        assertThat(violation.expected()).isEmpty();
        assertThat(violation.error()).isEqualTo(RegistrationError.INVALID_SOFTWARE_STATEMENT);
        assertThat(violation).hasToString("test.statement at request:/iss: A fault of kind STATEMENT.");
    }

    @Test
    @DisplayName("Violations are equal when every part of them is")
    void equality() {
        Violation one = Faults.METADATA.at("kid").because("d").got("g").expected("e");

        assertThat(one)
                .isEqualTo(Faults.METADATA.at("kid").expected("e").got("g").because("d"))
                .hasSameHashCodeAs(
                        Faults.METADATA.at("kid").expected("e").got("g").because("d"))
                .isNotEqualTo(Faults.STATEMENT.at("kid").because("d").got("g").expected("e"))
                .isNotEqualTo(Faults.METADATA.at("alg").because("d").got("g").expected("e"))
                .isNotEqualTo(one.because("x"))
                .isNotEqualTo(one.got("x"))
                .isNotEqualTo(one.expected("x"))
                .isNotEqualTo("d");
    }

    @Test
    @DisplayName("A part that is null is a programmer's error")
    void nulls() {
        Violation violation = Faults.METADATA.at("kid");

        assertThatNullPointerException().isThrownBy(() -> Violation.of(null, violation.where()));
        assertThatNullPointerException().isThrownBy(() -> Violation.of(Faults.METADATA, null));
        assertThatNullPointerException().isThrownBy(() -> violation.because(null));
        assertThatNullPointerException().isThrownBy(() -> violation.got(null));
        assertThatNullPointerException().isThrownBy(() -> violation.expected(null));
    }

    @Test
    @DisplayName("An obstacle's detail is escaped and cut to 400 characters, its wait at least one second")
    void obstacle() {
        Obstacle obstacle = new Obstacle(Obstacle.Kind.OTHER, HOSTILE + "x".repeat(500), Duration.ofMillis(-1));

        assertThat(obstacle.detail()).hasSize(400).startsWith(HOSTILE_SHOWN);
        assertThat(obstacle.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(new Obstacle(Obstacle.Kind.OTHER, "d", Duration.ofSeconds(7)))
                .hasToString("check_unavailable: d (retry after 7 s)");
    }

    @Test
    @DisplayName("Evidence values are escaped and cut to 500 characters; a name may occur twice, a fact only once")
    void evidence() {
        Evidence evidence =
                Evidence.of("key", "a\nb").with("key", "c").with("key", "c").with("long", "x".repeat(501));

        assertThat(evidence.entries()).extracting(Evidence.Entry::toString).startsWith("key=a\\u000ab", "key=c");
        assertThat(evidence.entries()).hasSize(3);
        assertThat(evidence.find("key")).contains("a\\u000ab");
        assertThat(evidence.find("long").orElseThrow()).hasSize(500);
        assertThat(evidence.find("other")).isEmpty();
        assertThat(evidence.and(Evidence.none())).isEqualTo(evidence);
        assertThat(Evidence.none().and(evidence)).isEqualTo(evidence);
    }
}
