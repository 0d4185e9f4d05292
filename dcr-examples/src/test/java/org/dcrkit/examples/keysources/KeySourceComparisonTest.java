package org.dcrkit.examples.keysources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.examples.keysources.KeySourceComparison.Observed;
import org.dcrkit.examples.keysources.KeySourceComparison.Situation;
import org.dcrkit.testkit.Fault;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeySourceComparisonTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "key-source-comparison.md");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @DisplayName("The same fault of the same server is put to every library, and ours serves a known key through it")
    void compares() {
        KeySourceComparison comparison = new KeySourceComparison(PATIENCE);
        for (Situation situation : comparison.situations()) {
            if (Set.of(Fault.SERVER_ERROR, Fault.EMPTY_SET).contains(situation.fault())) {
                Map<Candidate, Observed> cold = comparison.cold(situation);
                assertThat(cold).hasSize(Candidate.values().length);
                assertThat(cold.values())
                        .noneMatch(observed -> observed.answer().startsWith("found"));
                assertThat(cold.values()).allMatch(observed -> observed.connections() > 0);
                Observed ours = comparison.expired(situation).get(Candidate.DCR_KIT);
                assertThat(ours.answer()).isEqualTo("found, marked stale");
                assertThat(ours.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("The document that compares the libraries, written with -Ddcr.compare=write in some ten minutes")
    void writesDocument() throws Exception {
        assumeTrue(
                System.getProperty("dcr.compare", "").equals("write"),
                "skipped: the comparison is written only with -Ddcr.compare=write");
        KeySourceComparison comparison = new KeySourceComparison(PATIENCE);
        String text = """
                # Key sources side by side

                What happens when a key server misbehaves: four libraries, the same server with real sockets and TLS on loopback, the same
                fault. Each library runs with its defaults, but for the trust in the server and the time that a set is kept (one second;
                Nimbus then wants its rate limit to be less, here half a second).
                Each cell: the answer to "give me the key k"; the seconds until it came, watched for 60; the connections that the server
                accepted for it. Written by `KeySourceComparisonTest` in dcr-examples (`-Ddcr.compare=write`); times vary with the machine.

                How to read it: an error is what a bank turns into "try again", "not found" into a refusal of the TPP. A key found late has
                held a thread of the bank for that long. A key found in a set that must not be trusted (two keys of one id, a published
                private key) can verify what its owner never signed. auth0's provider keeps the last list of keys without limit of time and asks
                again only for a kid that it lacks: it needs no server in the second table, and goes on finding keys that their owner withdrew.

                ## Nothing is known yet

                """ + table(comparison, comparison.situations(), comparison::cold)
                + """

                ## The key was found before, and the time of the set is over

                """
                + table(
                        comparison,
                        comparison.situations().stream()
                                .filter(situation -> situation.fault() != Fault.NONE)
                                .toList(),
                        comparison::expired);
        Files.writeString(DOCUMENT, text);
        assertThat(Files.readString(DOCUMENT)).contains("dcr-kit");
    }

    private static String table(
            KeySourceComparison comparison,
            List<Situation> situations,
            Function<Situation, Map<Candidate, Observed>> observe) {
        StringBuilder table = new StringBuilder("| the server | ");
        table.append(Stream.of(Candidate.values()).map(Candidate::toString).collect(Collectors.joining(" | ")))
                .append(" |\n|---|")
                .append("---|".repeat(Candidate.values().length))
                .append('\n');
        for (Situation situation : situations) {
            Map<Candidate, Observed> observed = new EnumMap<>(observe.apply(situation));
            table.append("| ").append(situation.title()).append(" | ");
            table.append(Stream.of(Candidate.values())
                            .map(candidate -> observed.get(candidate).toString())
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        return table.toString();
    }
}
