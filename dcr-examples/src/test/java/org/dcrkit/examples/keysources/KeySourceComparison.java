package org.dcrkit.examples.keysources;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.dcrkit.examples.keysources.Candidate.Lookup;
import org.dcrkit.testkit.CertificateAuthority;
import org.dcrkit.testkit.Fault;
import org.dcrkit.testkit.FaultyServer;

/**
 * Runs key sources of several libraries against the same misbehaving server and writes down what each of them did: what it
 * answered, after how many seconds, and how many connections that cost the server.
 */
final class KeySourceComparison {

    private static final Duration KEPT = Duration.ofSeconds(1);

    /** Faults that consist of waiting, which the candidates can do at the same time. */
    private static final Set<Fault> SLOW =
            Set.of(Fault.SILENT, Fault.NO_ANSWER, Fault.SLOW_HEADERS, Fault.DRIP, Fault.ENDLESS);

    private final Duration patience;
    private final CertificateAuthority ca = CertificateAuthority.openBanking(7, InstantSource.system());
    private final String key = jwk("k");

    /** A comparison that watches a candidate for no longer than that. */
    KeySourceComparison(Duration patience) {
        this.patience = patience;
    }

    /**
     * What a candidate did.
     *
     * @param answer found, not found, or the error; or that it was still busy
     * @param seconds how long that took
     * @param connections how many connections the server accepted for it
     */
    record Observed(String answer, double seconds, int connections) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s; %.1f s; %d", answer, seconds, connections);
        }
    }

    /** A key set, and the server's fault while it is asked for. */
    record Situation(String title, Fault fault, String keySet) {}

    /** The faults of the testkit that concern key sets, then sets that are odd in themselves. */
    List<Situation> situations() {
        String good = set(key);
        String other = jwk("other");
        return List.of(
                new Situation("connection refused", Fault.REFUSED, good),
                new Situation("closed at once", Fault.DOWN, good),
                new Situation("accepts, then silence", Fault.SILENT, good),
                new Situation("reads the request, then silence", Fault.NO_ANSWER, good),
                new Situation("certificate that nobody trusts", Fault.UNTRUSTED_CERTIFICATE, good),
                new Situation("certificate for another host", Fault.OTHER_HOST_CERTIFICATE, good),
                new Situation("head, a byte each 0.1 s", Fault.SLOW_HEADERS, good),
                new Situation("body, a byte each 0.1 s", Fault.DRIP, good),
                new Situation("reset in the middle of the body", Fault.RESET, good),
                new Situation("body shorter than announced", Fault.CUT_SHORT, good),
                new Situation("body of 64 MiB", Fault.HUGE, good),
                new Situation("endless body", Fault.ENDLESS, good),
                new Situation("garbage", Fault.GARBAGE, good),
                new Situation("set without keys", Fault.EMPTY_SET, good),
                new Situation("somebody else's key only", Fault.ROTATED, good),
                new Situation("redirect", Fault.REDIRECT, good),
                new Situation("status 500", Fault.SERVER_ERROR, good),
                new Situation("status 429", Fault.TOO_MANY_REQUESTS, good),
                new Situation(
                        "one malformed key beside the good one",
                        Fault.NONE,
                        set("{\"kty\":\"RSA\",\"kid\":\"x\",\"n\":7}", key)),
                new Situation("two keys with the wanted kid", Fault.NONE, set(key, jwk("k"))),
                new Situation("a private key in the set", Fault.NONE, set(key, other.replace("}", ",\"d\":\"AQAB\"}"))),
                new Situation("bare array of keys", Fault.NONE, "[" + key + "]"));
    }

    /** Nothing is known when the fault is there. */
    Map<Candidate, Observed> cold(Situation situation) {
        return observe(situation, (server, lookup) -> server.suffer(situation.fault()));
    }

    /** The key was found before; the fault is there when its time is over. */
    Map<Candidate, Observed> expired(Situation situation) {
        return observe(situation, (server, lookup) -> {
            warmUp(lookup);
            server.suffer(situation.fault());
            LockSupport.parkNanos(KEPT.plusMillis(300).toNanos());
        });
    }

    /** On a loaded machine half a second, which is all that some allow, may not be enough for a handshake. */
    private static void warmUp(Lookup lookup) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                lookup.find("k");
                return;
            } catch (Exception e) {
                if (attempt == 20) {
                    throw e;
                }
                LockSupport.parkNanos(KEPT.toNanos());
            }
        }
    }

    @FunctionalInterface
    private interface Preparation {
        void prepare(FaultyServer server, Lookup lookup) throws Exception;
    }

    private Map<Candidate, Observed> observe(Situation situation, Preparation preparation) {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "comparison");
            thread.setDaemon(true);
            return thread;
        });
        Map<Candidate, Future<Observed>> running = new LinkedHashMap<>();
        Map<Candidate, Observed> observed = new LinkedHashMap<>();
        for (Candidate candidate : Candidate.values()) {
            running.put(candidate, threads.submit(() -> observe(candidate, situation, preparation, threads)));
            if (!SLOW.contains(situation.fault())) {
                observed.put(candidate, result(running.get(candidate)));
            }
        }
        running.forEach((candidate, result) -> observed.put(candidate, result(result)));
        threads.shutdownNow();
        return observed;
    }

    private static Observed result(Future<Observed> running) {
        try {
            return running.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Observed observe(Candidate candidate, Situation situation, Preparation preparation, ExecutorService threads)
            throws Exception {
        try (FaultyServer server = FaultyServer.https(
                ca, path -> Optional.of(new FaultyServer.Content("application/json", situation.keySet())))) {
            Candidate.Server known = new Candidate.Server(
                    server.url() + "/keys.jwks", server.clientTls(), ca.root().x509());
            try (Lookup lookup = candidate.open(known, KEPT)) {
                preparation.prepare(server, lookup);
                int before = server.connections();
                long start = System.nanoTime();
                String answer = answer(threads, () -> lookup.find("k"));
                double seconds = (System.nanoTime() - start) / 1e9;
                return new Observed(answer, seconds, server.connections() - before);
            }
        }
    }

    private String answer(ExecutorService threads, Callable<String> question) throws InterruptedException {
        Future<String> answer = threads.submit(question);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "still busy";
        } catch (ExecutionException e) {
            return "error: " + e.getCause().getClass().getSimpleName();
        }
    }

    private static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private static String jwk(String kid) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            byte[] modulus = ((RSAPublicKey) pair.getPublic()).getModulus().toByteArray();
            String n = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOfRange(modulus, 1, modulus.length));
            return "{\"kty\":\"RSA\",\"kid\":\"" + kid + "\",\"use\":\"sig\",\"e\":\"AQAB\",\"n\":\"" + n + "\"}";
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
