package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

    private static final Instant RECEIVED = Instant.parse("2026-06-01T12:00:00Z");

    private static HttpResponse with(String... headers) {
        HttpResponse response = new HttpResponse(200, new byte[0]);
        for (int i = 0; i < headers.length; i += 2) {
            response = response.withHeader(headers[i], headers[i + 1]);
        }
        return response;
    }

    @ParameterizedTest(name = "FET-21: Cache-Control: {0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=600|PT10M",
                "public, max-age=600, immutable|PT10M",
                "max-age=\"600\"|PT10M",
                "Max-Age=0600|PT10M",
                "max-age=0|PT0S",
                "max-age=-1|PT0S",
                "max-age=1.5|PT0S",
                "max-age=|PT0S",
                "max-age|PT0S",
                "max-age=99999999999|PT596523H14M7S",
                "no-store|PT0S",
                "no-cache, max-age=600|PT0S",
                "max-age=600, max-age=60|PT1M",
            })
    void cacheControl(String value, Duration expected) {
        assertThat(Freshness.of(with("cache-control", value), RECEIVED)).contains(expected);
    }

    @ParameterizedTest(name = "FET-21: Cache-Control: {0} says nothing")
    @CsvSource({"immutable", "MAX-AGE = 600", "s-maxage=600", "public", "private", "stale-if-error=86400"})
    void noFreshness(String value) {
        assertThat(Freshness.of(with("cache-control", value), RECEIVED)).isEmpty();
        assertThat(Freshness.of(with(), RECEIVED)).isEmpty();
    }

    @Test
    @DisplayName("FET-21: Age is taken off, and never below zero")
    void age() {
        assertThat(Freshness.of(with("cache-control", "max-age=600", "age", "100"), RECEIVED))
                .contains(Duration.ofSeconds(500));
        assertThat(Freshness.of(with("cache-control", "max-age=600", "age", "601"), RECEIVED))
                .contains(Duration.ZERO);
        assertThat(Freshness.of(with("cache-control", "max-age=600", "age", "old"), RECEIVED))
                .contains(Duration.ofSeconds(600));
    }

    @Test
    @DisplayName("FET-21: Expires counts from Date, even one in 1970; garbage is no time at all")
    void expires() {
        assertThat(Freshness.of(with("expires", "Mon, 01 Jun 2026 12:10:00 GMT"), RECEIVED))
                .contains(Duration.ofMinutes(10));
        assertThat(Freshness.of(
                        with("expires", "Thu, 01 Jan 1970 00:10:00 GMT", "date", "Thu, 01 Jan 1970 00:00:00 GMT"),
                        RECEIVED))
                .contains(Duration.ofMinutes(10));
        assertThat(Freshness.of(with("expires", "0"), RECEIVED)).contains(Duration.ZERO);
        assertThat(Freshness.of(with("expires", "Mon, 01 Jun 2020 12:10:00 GMT"), RECEIVED))
                .contains(Duration.ZERO);
        assertThat(Freshness.of(
                        with("expires", "Mon, 01 Jun 2026 12:10:00 GMT", "cache-control", "max-age=60"), RECEIVED))
                .contains(Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("Retry-After is read in seconds; a date or garbage asks for nothing")
    void retryAfter() {
        assertThat(Freshness.retryAfter(with("retry-after", "120"))).isEqualTo(Duration.ofMinutes(2));
        assertThat(Freshness.retryAfter(with("retry-after", "Mon, 01 Jun 2026 12:10:00 GMT")))
                .isZero();
        assertThat(Freshness.retryAfter(with())).isZero();
    }
}
