package org.dcrkit;

import java.time.Instant;
import java.util.Optional;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateFacts;
import org.jspecify.annotations.Nullable;

/**
 * All that a policy may read: what the three gates have proven, and the instant of decision.
 *
 * <p>Only the validator makes one. While a submission is being explained after a failed gate, a policy is shown what could
 * be read although it is not proven; the explanation marks everything that comes of it as unverified.
 */
public final class RegistrationFacts {

    private final SoftwareStatement statement;
    private final ClientMetadata requested;
    private final @Nullable CertificateFacts certificate;
    private final String directory;
    private final String environment;
    private final Instant at;

    RegistrationFacts(
            SoftwareStatement statement,
            ClientMetadata requested,
            @Nullable CertificateFacts certificate,
            String directory,
            String environment,
            Instant at) {
        this.statement = statement;
        this.requested = requested;
        this.certificate = certificate;
        this.directory = directory;
        this.environment = environment;
        this.at = at;
    }

    /**
     * What an archive knows of a request of the past, for trying a policy on it; nothing here is proven.
     *
     * @param certificate what was found out about its certificate; null if that was not kept
     */
    public static RegistrationFacts archived(
            SoftwareStatement statement,
            ClientMetadata requested,
            @Nullable CertificateFacts certificate,
            String environment,
            Instant at) {
        return new RegistrationFacts(statement, requested, certificate, "", environment, at);
    }

    /** What the directory says of the software. */
    public SoftwareStatement statement() {
        return statement;
    }

    /** What the TPP asks for. */
    public ClientMetadata requested() {
        return requested;
    }

    /** The presented certificate; empty where certificates are checked elsewhere, or the certificate gate failed. */
    public Optional<CertificateFacts> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** The name of the directory that made the statement; empty text if that is not known, as in an archive. */
    public String directory() {
        return directory;
    }

    /** The environment that the statement is for, as its directory's entry names it; empty text if that is not known. */
    public String environment() {
        return environment;
    }

    /** The instant of decision, one for the whole submission. */
    public Instant at() {
        return at;
    }
}
