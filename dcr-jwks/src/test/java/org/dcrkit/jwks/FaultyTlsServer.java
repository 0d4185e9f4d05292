package org.dcrkit.jwks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A TLS server on loopback that answers as it is told, well or badly, and counts the connections that it was sent.
 *
 * <p>Needs nothing but the JDK and the test certificates. Every connection is handled by a thread of its own; closing the
 * server closes them all.
 */
final class FaultyTlsServer implements AutoCloseable {

    static final String HOST = "directory.example.org";

    private static final KeyPair KEY = TestKeys.p256();
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FAR_OFF = Instant.parse("2090-01-01T00:00:00Z");
    private static final KeyPair AUTHORITY_KEY = TestKeys.p256();
    private static final X509Certificate AUTHORITY =
            TestKeys.certificate(AUTHORITY_KEY, AUTHORITY_KEY, "CN=authority", LONG_AGO, FAR_OFF);
    private static final X509Certificate CERTIFICATE = issued(KEY, FAR_OFF, HOST, "localhost", "127.0.0.1");
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final ServerSocket listener;
    private final SSLContext tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Behaviour behaviour;

    /** What happens to a connection. */
    @FunctionalInterface
    interface Behaviour {
        void handle(Connection connection) throws IOException;
    }

    FaultyTlsServer(Behaviour behaviour) {
        this(KEY, CERTIFICATE, behaviour);
    }

    FaultyTlsServer(KeyPair key, X509Certificate certificate, Behaviour behaviour) {
        try {
            this.behaviour = behaviour;
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1_000);
            daemon(this::accept, "server");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate from the authority that {@link #trust} trusts. */
    static X509Certificate issued(KeyPair key, Instant until, String... hosts) {
        return TestKeys.certificate(key, AUTHORITY_KEY, "CN=" + hosts[0], LONG_AGO, until, hosts);
    }

    /** A certificate from that authority for the servers' host, with a subject that says what is odd about it. */
    static X509Certificate issuedAs(String subject, KeyPair key) {
        return TestKeys.certificate(key, AUTHORITY_KEY, subject, LONG_AGO, FAR_OFF, HOST);
    }

    /** A store that trusts the authority of these servers. */
    static KeyStore trust() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", AUTHORITY);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    String url(String path) {
        return "https://" + HOST + ":" + port() + path;
    }

    void behave(Behaviour next) {
        behaviour = next;
    }

    /** How many connections were accepted. */
    int connections() {
        return connections.get();
    }

    /** The heads of the requests that were read, each as one text. */
    List<String> requests() {
        return requests;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> handle(socket), "connection");
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void handle(Socket socket) {
        try (socket) {
            behaviour.handle(new Connection(socket));
        } catch (IOException expected) {
            // the client has gone, as it should
        } finally {
            open.remove(socket);
        }
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, "faulty-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException ignored) {
            // nothing is left to close
        }
    }

    /** One connection. */
    final class Connection {

        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        Socket raw() {
            return socket;
        }

        /** Does the handshake, reads a request to its empty line, and returns the way to answer it. */
        OutputStream receive() throws IOException {
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
            secure.setUseClientMode(false);
            return receive(secure);
        }

        SSLSocket unstartedTls() throws IOException {
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
            secure.setUseClientMode(false);
            return secure;
        }

        OutputStream receive(SSLSocket secure) throws IOException {
            secure.startHandshake();
            BufferedReader reader = new BufferedReader(new InputStreamReader(secure.getInputStream(), ISO_8859_1));
            StringBuilder head = new StringBuilder();
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                head.append(line).append('\n');
            }
            requests.add(head.toString());
            return secure.getOutputStream();
        }

        /** Does nothing until the client closes the connection or the server is closed. */
        void silence() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // what a client says into the silence is not answered
            }
        }

        /** Waits between two bytes; shorter if the server is closed. */
        void pause(Duration time) throws IOException {
            try {
                if (closed.await(time.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    throw new SocketTimeoutException("the server is closed");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    /** Answers with a status, further header lines (each ending in CR LF) and a body whose length it states. */
    static Behaviour answer(int status, String headers, String body) {
        return connection -> {
            OutputStream out = connection.receive();
            byte[] bytes = body.getBytes(UTF_8);
            out.write(("HTTP/1.1 " + status + " Word\r\n" + headers + "Content-Length: " + bytes.length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(bytes);
            out.flush();
        };
    }

    static Behaviour ok(String body) {
        return answer(200, "Content-Type: application/jwk-set+json\r\n", body);
    }

    /** Answers with exactly these bytes, then closes. */
    static Behaviour raw(String response) {
        return connection -> {
            OutputStream out = connection.receive();
            out.write(response.getBytes(ISO_8859_1));
            out.flush();
        };
    }

    /** Accepts the connection and says nothing, not even TLS. */
    static Behaviour silent() {
        return Connection::silence;
    }

    /** Sends the start of a response, then repeats a byte at intervals, for ever. */
    static Behaviour drip(String start, String repeated, Duration interval) {
        return connection -> {
            OutputStream out = connection.receive();
            out.write(start.getBytes(ISO_8859_1));
            out.flush();
            while (true) {
                connection.pause(interval);
                out.write(repeated.getBytes(ISO_8859_1));
                out.flush();
            }
        };
    }

    /** Sends the start of a response, then resets the connection (a TCP RST, not an orderly end). */
    static Behaviour resetAfter(String start) {
        return connection -> {
            OutputStream out = connection.receive();
            out.write(start.getBytes(ISO_8859_1));
            out.flush();
            connection.raw().setSoLinger(true, 0);
            connection.raw().close();
        };
    }

    /** Never finishes a body that it sends as fast as it can. */
    static Behaviour endless() {
        return connection -> {
            OutputStream out = connection.receive();
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
            byte[] chunk = ("4000\r\n" + " ".repeat(0x4000) + "\r\n").getBytes(ISO_8859_1);
            while (true) {
                out.write(chunk);
            }
        };
    }
}
