package org.dcrkit.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.testkit.FaultyServer.Content;

/** Writes one response, with its fault. */
final class FaultyResponse {

    private static final String JSON = "application/json";
    private static final int MEBIBYTE = 1 << 20;
    private static final int HUGE = 64;

    private final Socket raw;
    private final OutputStream out;
    private final Duration pace;
    private final CountDownLatch closed;

    FaultyResponse(Socket raw, OutputStream out, Duration pace, CountDownLatch closed) {
        this.raw = raw;
        this.out = out;
        this.pace = pace;
        this.closed = closed;
    }

    void send(Fault fault, Optional<Content> wanted) throws IOException, InterruptedException {
        if (wanted.isEmpty()) {
            plain(404, "Not Found", "", "");
            return;
        }
        Content content = wanted.get();
        byte[] body = content.body().getBytes(StandardCharsets.ISO_8859_1);
        switch (fault) {
            case SLOW_HEADERS -> {
                slowly(head(200, "OK", content.contentType(), body.length, ""));
                out.write(body);
            }
            case DRIP -> {
                out.write(head(200, "OK", content.contentType(), body.length, ""));
                slowly(body);
            }
            case RESET -> {
                out.write(head(200, "OK", content.contentType(), body.length, ""));
                out.write(body, 0, body.length / 2);
                out.flush();
                raw.setSoLinger(true, 0);
                raw.close();
            }
            case CUT_SHORT -> {
                out.write(head(200, "OK", content.contentType(), body.length + 10L, ""));
                out.write(body);
            }
            case HUGE -> huge();
            case ENDLESS -> endless();
            case WRONG_TYPE -> ok("text/html", content.body());
            case GARBAGE -> ok(content.contentType(), "<html>\u0000\u00ff{\"keys\":");
            case EMPTY -> ok(content.contentType(), "");
            case EMPTY_SET -> ok(content.contentType(), "{\"keys\":[]}");
            case ROTATED -> ok(content.contentType(), strangersKeys());
            case REDIRECT -> plain(302, "Found", "Location: /elsewhere\r\n", "");
            case NOT_FOUND -> plain(404, "Not Found", "", "");
            case SERVER_ERROR -> plain(500, "Internal Server Error", "", "{\"error\":\"server_error\"}");
            case UNAVAILABLE -> plain(503, "Service Unavailable", "", "");
            case TOO_MANY_REQUESTS -> plain(429, "Too Many Requests", "Retry-After: 120\r\n", "");
            default -> ok(content.contentType(), content.body());
        }
        if (!raw.isClosed()) {
            out.flush();
        }
    }

    private void ok(String contentType, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
        out.write(head(200, "OK", contentType, body.length, ""));
        out.write(body);
    }

    private void plain(int status, String phrase, String more, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
        out.write(head(status, phrase, JSON, body.length, more));
        out.write(body);
    }

    private void huge() throws IOException {
        byte[] blanks = new byte[MEBIBYTE];
        Arrays.fill(blanks, (byte) ' ');
        byte[] end = "{\"keys\":[]}".getBytes(StandardCharsets.US_ASCII);
        out.write(head(200, "OK", JSON, (long) HUGE * MEBIBYTE + end.length, ""));
        for (int i = 0; i < HUGE; i++) {
            out.write(blanks);
        }
        out.write(end);
    }

    private void endless() throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: " + JSON + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        byte[] chunk = ("1000\r\n" + " ".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        while (closed.getCount() > 0) {
            out.write(chunk);
        }
    }

    private void slowly(byte[] bytes) throws IOException, InterruptedException {
        for (byte one : bytes) {
            out.write(one);
            out.flush();
            if (closed.await(pace.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    private static String strangersKeys() {
        JsonObject stranger =
                JoseKey.of(TestKeys.seeded(0).rsa("a stranger's key set")).jwk();
        return JsonObject.empty()
                .with("keys", new JsonArray(java.util.List.of(stranger)))
                .toString();
    }

    private static byte[] head(int status, String phrase, String contentType, long length, String more) {
        return ("HTTP/1.1 " + status + " " + phrase + "\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                        + length + "\r\n" + more + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
