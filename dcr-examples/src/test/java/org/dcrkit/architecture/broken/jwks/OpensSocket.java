package org.dcrkit.architecture.broken.jwks;

import java.io.IOException;
import java.net.Socket;
import javax.net.SocketFactory;

/** Breaks: only the transport opens sockets. */
public final class OpensSocket {
    Socket open(SocketFactory sockets) throws IOException {
        return sockets.createSocket();
    }
}
