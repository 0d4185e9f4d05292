package org.dcrkit.testkit;

import java.util.List;

/** Ways to ruin the presented certificate. */
final class CertificateSabotage {
    private CertificateSabotage() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
