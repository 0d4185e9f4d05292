package org.dcrkit.jwks;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.HttpLocation;

/**
 * Sends one request, over TLS unless its location says otherwise, and reads the answer, all within one deadline.
 *
 * <p>The name is resolved once, every address is checked, and the socket is connected to a checked address, so that a name
 * that changes its mind gains nothing. TLS, if any, lies on a plain socket of ours: at the deadline that one is closed, and
 * whatever blocks on it ends, be it a handshake, a head or a body that comes one byte at a time.
 */
final class GuardedTransport {

    private static final int MAX_ADDRESSES_TRIED = 3;

    private final OutboundGuard guard;
    private final HostResolver resolver;
    private final SSLContext tls;
    private final Duration connectTimeout;
    private final Duration deadline;
    private final Ticker ticker = new SystemTicker();

    GuardedTransport(
            OutboundGuard guard, HostResolver resolver, SSLContext tls, Duration connectTimeout, Duration deadline) {
        this.guard = guard;
        this.resolver = resolver;
        this.tls = tls;
        this.connectTimeout = connectTimeout;
        this.deadline = deadline;
    }

    /** The response, whatever its status. */
    HttpResponse exchange(OutboundRequest request) throws CheckUnavailableException, OutboundRefusedException {
        OutboundGuard.requireAllowed(request);
        long end = ticker.read() + deadline.toNanos();
        List<InetAddress> addresses = resolve(request.location());
        guard.requireConnectable(request, addresses);
        IOException last = new IOException("no address");
        for (InetAddress address : addresses.subList(0, Math.min(MAX_ADDRESSES_TRIED, addresses.size()))) {
            try (Socket plain = new Socket()) {
                plain.connect(new InetSocketAddress(address, request.location().port()), millis(end, connectTimeout));
                return exchange(plain, request, end);
            } catch (ConnectedException e) {
                throw unavailable(request, e.reason, e.late || isOver(end));
            } catch (IOException e) {
                last = e;
            }
        }
        throw unavailable(request, last, isOver(end));
    }

    private List<InetAddress> resolve(HttpLocation location) throws CheckUnavailableException {
        String host = location.host();
        try {
            return resolver.resolve(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        } catch (UnknownHostException e) {
            throw new CheckUnavailableException("the host of " + location + " is unknown", Duration.ZERO, e);
        }
    }

    /** Once a connection stands, no other address is tried: the server has been reached. */
    private HttpResponse exchange(Socket plain, OutboundRequest request, long end) throws ConnectedException {
        CompletableFuture<Void> alarm = new CompletableFuture<>();
        CompletableFuture<Void> closing = alarm.thenRun(() -> close(plain));
        try {
            alarm.completeOnTimeout(null, millis(end, deadline), TimeUnit.MILLISECONDS);
            plain.setSoTimeout(millis(end, deadline));
            plain.setTcpNoDelay(true);
            Socket connection = request.location().isPlain() ? plain : secure(plain, request.location());
            connection.getOutputStream().write(request.message());
            connection.getOutputStream().flush();
            return new HttpResponseReader(new BufferedInputStream(connection.getInputStream()), request.maxBytes())
                    .read();
        } catch (IOException e) {
            throw new ConnectedException(e, alarm.isDone() || e instanceof SocketTimeoutException);
        } finally {
            alarm.cancel(false);
            closing.cancel(false);
        }
    }

    /** The connection after a handshake with a server that is who it should be, and strong enough. */
    private Socket secure(Socket plain, HttpLocation location) throws IOException {
        SSLSocket secure =
                (SSLSocket) tls.getSocketFactory().createSocket(plain, location.host(), location.port(), true);
        secure.setSSLParameters(parameters(secure, location));
        secure.startHandshake();
        ServerStrength.check(secure.getSession().getPeerCertificates());
        return secure;
    }

    private static SSLParameters parameters(SSLSocket socket, HttpLocation location) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setCipherSuites(ServerStrength.strong(parameters.getCipherSuites()));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (location.hostKind() == HttpsUrl.HostKind.NAME || location.hostKind() == HttpsUrl.HostKind.SINGLE_LABEL) {
            parameters.setServerNames(List.of(new SNIHostName(location.host())));
        }
        return parameters;
    }

    /** What is left until the end, but no more than the limit, and at least a millisecond because 0 means for ever. */
    private int millis(long end, Duration limit) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - ticker.read());
        return (int) Math.max(1, Math.min(left, limit.toMillis()));
    }

    private CheckUnavailableException unavailable(OutboundRequest request, Throwable cause, boolean late) {
        String what =
                late ? "no complete answer within " + deadline.toMillis() + " ms" : String.valueOf(cause.getMessage());
        return new CheckUnavailableException(request + ": " + what, Duration.ZERO, cause);
    }

    private boolean isOver(long end) {
        return ticker.read() - end >= 0;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // nothing is left to close
        }
    }

    /** Trouble after the connection stood. */
    private static final class ConnectedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final IOException reason;
        private final boolean late;

        ConnectedException(IOException reason, boolean late) {
            super(reason);
            this.reason = reason;
            this.late = late;
        }
    }
}
