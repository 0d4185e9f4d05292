package org.dcrkit.architecture.broken.replay;

import java.util.function.LongSupplier;

/** Breaks: time is given; a method reference counts. */
public final class RefersToClock {
    LongSupplier clock = System::currentTimeMillis;
}
