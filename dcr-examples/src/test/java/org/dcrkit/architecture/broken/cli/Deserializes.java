package org.dcrkit.architecture.broken.cli;

import java.io.ObjectInputStream;

/** Breaks: no serialization. */
public final class Deserializes {
    ObjectInputStream stream;
}
