package org.dcrkit;

import java.time.Instant;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateFacts;
import org.jspecify.annotations.Nullable;

/** Lets tests of policies make the facts that only the validator makes. */
public final class FactsForTests {

    private FactsForTests() {}

    public static RegistrationFacts facts(
            SoftwareStatement statement,
            ClientMetadata requested,
            @Nullable CertificateFacts certificate,
            String environment,
            Instant at) {
        return new RegistrationFacts(statement, requested, certificate, environment, at);
    }
}
