package org.dcrkit.jwks;

import static org.dcrkit.jwks.FaultyTlsServer.answer;
import static org.dcrkit.jwks.FaultyTlsServer.drip;
import static org.dcrkit.jwks.FaultyTlsServer.ok;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.dcrkit.jwks.FaultyTlsServer.Behaviour;

/** The ways in which a key server fails, as the outage matrix names them. */
enum Fault {
    UNKNOWN_HOST("NXDOMAIN", FaultyTlsServer.silent()),
    REFUSED("refused", FaultyTlsServer.silent()),
    TLS_FAILURE(
            "TLS failure",
            connection -> connection
                    .raw()
                    .getOutputStream()
                    .write("this is not TLS\r\n".getBytes(StandardCharsets.US_ASCII))),
    SILENCE("accept then silence", FaultyTlsServer.silent()),
    SLOW_HEADERS("slow headers", drip("HTTP/1.1 200 OK\r\nX: ", "x", Duration.ofMillis(20))),
    DRIP_BODY("drip body", drip("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{", " ", Duration.ofMillis(20))),
    RESET("reset mid-body", FaultyTlsServer.resetAfter("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{\"keys\":[")),
    SERVER_ERROR("5xx", answer(503, "", "")),
    TOO_MANY_REQUESTS("429", answer(429, "", "")),
    GARBAGE("200 garbage", ok("<html>maintenance</html>")),
    EMPTY_SET("200 empty set", ok("{\"keys\":[]}")),
    WITHOUT_OUR_KID("200 without our kid", ok(TestKeys.set(TestKeys.jwk("other", TestKeys.EC)))),
    OVERSIZED("oversized", ok("{\"keys\":[],\"x\":\"" + "x".repeat(600_000) + "\"}"));

    private final String words;
    private final Behaviour behaviour;

    Fault(String words, Behaviour behaviour) {
        this.words = words;
        this.behaviour = behaviour;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /** Whether a fetch gets as far as the server. */
    boolean reachesServer() {
        return this != UNKNOWN_HOST && this != REFUSED;
    }

    @Override
    public String toString() {
        return words;
    }
}
