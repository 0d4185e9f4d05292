package org.dcrkit;

import java.security.PublicKey;
import java.time.Instant;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
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
        return new RegistrationFacts(statement, requested, certificate, "directory", environment, at);
    }

    /** A statement as if the directory's key had verified it. */
    public static VerifiedSsa verified(SoftwareStatement statement, TrustedDirectory directory, PublicKey key) {
        PublishedKey signer = PublishedKey.of("directory-key", key, KeyUse.SIGNATURE, "thumbprint");
        return new VerifiedSsa(new SignedStatement(statement, directory, signer, false), "e30.e30.e30");
    }

    /** A registration as if the gates and a policy had accepted it. */
    public static AcceptedRegistration accepted(VerifiedSsa ssa, ClientMetadata metadata, Instant at) {
        VerifiedRequest request = new VerifiedRequest(metadata, "iss", "jti", at, "kid");
        return new AcceptedRegistration(ssa, request, null, metadata, at);
    }
}
