package org.dcrkit.certs;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.RevocationFetcher;

/** A transport as a bank would plug one in: no redirects, a deadline for the whole exchange, a limit on bytes. */
final class LoopbackFetcher implements RevocationFetcher {

    private final Duration deadline;
    private final HttpClient client = HttpClient.newHttpClient();

    LoopbackFetcher(Duration deadline) {
        this.deadline = deadline;
    }

    @Override
    public byte[] fetch(Request request) throws CheckUnavailableException {
        HttpRequest.Builder http = HttpRequest.newBuilder(request.location().uri());
        request.ocspRequest()
                .ifPresent(body -> http.header("Content-Type", "application/ocsp-request")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        CompletableFuture<byte[]> body = CompletableFuture.supplyAsync(
                () -> body(http.build(), request.maxBytes()), task -> new Thread(task, "fetch").start());
        try {
            return body.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CheckUnavailableException(request + ": " + e, Duration.ofSeconds(5), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckUnavailableException("interrupted", Duration.ofSeconds(5), e);
        }
    }

    private byte[] body(HttpRequest request, int maxBytes) {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(maxBytes + 1);
                if (response.statusCode() != 200 || body.length > maxBytes) {
                    throw new IllegalStateException("status " + response.statusCode() + ", " + body.length + " bytes");
                }
                return body;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
