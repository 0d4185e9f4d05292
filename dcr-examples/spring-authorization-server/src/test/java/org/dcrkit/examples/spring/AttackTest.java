package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a TPP may send instead of a registration request")
class AttackTest {

    private final SpringBank bank = World.bank();
    private final FakeTpp acme = World.tpp();
    private final TppClient tpp = TppClient.of(acme, bank);
    private final RawClient raw = new RawClient(
            acme.transportCertificate()
                    .sslContext(World.DIRECTORY.openBankingCa().root()),
            bank.at("/register"),
            "127.0.0.1");

    @Test
    @DisplayName("HTP-01: another content type, none, or two are answered 415")
    void contentTypes() throws Exception {
        String request = tpp.request().signed();
        for (String type : List.of("application/json", "text/plain", "application/x-www-form-urlencoded")) {
            assertThat(tpp.post(request, type).status()).as(type).isEqualTo(415);
        }
        assertThat(raw.post("/register", request).status()).as("none").isEqualTo(415);
        assertThat(raw.post("/register", request, "Content-Type: application/jwt", "Content-Type: text/plain")
                        .status())
                .as("two")
                .isEqualTo(415);
        assertThat(tpp.post(request, "application/jose").status()).isEqualTo(201);
    }

    @Test
    @DisplayName("HTP-02: a body without end is answered 413, one with a content coding 415, before it is read")
    void floods() throws Exception {
        RawClient.Reply endless = raw.send(out -> {
            out.write(("POST /register HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/jwt\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String chunk = "2000\r\n" + "A".repeat(0x2000) + "\r\n";
            for (int i = 0; i < 4_096; i++) {
                out.write(chunk.getBytes(StandardCharsets.US_ASCII));
            }
        });
        assertThat(endless.status()).isEqualTo(413);
        assertThat(raw.post("/register", "not gzip at all", "Content-Type: application/jwt", "Content-Encoding: gzip")
                        .status())
                .isEqualTo(415);
        assertThat(tpp.post("A".repeat(70_000), "application/jwt").status()).isEqualTo(413);
    }

    @Test
    @DisplayName(
            "HTP-02: a form without end is answered without being read whole, whatever the method and whoever it is for")
    void endlessForms() throws Exception {
        for (String call : List.of(
                "PUT /register/x",
                "PATCH /register",
                "DELETE /register/x",
                "PUT /x",
                "PATCH /error",
                "POST /x",
                "POST /oauth2/token",
                "POST /oauth2/authorize")) {
            AtomicLong taken = new AtomicLong();
            RawClient.Reply reply = raw.send(out -> {
                out.write(form(call, "Transfer-Encoding: chunked", ""));
                byte[] chunk = ("2000\r\n" + "a=b&".repeat(0x800) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < 4_096; i++) {
                    out.write(chunk);
                    taken.addAndGet(chunk.length);
                }
            });
            assertThat(reply.status()).as(call).isIn(401, 403, 405, 413);
            assertThat(taken.get()).as(call).isLessThan(16 << 20);
        }
    }

    @Test
    @DisplayName("A form that is none is the caller's mistake, not the server's")
    void brokenForms() throws Exception {
        for (String call : List.of("PUT /register/x", "PATCH /register", "PUT /x", "POST /x", "POST /oauth2/token")) {
            RawClient.Reply reply = raw.send(out -> out.write(form(call, "Content-Length: 5", "a=%zz")));
            assertThat(reply.status()).as(call).isIn(400, 401, 403, 405);
        }
    }

    private static byte[] form(String call, String length, String body) {
        return (call + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n" + length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    @DisplayName("HTP-03: a JWT with something around it is answered 400")
    void wrappings() {
        String request = tpp.request().signed();
        for (String body : List.of(
                request + "\n",
                "\uFEFF" + request,
                "{\"request\":\"" + request + "\"}",
                "request=" + request,
                "--x\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n" + request + "\r\n--x--\r\n",
                "")) {
            Reply refused = tpp.post(body, "application/jwt");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("error")).isEqualTo("invalid_client_metadata");
        }
        assertThat(tpp.post(request, "application/jwt").status())
                .as("the same without")
                .isEqualTo(201);
    }

    @Test
    @DisplayName("HTP-04: nothing that the TPP wrote comes back in an error, and nothing that is not printable ASCII")
    void reflections() {
        for (String evil :
                List.of("<script>alert(1)</script>", "a\r\nSet-Cookie: b=c", "\u202Ereversed", "x".repeat(9_000))) {
            Reply refused = tpp.register(tpp.request().claim("scope", evil).claim("application_type", evil));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).doesNotContain(evil).hasSizeLessThan(700);
            assertThat(refused.text("error_description")).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]{1,500}");
            assertThat(refused.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    @DisplayName("HTP-06: of a request that is sent many times at once, one is registered")
    void storm() throws Exception {
        String request = tpp.request().signed();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = Collections.nCopies(
                    16,
                    () -> TppClient.of(acme, bank)
                            .post(request, "application/jwt")
                            .status());
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> call : threads.invokeAll(calls)) {
                statuses.add(call.get());
            }
            assertThat(statuses).containsOnly(201, 400);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(tpp.post(request, "application/jwt").text("error_description"))
                .contains("replayed");
    }

    @Test
    @DisplayName("Whoever has not logged in gets no session: there is nothing to fill the memory with")
    void sessions() throws Exception {
        String id = tpp.register(tpp.request()).text("client_id");
        for (String call : List.of(
                "GET /x",
                "POST /x",
                "GET /oauth2/token",
                "POST /oauth2/token",
                "GET /oauth2/authorize",
                "GET /oauth2/authorize?response_type=code&scope=openid&client_id=" + id,
                "POST /oauth2/authorize",
                "GET /error",
                "GET /login",
                "GET /userinfo")) {
            RawClient.Reply reply = raw.send(call + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Accept: text/html\r\nContent-Length: 0\r\n\r\n");
            assertThat(reply.status()).as(call).isBetween(400, 405);
            assertThat(reply.text()).as(call).doesNotContainIgnoringCase("Set-Cookie");
        }
    }

    @Test
    @DisplayName("Paths that are not the endpoint's are nobody's, whatever they contain")
    void paths() throws Exception {
        for (String path : List.of(
                "/register/",
                "/register/a/b",
                "/register//",
                "/register/%2e%2e",
                "/register/%2e",
                "/register%2f",
                "/register;x=y",
                "/x/../register",
                "//register",
                "/Register")) {
            int status = raw.post(path, tpp.request().signed(), "Content-Type: application/jwt")
                    .status();
            assertThat(status).as(path).isIn(400, 403, 404);
        }
        assertThat(raw.send("PATCH /register HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .status())
                .isEqualTo(405);
    }
}
