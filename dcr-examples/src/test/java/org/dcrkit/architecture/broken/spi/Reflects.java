package org.dcrkit.architecture.broken.spi;

import java.lang.reflect.Method;

/** Breaks: no reflection in production. */
public final class Reflects {
    Method method;
}
