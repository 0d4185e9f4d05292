package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What claims on software promise, whatever they are kept in. */
interface SoftwareClaimsContract {

    /** The claims as each node sees them; the client store behind them, if it is another, is empty. */
    List<? extends SoftwareClaims> claims();

    @Test
    @DisplayName("A software that a node has claimed is known to every node, until it is released")
    default void claimed() throws Exception {
        SoftwareClaims one = claims().get(0);
        SoftwareClaims other = claims().get(claims().size() - 1);
        String software = UUID.randomUUID().toString();
        assertThat(other.clientOf("ob", "live", software)).isEmpty();
        assertThat(one.claim("ob", "live", software, "client-1")).isTrue();
        assertThat(other.clientOf("ob", "live", software)).contains("client-1");
        assertThat(other.claim("ob", "live", software, "client-2")).isFalse();
        other.release("ob", "live", software, "client-2");
        assertThat(one.clientOf("ob", "live", software))
                .as("not the owner's release")
                .contains("client-1");
        one.release("ob", "live", software, "client-1");
        assertThat(other.clientOf("ob", "live", software)).isEmpty();
        assertThat(other.claim("ob", "live", software, "client-2")).isTrue();
    }

    @Test
    @DisplayName("A software's id is unique within one environment of one directory, whatever is written in it")
    default void hostileNames() throws Exception {
        SoftwareClaims one = claims().get(0);
        String id = UUID.randomUUID().toString();
        List<List<String>> different = List.of(
                List.of("ob", "live", id),
                List.of("ob", "test", id),
                List.of("obl", "ive", id),
                List.of("ob", "live", id + "\u0000"),
                List.of("ob", "live", id + "\ud800"),
                List.of("ob", "live", id + "\ud801"),
                List.of("ob", "live", id + "x".repeat(10_240)));
        for (List<String> name : different) {
            assertThat(one.claim(name.get(0), name.get(1), name.get(2), "client " + different.indexOf(name)))
                    .isTrue();
        }
        for (List<String> name : different) {
            assertThat(one.clientOf(name.get(0), name.get(1), name.get(2)))
                    .contains("client " + different.indexOf(name));
        }
    }

    @Test
    @DisplayName("Of 16 callers on all nodes that claim a software, even for the same client, exactly one gets it")
    default void oneClaimant() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (int round = 0; round < 10; round++) {
                String software = UUID.randomUUID().toString();
                List<Callable<Boolean>> calls = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    SoftwareClaims node = claims().get(i % claims().size());
                    calls.add(() -> node.claim("ob", "live", software, software));
                }
                long won = 0;
                for (Future<Boolean> answer : threads.invokeAll(calls)) {
                    won += answer.get() ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
