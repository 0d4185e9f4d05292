package org.dcrkit.testkit;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateVerifier;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;

/**
 * Asks a verifier once about the same certificates, statement and instant: its answers depend on nothing else unless it
 * reads key sets, and its search for weak keys would take most of the time of thousands of judgements.
 */
final class RememberingVerifier implements CertificateVerifier {

    private final CertificateVerifier verifier;
    private final Map<String, Verdict<CertificateFacts>> answers = new ConcurrentHashMap<>();

    RememberingVerifier(CertificateVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Verdict<CertificateFacts> verify(
            PresentedCertificates presented,
            SoftwareStatement statement,
            StatementKeySets keySets,
            Instant at,
            CheckLog log)
            throws CheckUnavailableException, KeySetRefusedException {
        StringBuilder question = new StringBuilder(at.toString());
        presented
                .der()
                .forEach(der ->
                        question.append(Base64.getEncoder().encodeToString(der)).append(' '));
        JsonObject claims =
                statement.claims().without("jti").without("iat").without("exp").without("nbf");
        question.append(claims);
        Verdict<CertificateFacts> known = answers.get(question.toString());
        if (known == null) {
            known = verifier.verify(presented, statement, keySets, at, log);
            answers.put(question.toString(), known);
        }
        return known;
    }

    @Override
    public List<Reason> reasons() {
        return verifier.reasons();
    }
}
