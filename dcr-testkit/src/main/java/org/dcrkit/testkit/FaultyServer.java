package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback interface that misbehaves on demand, with real sockets, and keeps a log of what it was asked.
 *
 * <p>For anybody who has to know what their own code does when a directory is down, slow, hostile or wrong. Fault and
 * content may be changed at any time; a change counts for connections made after it.
 */
public final class FaultyServer implements AutoCloseable {

    private static final String JSON = "application/json";

    private final Function<String, Optional<Content>> site;
    private final @Nullable CertificateAuthority ca;
    private final Map<Fault, SSLContext> contexts = new ConcurrentHashMap<>();
    private final Map<String, Content> frozen = new ConcurrentHashMap<>();
    private final List<LoggedRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(FaultyServer::daemon);
    private final int port;
    private volatile Future<?> accepting = CompletableFuture.completedFuture(null);
    private volatile ServerSocket listener;
    private volatile Fault fault = Fault.NONE;
    private volatile Duration pace = Duration.ofMillis(100);

    private FaultyServer(Function<String, Optional<Content>> site, @Nullable CertificateAuthority ca) {
        this.site = requireNonNull(site, "site");
        this.ca = ca;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    /**
     * Something that is served.
     *
     * @param contentType the media type
     * @param body the bytes as characters of ISO 8859-1
     */
    public record Content(String contentType, String body) {

        /** Requires both. */
        public Content {
            requireNonNull(contentType, "contentType");
            requireNonNull(body, "body");
        }
    }

    /**
     * What the server was asked.
     *
     * @param method such as {@code GET}
     * @param path the target, with query
     * @param headers the header lines by lower-case name; the last one counts
     */
    public record LoggedRequest(String method, String path, Map<String, String> headers) {

        /** Copies the headers. */
        public LoggedRequest {
            headers = Map.copyOf(headers);
        }
    }

    /** A server in front of a directory: serves its key sets over HTTPS, with a certificate of the directory's CA. */
    public static FaultyServer inFrontOf(FakeDirectory directory) {
        return https(
                directory.openBankingCa(),
                path -> directory.keySetAt(path).map(json -> new Content(JSON, json.toString())));
    }

    /** A server that serves that content by path over HTTPS, with a certificate of that CA. */
    public static FaultyServer https(CertificateAuthority ca, Function<String, Optional<Content>> site) {
        return new FaultyServer(site, requireNonNull(ca, "ca"));
    }

    /** A server that serves that content by path over plain HTTP, as revocation lists are. */
    public static FaultyServer http(Function<String, Optional<Content>> site) {
        return new FaultyServer(site, null);
    }

    /** Its base address. */
    public String url() {
        return (ca == null ? "http" : "https") + "://localhost:" + port;
    }

    /** TLS for a client that trusts this server. */
    public SSLContext clientTls() {
        return TestTls.trusting(requireNonNull(ca, "this server has no TLS").root());
    }

    /** Misbehaves like that from now on. */
    public synchronized void suffer(Fault next) {
        Fault before = fault;
        fault = requireNonNull(next, "next");
        frozen.clear();
        if (next == Fault.STALE) {
            requests.stream()
                    .map(LoggedRequest::path)
                    .distinct()
                    .forEach(path -> site.apply(path).ifPresent(content -> frozen.put(path, content)));
        }
        if (next == Fault.REFUSED && before != Fault.REFUSED) {
            refuse();
        } else if (next != Fault.REFUSED && before == Fault.REFUSED) {
            listener = listen(port);
        }
    }

    /** Behaves again. */
    public void recover() {
        suffer(Fault.NONE);
    }

    /** The time between two bytes of a slow response; 100 ms unless set. */
    public void pace(Duration betweenBytes) {
        this.pace = requireNonNull(betweenBytes, "betweenBytes");
    }

    /** The requests that were read so far, in order. */
    public List<LoggedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The number of connections that were accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** Closes all connections; new ones are refused. */
    @Override
    public synchronized void close() {
        closed.countDown();
        closeQuietly(listener);
        open.forEach(FaultyServer::closeQuietly);
        threads.shutdownNow();
    }

    /** Returns once nobody accepts any more: until then the system would still complete a connection. */
    private void refuse() {
        closeQuietly(listener);
        try {
            accepting.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server goes on accepting", e);
        }
    }

    private ServerSocket listen(int wantedPort) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort), 256);
            accepting = threads.submit(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("no port on the loopback interface", e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                open.add(connection);
                Fault now = fault;
                threads.execute(() -> serve(connection, now));
            } catch (IOException e) {
                closeQuietly(socket);
            }
        }
    }

    private void serve(Socket raw, Fault now) {
        try (raw) {
            if (now == Fault.DOWN || now == Fault.REFUSED) {
                return;
            }
            if (now == Fault.SILENT) {
                closed.await();
                return;
            }
            Socket connection = ca == null ? raw : handshake(raw, ca, now);
            LoggedRequest request = RequestReader.read(new BufferedInputStream(connection.getInputStream()));
            requests.add(request);
            if (now == Fault.NO_ANSWER) {
                closed.await();
                return;
            }
            Optional<Content> content = now == Fault.STALE && frozen.containsKey(request.path())
                    ? Optional.of(requireNonNull(frozen.get(request.path())))
                    : site.apply(request.path());
            new FaultyResponse(raw, connection.getOutputStream(), pace, closed).send(now, content);
            connection.close();
        } catch (IOException e) {
            // The client went away, or so did the server: for a server that misbehaves both are everyday life.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(raw);
        }
    }

    private Socket handshake(Socket raw, CertificateAuthority authority, Fault now) throws IOException {
        SSLContext context = contexts.computeIfAbsent(
                now == Fault.UNTRUSTED_CERTIFICATE || now == Fault.OTHER_HOST_CERTIFICATE ? now : Fault.NONE,
                which -> certificate(authority, which).sslContext());
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    private static MintedCertificate certificate(CertificateAuthority authority, Fault which) {
        return switch (which) {
            case UNTRUSTED_CERTIFICATE -> authority.server().selfSigned().mint();
            case OTHER_HOST_CERTIFICATE ->
                authority.server().hosts("other.example").mint();
            default -> authority.server().mint();
        };
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is gone, which is what was wanted.
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "faulty server");
        thread.setDaemon(true);
        return thread;
    }
}
