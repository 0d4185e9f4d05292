package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PolicyFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A policy file is looked at again and again")
class PolicyReloadTest {

    @Test
    @DisplayName("and read, unasked, when it has changed")
    void scheduled() throws Exception {
        Path file = World.folder().resolve("policy.json");
        write(file, "before");
        try (SpringBank bank = World.settings()
                .set("dcr.policy.file", file.toString())
                .set("dcr.policy.reload-every", "100ms")
                .start()) {
            assertThat(name(bank)).isEqualTo("before");
            FileTime changed = Files.getLastModifiedTime(file);
            write(file, "after");
            Files.setLastModifiedTime(file, FileTime.from(changed.toInstant().plusSeconds(1)));

            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            String now = name(bank);
            while (!now.equals("after") && System.nanoTime() < end) {
                now = name(bank);
            }
            assertThat(now).isEqualTo("after");
        }
    }

    private static String name(SpringBank bank) {
        return bank.managed("GET", "/policy").text("name");
    }

    private static void write(Path file, String name) throws Exception {
        Files.writeString(
                file,
                PolicyFile.write(ObieProfile.V3_3
                        .policy(SpringBank.AUDIENCE)
                        .derive(name)
                        .build()));
    }
}
