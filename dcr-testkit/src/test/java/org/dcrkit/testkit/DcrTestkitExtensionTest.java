package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DcrTestkitExtensionTest {

    @RegisterExtension
    static final DcrTestkitExtension WORLD = new DcrTestkitExtension();

    @Test
    @DisplayName("An extension that is registered without the annotation gives its defaults")
    void defaults(TestClock clock, FakeTpp tpp) {
        assertThat(clock).hasToString("2026-03-02T10:00:00Z");
        assertThat(tpp.directory().clock()).isSameAs(clock);
    }
}
