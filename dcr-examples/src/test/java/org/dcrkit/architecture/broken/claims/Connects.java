package org.dcrkit.architecture.broken.claims;

import javax.net.ssl.SSLSocket;

/** Breaks: core has no socket. */
public final class Connects {
    SSLSocket socket;
}
