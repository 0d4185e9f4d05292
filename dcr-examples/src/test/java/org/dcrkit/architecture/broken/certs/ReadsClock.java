package org.dcrkit.architecture.broken.certs;

import java.time.Instant;

/** Breaks: time is given. */
public final class ReadsClock {
    Instant read() {
        return Instant.now();
    }
}
