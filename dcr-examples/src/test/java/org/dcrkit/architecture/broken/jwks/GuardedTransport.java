package org.dcrkit.architecture.broken.jwks;

import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** Breaks no rule: the named exception, and what is nested in it. */
public final class GuardedTransport {
    static final class Connection {
        Socket plain;
        SSLSocket secure;
    }
}
