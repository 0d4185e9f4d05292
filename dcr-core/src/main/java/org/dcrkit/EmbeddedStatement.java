package org.dcrkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Violation;

/** Finds the software statement inside a request; its absence is what tells a statement or an assertion from a request. */
final class EmbeddedStatement {

    static final ClaimPath WHERE = ClaimPath.request(RequestClaim.SOFTWARE_STATEMENT.claimName());

    private static final List<SsaClaim> SSA_ONLY =
            List.of(SsaClaim.SOFTWARE_JWKS_ENDPOINT, SsaClaim.ORG_JWKS_ENDPOINT, SsaClaim.ORG_ID);

    private EmbeddedStatement() {}

    /** The statement as text, or a finding that says why there is none. */
    static Optional<String> in(CompactJws request, Findings findings) {
        Optional<JsonValue> claim = request.claims().get(RequestClaim.SOFTWARE_STATEMENT.claimName());
        boolean isStatement = claim.isEmpty() && looksLikeStatement(request);
        if (!findings.require(
                !isStatement,
                RequestReason.IS_SOFTWARE_STATEMENT,
                ClaimPath.of(Document.REQUEST),
                isStatement ? "claims that only a directory makes, and no software_statement" : "a request",
                "a request that carries a software statement")) {
            return Optional.empty();
        }
        if (!findings.require(
                claim.isPresent(),
                SsaReason.MISSING,
                WHERE,
                claim.map(JsonValue::kind).orElse("absent"),
                "a software statement")) {
            return Optional.empty();
        }
        if (claim.get() instanceof JsonString text) {
            return Optional.of(text.value());
        }
        findings.fail(
                Violation.of(ClaimReason.TYPE, WHERE).got(claim.get().kind()).expected("string"));
        return Optional.empty();
    }

    private static boolean looksLikeStatement(CompactJws request) {
        return Stream.of(SsaDialect.obie(), SsaDialect.openFinanceBrasil())
                .flatMap(dialect -> SSA_ONLY.stream().map(dialect::nameOf))
                .anyMatch(request.claims()::has);
    }
}
