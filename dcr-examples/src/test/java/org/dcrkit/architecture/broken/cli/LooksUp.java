package org.dcrkit.architecture.broken.cli;

import javax.naming.directory.DirContext;

/** Breaks: no directory lookup. */
public final class LooksUp {
    DirContext context;
}
