package org.dcrkit.architecture.broken.certs;

import java.net.http.HttpClient;

/** Breaks: only the transport opens sockets. */
public final class UsesHttpClient {
    HttpClient client;
}
