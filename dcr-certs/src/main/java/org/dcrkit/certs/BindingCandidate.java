package org.dcrkit.certs;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.spi.StatementKeySets;

/**
 * What a {@link BindingRule} compares.
 *
 * @param certificate the client's certificate
 * @param presented the client's certificate and whatever else was presented with it
 * @param statement the claims of the software statement
 * @param keySets the key sets that the statement names
 * @param at the instant of decision
 * @param log takes note of the comparisons that hold
 */
public record BindingCandidate(
        ReadCertificate certificate,
        List<ReadCertificate> presented,
        SoftwareStatement statement,
        StatementKeySets keySets,
        Instant at,
        CheckLog log) {

    /** Requires all, and copies the list. */
    public BindingCandidate {
        requireNonNull(certificate, "certificate");
        presented = List.copyOf(presented);
        requireNonNull(statement, "statement");
        requireNonNull(keySets, "keySets");
        requireNonNull(at, "at");
        requireNonNull(log, "log");
    }

    /** A candidate about which nothing is noted. */
    public BindingCandidate(
            ReadCertificate certificate,
            List<ReadCertificate> presented,
            SoftwareStatement statement,
            StatementKeySets keySets,
            Instant at) {
        this(certificate, presented, statement, keySets, at, CheckLog.none());
    }
}
