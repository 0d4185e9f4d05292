package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import org.dcrkit.examples.spring.SpringBank.Settings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two banks that remember together in a Hazelcast cluster")
class HazelcastTest {

    @Test
    @DisplayName("What one has registered the other refuses as used; without a majority both answer 503")
    void together() throws Exception {
        String one = "127.0.0.1:" + freePort();
        String two = "127.0.0.1:" + freePort();
        try (SpringBank first = member(one, one, two).start()) {
            TppClient tpp = TppClient.of(World.tpp(), first);
            String request = tpp.request().signed();
            assertThat(tpp.post(request, "application/jwt").status())
                    .as("alone")
                    .isEqualTo(503);
            try (SpringBank second = member(two, one, two).start()) {
                assertThat(tpp.post(request, "application/jwt").status()).isEqualTo(201);
                assertThat(tpp.at(second).post(request, "application/jwt").text("error_description"))
                        .contains("replayed");
            }
            // The engine takes a moment to notice that the other has left.
            Instant patience = Instant.now().plusSeconds(20);
            int status = 0;
            while (status != 503 && Instant.now().isBefore(patience)) {
                status = tpp.post(tpp.request().signed(), "application/jwt").status();
            }
            assertThat(status).as("alone again").isEqualTo(503);
        }
    }

    private static Settings member(String address, String one, String two) {
        return World.settings()
                .set("dcr.replay.guard", "hazelcast")
                .set("dcr.replay.hazelcast.address", address)
                .set("dcr.replay.hazelcast.members", one + "," + two);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
