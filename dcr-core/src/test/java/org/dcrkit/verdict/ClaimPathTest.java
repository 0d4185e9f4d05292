package org.dcrkit.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 6901: a JSON Pointer is a sequence of zero or more reference tokens, each prefixed by a slash")
class ClaimPathTest {

    @Test
    @DisplayName("A path names the document and the place in it")
    void printed() {
        assertThat(ClaimPath.of(Document.SUBMISSION)).hasToString("submission:/");
        assertThat(ClaimPath.certificate()).hasToString("certificate:/");
        assertThat(ClaimPath.request("redirect_uris").element(0)).hasToString("request:/redirect_uris/0");
        assertThat(ClaimPath.ssa("a").member("b")).hasToString("ssa:/a/b");
        assertThat(ClaimPath.of(Document.REQUEST_HEADER, "kid")).hasToString("request-header:/kid");
        assertThat(ClaimPath.of(Document.SSA_HEADER, "kid")).hasToString("ssa-header:/kid");
    }

    @ParameterizedTest
    @CsvSource({"a/b,/a~1b", "m~n,/m~0n", "~1,/~01", "x#fr,/x#fr"})
    @DisplayName("Section 3: '~' is encoded as '~0' and '/' as '~1'")
    void escaped(String name, String pointer) {
        assertThat(ClaimPath.request(name).pointer()).isEqualTo(pointer);
    }

    @Test
    @DisplayName("A name that an attacker wrote is made printable and cut to 256 characters")
    void bounded() {
        assertThat(ClaimPath.request("a\n\u202e").pointer()).isEqualTo("/a\\u000a\\u202e");
        assertThat(ClaimPath.request("x".repeat(60_000)).element(7).pointer()).hasSizeLessThanOrEqualTo(256);
    }

    @Test
    @DisplayName("A fault in the claims or the header of a statement is a fault of the statement")
    void statement() {
        assertThat(Document.values())
                .filteredOn(Document::isSoftwareStatement)
                .containsExactly(Document.SSA_HEADER, Document.SSA);
    }

    @Test
    @DisplayName("A part that is null is a programmer's error")
    void nulls() {
        assertThatNullPointerException().isThrownBy(() -> new ClaimPath(null, ""));
        assertThatNullPointerException().isThrownBy(() -> new ClaimPath(Document.SSA, null));
    }
}
