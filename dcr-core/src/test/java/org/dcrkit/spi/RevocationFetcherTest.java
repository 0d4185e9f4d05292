package org.dcrkit.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dcrkit.spi.RevocationFetcher.Request;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RevocationFetcherTest {

    private final HttpLocation location =
            HttpLocation.parse("http://ocsp.example/").orElseThrow();

    @Test
    @DisplayName("RFC 6960, appendix A.1: a request for a status carries what is sent, one for a list nothing")
    void requests() {
        byte[] sent = {1, 2};
        Request ocsp = Request.ocsp(location, sent, 10);
        sent[0] = 3;
        ocsp.ocspRequest().orElseThrow()[1] = 3;

        assertThat(ocsp.ocspRequest())
                .hasValueSatisfying(kept -> assertThat(kept).containsExactly(1, 2));
        assertThat(ocsp).hasToString("OCSP at http://ocsp.example/");
        Request list = Request.list(location, 1 << 30);
        assertThat(list.ocspRequest()).isEmpty();
        assertThat(list.location()).isEqualTo(location);
        assertThat(list.maxBytes()).isEqualTo(1 << 30);
        assertThat(list).hasToString("revocation list at http://ocsp.example/");
    }

    @Test
    @DisplayName("An empty OCSP request, and no bytes or too many of them, are programmer errors")
    void nonsense() {
        for (int bytes : new int[] {-1, 0, (1 << 30) + 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> Request.list(location, bytes)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Request.ocsp(location, new byte[] {1}, bytes))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Request.ocsp(location, new byte[0], 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
