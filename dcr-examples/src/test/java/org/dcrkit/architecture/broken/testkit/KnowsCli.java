package org.dcrkit.architecture.broken.testkit;

import org.dcrkit.architecture.broken.cli.Harmless;

/** Breaks: testkit knows neither replay nor cli. */
public final class KnowsCli {
    Harmless known;
}
