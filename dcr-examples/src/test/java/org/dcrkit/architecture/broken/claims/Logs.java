package org.dcrkit.architecture.broken.claims;

import org.slf4j.Logger;

/** Breaks: core has no logger. */
public final class Logs {
    Logger logger;
}
