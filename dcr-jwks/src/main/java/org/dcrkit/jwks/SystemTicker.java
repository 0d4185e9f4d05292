package org.dcrkit.jwks;

import com.github.benmanes.caffeine.cache.Ticker;

/** The machine's own steady clock, which no change of the date moves: the only one that is read in this module. */
final class SystemTicker implements Ticker {

    @Override
    public long read() {
        return System.nanoTime();
    }
}
