package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.jwks.FaultyTlsServer.drip;
import static org.dcrkit.jwks.FaultyTlsServer.raw;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpsFaultsTest extends HttpsFetching {

    static Stream<String> brokenResponses() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
        return Stream.of(
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n" + SET,
                chunked + "Content-Length: 5\r\n\r\n0\r\n\r\n",
                chunked + "\r\nzz\r\n" + SET,
                chunked + "\r\n-1\r\n" + SET,
                chunked + "\r\n5\r\n1234567\r\n0\r\n\r\n",
                chunked + "\r\nffffffff\r\n" + SET,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n folded: x\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\nContent-Length: 5\n\n" + SET,
                "HTTP/2 200\r\n\r\n" + SET,
                "ICY 200 OK\r\n\r\n" + SET,
                "\0\1\2\3\4\5\6\7",
                "HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(101) + "\r\n" + SET,
                "HTTP/1.1 200 OK\r\nx: " + "y".repeat(20_000) + "\r\n\r\n" + SET);
    }

    @ParameterizedTest
    @MethodSource("brokenResponses")
    @DisplayName("FET-16: lengths that contradict the body or each other, malformed chunks and heads are no answer")
    void brokenResponse(String response) {
        try (FaultyTlsServer server = new FaultyTlsServer(raw(response))) {
            unavailable(server);
        }
    }

    @Test
    @DisplayName("FET-16: a connection reset in the middle of the body is no answer")
    void reset() {
        try (FaultyTlsServer server = new FaultyTlsServer(FaultyTlsServer.resetAfter(
                "HTTP/1.1 200 OK\r\nContent-Length: " + SET.length() + "\r\n\r\n" + SET.substring(0, 100)))) {
            unavailable(server);
        }
    }

    @Test
    @DisplayName("FET-17: an endless body is left at the size limit")
    void endless() {
        try (FaultyTlsServer server = new FaultyTlsServer(FaultyTlsServer.endless())) {
            assertThat(unavailable(server).detail()).contains("longer than 524288 bytes");
        }
    }

    static Stream<FaultyTlsServer.Behaviour> slowServers() {
        Duration often = Duration.ofMillis(50);
        return Stream.of(
                FaultyTlsServer.silent(),
                connection -> {
                    connection.receive();
                    connection.silence();
                },
                drip("HTTP/1.1 200 OK\r\nX: ", "x", often),
                drip("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n", " ", often),
                drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", often),
                // a TLS record, one byte at a time: the socket's own timeout never strikes
                connection -> {
                    byte[] record = {0x16, 0x03, 0x03, 0x40, 0x00, 0x02, 0x00, 0x3f, (byte) 0xfc};
                    for (int i = 0; i < 10_000; i++) {
                        connection.pause(often);
                        connection.raw().getOutputStream().write(i < record.length ? record[i] : 0);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("slowServers")
    @DisplayName(
            "FET-18: silence, a stalled handshake, slow heads and slow bodies end at the total deadline, and so does the thread")
    void slow(FaultyTlsServer.Behaviour behaviour) throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(behaviour)) {
            Thread caller =
                    new Thread(() -> assertThat(unavailable(server).detail()).contains("within 1000 ms"));
            List<Throwable> failures = new ArrayList<>();
            caller.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
            caller.start();
            caller.join(DEADLINE.plus(TOLERANCE).toMillis());
            assertThat(caller.isAlive()).isFalse();
            assertThat(failures).isEmpty();
        }
    }
}
