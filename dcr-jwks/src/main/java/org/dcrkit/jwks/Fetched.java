package org.dcrkit.jwks;

import java.time.Duration;
import java.util.Optional;
import org.dcrkit.spi.KeySet;

/**
 * A key set just fetched.
 *
 * @param set the set
 * @param freshFor how long its server says that it may be kept
 * @param bytes how much room it takes, about
 */
record Fetched(KeySet set, Optional<Duration> freshFor, long bytes) {}
