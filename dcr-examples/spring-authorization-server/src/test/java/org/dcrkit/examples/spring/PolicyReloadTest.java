package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.ClaimRule;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PolicyFile;
import org.dcrkit.policy.PolicyReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A policy file is looked at again and again")
class PolicyReloadTest {

    @Test
    @DisplayName("and read, unasked, when it has changed; what the metadata offer follows")
    void scheduled() throws Exception {
        Path file = World.folder().resolve("policy.json");
        write(file, "before", rule -> rule.allowed("ES256"));
        try (SpringBank bank = World.settings()
                .set("dcr.policy.file", file.toString())
                .set("dcr.policy.reload-every", "100ms")
                .start()) {
            assertThat(name(bank)).isEqualTo("before");
            assertThat(algorithms(bank)).contains("[\"ES256\"]");
            FileTime changed = Files.getLastModifiedTime(file);
            write(file, "after", ClaimRule::anyValue);
            Files.setLastModifiedTime(file, FileTime.from(changed.toInstant().plusSeconds(1)));

            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            String now = name(bank);
            while (!now.equals("after") && System.nanoTime() < end) {
                now = name(bank);
            }
            assertThat(now).isEqualTo("after");
            assertThat(algorithms(bank))
                    .as("any, as far as it can be verified")
                    .contains("[\"ES256\",\"HS256\",\"PS256\"]");
        }
    }

    private static String algorithms(SpringBank bank) {
        return TppClient.of(World.tpp(), bank)
                .get(bank.at("/.well-known/openid-configuration"))
                .json()
                .get("token_endpoint_auth_signing_alg_values_supported")
                .orElseThrow()
                .toString();
    }

    private static String name(SpringBank bank) {
        return bank.managed("GET", "/policy").text("name");
    }

    private static void write(Path file, String name, UnaryOperator<ClaimRule> algorithms) throws Exception {
        Files.writeString(
                file,
                PolicyFile.write(ObieProfile.V3_3
                        .policy(SpringBank.AUDIENCE)
                        .derive(name)
                        .waive(PolicyReason.FAPI_ALGORITHM, "HS256")
                        .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, algorithms)
                        .build()));
    }
}
