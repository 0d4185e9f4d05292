package org.dcrkit.architecture.broken.jwks;

import javax.net.ssl.SSLSocket;

/** Breaks no rule: the named exception, and what is nested in it. */
public final class HttpsFetcher {
    static final class Connection {
        SSLSocket socket;
    }
}
