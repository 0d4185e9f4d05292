package org.dcrkit.architecture.broken.claims;

import java.nio.file.Path;

/** Breaks: core reads no file. */
public final class ReadsFile {
    Path path;
}
