package org.dcrkit.architecture.broken.cli;

import java.util.Date;

/** Breaks: no old dates. */
public final class UsesOldDate {
    Date read() {
        return new Date();
    }
}
