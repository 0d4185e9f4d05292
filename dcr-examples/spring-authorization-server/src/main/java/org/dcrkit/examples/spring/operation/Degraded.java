package org.dcrkit.examples.spring.operation;

import org.springframework.boot.health.contributor.Status;

/** Something is wrong that people have to look at, while the server goes on answering rightly. */
final class Degraded {

    /** Between up and down; answered with 200. */
    static final Status STATUS = new Status("DEGRADED");

    private Degraded() {}
}
