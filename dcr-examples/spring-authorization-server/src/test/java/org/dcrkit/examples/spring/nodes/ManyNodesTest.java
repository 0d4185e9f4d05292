package org.dcrkit.examples.spring.nodes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dcrkit.examples.spring.BankApplication;
import org.dcrkit.replay.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes of the bank, each a process, on one PostgreSQL; a client outside posts each request to all three at once. Half-way
 * something is killed. {@code -Ddcr.nodes.requests} says how many requests.
 */
@Tag("long")
class ManyNodesTest {

    private static final int NODES = 3;
    private static final int REQUESTS = Integer.getInteger("dcr.nodes.requests", 2_000);
    private static final int AT_ONCE = 16;
    private static final int MOST_TRIES = 60;
    private static final long PAUSE_MILLIS = 500;
    private static final String CLUSTER = "many-nodes";

    @TempDir
    private Path folder;

    private final List<BankNode> processes = new ArrayList<>();
    private final AtomicInteger putOff = new AtomicInteger();
    private volatile @Nullable BankNode killed;
    private PostgresServer database;
    private Tpps tpps;

    @BeforeEach
    void world() throws IOException {
        database = PostgresServer.startOrSkip();
        tpps = new Tpps();
    }

    @AfterEach
    void end() {
        processes.forEach(BankNode::close);
        if (tpps != null) {
            tpps.close();
            database.close();
        }
    }

    /** What a node said; nothing if it had been killed. */
    private record Answer(
            @Nullable HttpResponse<String> response,
            @Nullable Throwable failure) {}

    /**
     * What became of a request.
     *
     * @param statement the statement inside, by which its client is known in the database
     * @param underWay whether it had been posted and not yet answered when the victim was killed
     * @param accepted how many nodes said so
     * @param replayed how many nodes said so
     * @param lost how many answers the victim owes
     * @param others what else was answered, or why a node that lives did not answer
     */
    private record Outcome(
            String statement, boolean underWay, int accepted, int replayed, int lost, List<String> others) {

        static Outcome of(String request, List<Answer> answers, boolean underWay) {
            int accepted = 0;
            int replayed = 0;
            int lost = 0;
            List<String> others = new ArrayList<>();
            for (Answer answer : answers) {
                HttpResponse<String> response = answer.response();
                if (response == null && answer.failure() == null) {
                    lost++;
                } else if (response == null) {
                    others.add("no answer: " + answer.failure());
                } else if (response.statusCode() == 201) {
                    accepted++;
                } else if (response.statusCode() == 400 && response.body().contains("request.replayed")) {
                    replayed++;
                } else {
                    others.add(response.statusCode() + " " + response.body());
                }
            }
            return new Outcome(Tpps.statement(request), underWay, accepted, replayed, lost, others);
        }
    }

    @Test
    @DisplayName(
            "Marks in a cluster of three: each request is accepted exactly once, though a member is killed half-way; nothing"
                    + " but retryable 503s besides")
    void memberKilled() throws Exception {
        List<Integer> ports = ports();
        List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        for (int port : ports) {
            List<String> arguments = new ArrayList<>(List.of(CLUSTER, Integer.toString(port)));
            arguments.addAll(members);
            processes.add(BankNode.start(CacheMember.class, port, CacheMember.READY, List.of("-Xmx256m"), arguments));
        }
        BankNode member = processes.get(0);
        List<BankNode> nodes = nodes(number -> List.of(
                "--dcr.replay.guard=hazelcast",
                "--dcr.replay.hazelcast.cluster=" + CLUSTER,
                "--dcr.replay.hazelcast.members=" + String.join(",", members)));

        List<Outcome> outcomes = storm("a member of the cluster killed", nodes, member);

        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.others()).isEmpty();
            assertThat(outcome.accepted()).isEqualTo(1);
            assertThat(outcome.replayed()).isEqualTo(NODES - 1);
        });
        assertThat(notStored(outcomes)).isEmpty();
    }

    @Test
    @DisplayName("Marks in the database: each request is stored exactly once, though a whole node is killed half-way")
    void nodeKilled() throws Exception {
        List<BankNode> nodes = nodes(number -> List.of("--dcr.replay.guard=jdbc"));

        List<Outcome> outcomes = storm("a node killed, marks in the database", nodes, nodes.get(0));

        assertAcceptedOnceButForThoseUnderWay(outcomes);
        // Where nobody answered 201, the node had stored the client and died before it said so.
        assertThat(notStored(outcomes)).isEmpty();
    }

    @Test
    @DisplayName(
            "Marks in a cluster of the nodes themselves: no request is accepted twice when a node is killed; what it had marked"
                    + " and not yet stored is spent")
    void memberNodeKilled() throws Exception {
        List<Integer> ports = ports();
        String members =
                String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        List<BankNode> nodes = nodes(number -> List.of(
                "--dcr.replay.guard=hazelcast",
                "--dcr.replay.hazelcast.cluster=" + CLUSTER,
                "--dcr.replay.hazelcast.address=127.0.0.1:" + ports.get(number),
                "--dcr.replay.hazelcast.members=" + members));

        List<Outcome> outcomes = storm("a node that is a member killed", nodes, nodes.get(0));

        assertAcceptedOnceButForThoseUnderWay(outcomes);
        assertThat(notStored(outcomes))
                .allSatisfy(outcome -> assertThat(outcome.accepted()).isZero())
                .hasSizeLessThanOrEqualTo(AT_ONCE);
    }

    private static void assertAcceptedOnceButForThoseUnderWay(List<Outcome> outcomes) {
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.others()).isEmpty();
            assertThat(outcome.accepted()).isBetween(outcome.underWay() ? 0 : 1, 1);
            assertThat(outcome.accepted() + outcome.replayed() + outcome.lost()).isEqualTo(NODES);
            assertThat(outcome.lost()).isLessThanOrEqualTo(1);
        });
        assertThat(outcomes.stream().filter(Outcome::underWay)).hasSizeLessThanOrEqualTo(AT_ONCE);
    }

    /** Arguments of the node of that number. */
    private interface Arguments {
        List<String> of(int number);
    }

    private List<BankNode> nodes(Arguments particular) throws IOException {
        List<BankNode> nodes = new ArrayList<>();
        for (int number = 0; number < NODES; number++) {
            int port = BankNode.freePort();
            Path own = Files.createDirectory(folder.resolve("node-" + number));
            List<String> arguments = new ArrayList<>(tpps.bankProperties(own));
            arguments.addAll(List.of(
                    "--spring.profiles.active=postgresql",
                    "--spring.datasource.url=" + database.url(),
                    "--spring.datasource.username=" + database.user(),
                    "--spring.datasource.password=" + database.password(),
                    "--server.port=" + port,
                    "--management.server.port=0",
                    "--logging.level.dcr.audit=off"));
            arguments.addAll(particular.of(number));
            BankNode node = BankNode.start(
                    BankApplication.class, port, "Started BankApplication", List.of("-Xmx512m"), arguments);
            processes.add(node);
            nodes.add(node);
        }
        return nodes;
    }

    private List<Outcome> storm(String title, List<BankNode> nodes, BankNode victim) throws Exception {
        List<String> requests = IntStream.range(0, REQUESTS)
                .mapToObj(i -> tpps.request().signed())
                .toList();
        Semaphore places = new Semaphore(AT_ONCE);
        List<CompletableFuture<List<Answer>>> posted = new ArrayList<>();
        List<Boolean> underWay = List.of();
        long start = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            String request = requests.get(i);
            if (i == REQUESTS / 2) {
                underWay = posted.stream().map(answers -> !answers.isDone()).toList();
                killed = victim;
                victim.kill();
            }
            places.acquire();
            List<CompletableFuture<Answer>> answers =
                    nodes.stream().map(node -> post(node, request, 1)).toList();
            CompletableFuture<List<Answer>> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .thenApply(nothing ->
                            answers.stream().map(CompletableFuture::join).toList());
            posted.add(all);
            all.whenComplete((done, failure) -> places.release());
        }
        List<Outcome> all = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            boolean between = i < underWay.size() && underWay.get(i);
            all.add(Outcome.of(requests.get(i), posted.get(i).join(), between));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("many nodes, " + title + ": " + REQUESTS + " requests to " + NODES + " nodes in "
                + took.toSeconds() + " s; answered 201 once: "
                + all.stream().filter(outcome -> outcome.accepted() == 1).count() + ", twice or more: "
                + all.stream().filter(outcome -> outcome.accepted() > 1).count() + ", never: "
                + all.stream().filter(outcome -> outcome.accepted() == 0).count() + "; under way at the kill: "
                + all.stream().filter(Outcome::underWay).count() + "; answers 503, tried again: " + putOff
                + "; clients stored: " + stored().size());
        return all;
    }

    /** Posts until the answer is not 503, as a TPP does that heeds Retry-After. */
    private CompletableFuture<Answer> post(BankNode node, String request, int attempt) {
        return tpps.post(node.registrationEndpoint(), request)
                .<CompletableFuture<Answer>>handle((response, failure) -> {
                    if (failure != null) {
                        return CompletableFuture.completedFuture(new Answer(null, node == killed ? null : failure));
                    }
                    if (response.statusCode() != 503 || attempt == MOST_TRIES) {
                        return CompletableFuture.completedFuture(new Answer(response, null));
                    }
                    assertThat(response.headers().firstValueAsLong("Retry-After"))
                            .isPresent();
                    putOff.incrementAndGet();
                    return CompletableFuture.supplyAsync(
                                    () -> attempt + 1,
                                    CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS))
                            .thenCompose(next -> post(node, request, next));
                })
                .thenCompose(next -> next);
    }

    /** The requests without a client; each of the others has one, and there are no further clients. */
    private List<Outcome> notStored(List<Outcome> outcomes) throws SQLException {
        List<String> stored = stored();
        Map<String, Outcome> missing = outcomes.stream()
                .collect(Collectors.toMap(Outcome::statement, outcome -> outcome, (one, other) -> {
                    throw new AssertionError("two requests with the same statement");
                }));
        assertThat(missing).containsKeys(stored.toArray(String[]::new));
        assertThat(stored).as("no request is stored twice").doesNotHaveDuplicates();
        missing.keySet().removeAll(stored);
        return List.copyOf(missing.values());
    }

    /** The statements of the stored clients. */
    private List<String> stored() throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Connection connection = requireNonNull(database).dataSource().getConnection();
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("SELECT software_statement FROM dcr_registration")) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        return statements;
    }

    private static List<Integer> ports() throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            ports.add(BankNode.freePort());
        }
        return ports;
    }
}
