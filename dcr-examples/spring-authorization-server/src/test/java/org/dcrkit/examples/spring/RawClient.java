package org.dcrkit.examples.spring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Sends bytes over TLS as they are, from an address of this machine: what no HTTP client would send. */
record RawClient(SSLContext tls, URI server, String from) {

    /**
     * The reply, after the server has closed the connection.
     *
     * @param status the HTTP status; 0 if there was none
     * @param text all of it
     */
    record Reply(int status, String text) {}

    Reply post(String path, String body, String... headers) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n"
                + Arrays.stream(headers).map(line -> line + "\r\n").collect(Collectors.joining()) + "\r\n" + body);
    }

    Reply send(String text) throws IOException {
        return send(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes a request. */
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    Reply send(Writer writer) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory()
                .createSocket(InetAddress.getByName("127.0.0.1"), server.getPort(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(30_000);
            try {
                writer.write(socket.getOutputStream());
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // The server had heard enough; what it said before is still to be read.
            }
            return read(socket.getInputStream());
        }
    }

    private static Reply read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (IOException e) {
            if (all.size() == 0) {
                throw e;
            }
        }
        String text = all.toString(StandardCharsets.UTF_8);
        return new Reply(text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0, text);
    }
}
