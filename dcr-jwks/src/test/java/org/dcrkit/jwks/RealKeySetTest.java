package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RealKeySetTest {

    /** An instant at which all certificates of the set were valid. */
    private static final Instant IN_2022 = Instant.parse("2022-07-01T12:00:00Z");

    static Path realData(String file) {
        Path path = Path.of(System.getProperty("dcr.realdata", "../shared/data"), file);
        assumeTrue(Files.exists(path), "skipped: the real data is absent: " + path);
        return path;
    }

    @Test
    @DisplayName("Every key of a real organisation's key set is read, in spite of padding, a blank in x5c, and use=tls")
    void everyKeyIsRead() throws Exception {
        Path file = realData("jwt/organisation-keystore.jwks.json");

        KeySet set = JwkSetParser.builder().build().parse(Files.readAllBytes(file), "real", IN_2022);

        assertThat(set.skipped()).isEmpty();
        assertThat(set.keys())
                .extracting(PublishedKey::use)
                .containsExactly(
                        KeyUse.SIGNATURE,
                        KeyUse.TRANSPORT,
                        KeyUse.SIGNATURE,
                        KeyUse.SIGNATURE,
                        KeyUse.SIGNATURE,
                        KeyUse.TRANSPORT);
        assertThat(set.keys()).allMatch(key -> key.certificates().size() == 1);
    }

    @Test
    @DisplayName("The directory's key ids are the SHA-1 thumbprints of the keys; a foreign key id is opaque")
    void kidsAreThumbprints() throws Exception {
        Path file = realData("jwt/organisation-keystore.jwks.json");

        KeySet set = JwkSetParser.builder().build().parse(Files.readAllBytes(file), "real", IN_2022);

        Set<String> foreign =
                Set.of("NTVlMmY1Nzc4MGRlZjgyY2ZlNTVlMGM2NDVmZjkzM2U5M2M2YzZlMDVhNTNmMzZkY2Q2OWEyNjI3NGEyYjY5ZA_PS256");
        assertThat(set.keys()).hasSize(6).allSatisfy(key -> {
            if (foreign.contains(key.kid())) {
                assertThat(key.algorithm()).contains(SignatureAlgorithm.PS256);
            } else {
                assertThat(key.kid()).isEqualTo(key.jwkThumbprint());
            }
        });
    }
}
