package org.dcrkit.testkit;

/** What can be wrong with a server that key sets, statements or revocation states are fetched from. */
public enum Fault {
    /** Nothing: it serves what it should. */
    NONE,
    /** Nobody listens: connections are refused. */
    REFUSED,
    /** Connections are accepted and closed at once. */
    DOWN,
    /** Connections are accepted, and nothing more happens, not even a TLS handshake. */
    SILENT,
    /** The request is read and never answered. */
    NO_ANSWER,
    /** The certificate is one that nobody trusts. */
    UNTRUSTED_CERTIFICATE,
    /** The certificate is for another host name. */
    OTHER_HOST_CERTIFICATE,
    /** The response's header arrives byte by byte, at the server's pace. */
    SLOW_HEADERS,
    /** The response's body arrives byte by byte, at the server's pace. */
    DRIP,
    /** The connection is reset in the middle of the body. */
    RESET,
    /** The body ends before its announced length. */
    CUT_SHORT,
    /** The body is valid JSON of 64 MiB. */
    HUGE,
    /** The body never ends. */
    ENDLESS,
    /** The body is right, but said to be a web page. */
    WRONG_TYPE,
    /** The body is not what it is said to be. */
    GARBAGE,
    /** The body is empty. */
    EMPTY,
    /** The body is a key set without a key. */
    EMPTY_SET,
    /** The body is a key set with somebody else's key only. */
    ROTATED,
    /** What is served is what was right when this fault began. */
    STALE,
    /** The response sends the client to another address on the same server. */
    REDIRECT,
    /** Status 404. */
    NOT_FOUND,
    /** Status 500. */
    SERVER_ERROR,
    /** Status 503. */
    UNAVAILABLE,
    /** Status 429, with {@code Retry-After: 120}. */
    TOO_MANY_REQUESTS
}
