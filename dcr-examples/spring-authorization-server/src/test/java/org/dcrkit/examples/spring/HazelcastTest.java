package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.spring.SpringBank.Settings;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Banks that remember in a Hazelcast cluster")
class HazelcastTest {

    private static final String ALONE = "503 DOWN, 1 of 2";

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
            assertThat(health(first)).as("alone").isEqualTo(ALONE);
            assertThat(first.managed("GET", "/health").text("status")).isEqualTo("DOWN");
            try (SpringBank second = member(two, one, two).start()) {
                assertThat(tpp.post(request, "application/jwt").status()).isEqualTo(201);
                assertThat(tpp.at(second).post(request, "application/jwt").text("error_description"))
                        .contains("replayed");
                assertThat(health(first)).isEqualTo("200 UP, 2 of 2");
                assertThat(first.managed("GET", "/health").text("status")).isEqualTo("UP");
                assertThat(health(first)).as("asked again").isEqualTo("200 UP, 2 of 2");
            }
            // The engine takes a moment to notice that the other has left.
            Instant patience = Instant.now().plusSeconds(20);
            int status = 0;
            String health = "";
            while (!(status == 503 && health.equals(ALONE)) && Instant.now().isBefore(patience)) {
                status = tpp.post(tpp.request().signed(), "application/jwt").status();
                health = health(first);
            }
            assertThat(status).as("alone again").isEqualTo(503);
            assertThat(health).as("alone again").isEqualTo(ALONE);
        }
    }

    @Test
    @DisplayName(
            "A client of the cluster answers 503, and its health says so, when the members are gone; what marks nothing goes on")
    void client() throws Exception {
        int port = freePort();
        HazelcastInstance member = Hazelcast.newHazelcastInstance(alone(port));
        try (SpringBank bank = World.settings()
                .set("dcr.replay.guard", "hazelcast")
                .set("dcr.replay.hazelcast.members", "127.0.0.1:" + port)
                .start()) {
            TppClient tpp = TppClient.of(World.tpp(), bank);
            JsonObject client = tpp.register(tpp.request()).json();
            String id = client.text("client_id").orElseThrow();
            assertThat(health(bank)).isEqualTo("200 UP, 1 of 1");

            member.getLifecycleService().terminate();

            assertThat(tpp.register(tpp.request()).status()).isEqualTo(503);
            assertThat(health(bank)).startsWith("503 DOWN");
            String token = tpp.tokenOf(client);
            assertThat(tpp.manage("PUT", id, token, tpp.request().signed()).status())
                    .isEqualTo(503);
            assertThat(tpp.manage("GET", id, token, "").status()).isEqualTo(200);
            assertThat(tpp.manage("DELETE", id, token, "").status()).isEqualTo(204);
        } finally {
            member.getLifecycleService().terminate();
        }
    }

    private static String health(SpringBank bank) {
        Reply reply = bank.managed("GET", "/health/replay");
        JsonObject details = (JsonObject) reply.json().get("details").orElseThrow();
        return reply.status() + " " + reply.text("status") + ", " + number(details, "membersSeen") + " of "
                + number(details, "membersNeeded");
    }

    private static String number(JsonObject details, String name) {
        return ((JsonNumber) details.get(name).orElseThrow()).literal();
    }

    private static Config alone(int port) {
        Config config = new Config()
                .setClusterName("bank")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.logging.type", "none")
                .setProperty("hazelcast.socket.bind.any", "false");
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("majority", true, 1));
        config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        return config;
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
