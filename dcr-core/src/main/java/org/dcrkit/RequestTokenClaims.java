package org.dcrkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;

/** Judges the claims that make a request a token: whose it is, for whom, for which statement, and when. */
final class RequestTokenClaims {

    private static final List<RequestClaim> REQUIRED = List.of(
            RequestClaim.ISSUER,
            RequestClaim.ISSUED_AT,
            RequestClaim.EXPIRES_AT,
            RequestClaim.AUDIENCE,
            RequestClaim.JWT_ID);

    private final RequestRequirements requirements;

    RequestTokenClaims(RequestRequirements requirements) {
        this.requirements = requirements;
    }

    void check(
            JsonObject written, ClientMetadata metadata, SoftwareStatement statement, Instant at, Findings findings) {
        REQUIRED.forEach(claim -> present(claim, written, metadata, findings));
        software(metadata, statement, findings);
        audience(metadata, findings);
        times(metadata, at, findings);
    }

    private static void present(RequestClaim claim, JsonObject written, ClientMetadata metadata, Findings findings) {
        ClaimPath where = place(claim);
        if (metadata.has(claim)) {
            findings.require(true, ClaimReason.MISSING, where, "present", claim.claimName());
        } else if (!findings.violates(where)) {
            boolean blank = written.get(claim.claimName())
                    .filter(value -> value != JsonNull.NULL)
                    .isPresent();
            findings.require(
                    false,
                    blank ? ClaimReason.EMPTY : ClaimReason.MISSING,
                    where,
                    blank ? "blank" : "absent",
                    claim.claimName());
        }
    }

    private static void software(ClientMetadata metadata, SoftwareStatement statement, Findings findings) {
        String softwareId = statement.softwareId().orElse("");
        metadata.text(RequestClaim.ISSUER)
                .ifPresent(iss -> findings.require(
                        iss.equals(softwareId),
                        RequestReason.ISSUER_MISMATCH,
                        place(RequestClaim.ISSUER),
                        () -> iss,
                        () -> "software_id of the statement: " + softwareId));
        Optional<String> claimed = metadata.text(RequestClaim.SOFTWARE_ID);
        findings.require(
                claimed.filter(id -> !id.equals(softwareId)).isEmpty(),
                RequestReason.SOFTWARE_ID_MISMATCH,
                place(RequestClaim.SOFTWARE_ID),
                () -> claimed.orElse("absent"),
                () -> "absent, or software_id of the statement: " + softwareId);
    }

    private void audience(ClientMetadata metadata, Findings findings) {
        if (metadata.has(RequestClaim.AUDIENCE)) {
            List<String> audience = metadata.values(RequestClaim.AUDIENCE);
            findings.require(
                    audience.stream().anyMatch(requirements.audiences()::contains),
                    RequestReason.AUDIENCE_MISMATCH,
                    place(RequestClaim.AUDIENCE),
                    () -> audience.isEmpty() ? "nobody" : String.join(", ", audience),
                    () -> "one of: "
                            + String.join(
                                    ", ",
                                    requirements.audiences().stream().sorted().toList()));
        }
    }

    private void times(ClientMetadata metadata, Instant at, Findings findings) {
        TokenTimes times = new TokenTimes(Document.REQUEST, requirements.skew(), at, findings);
        Optional<Instant> issuedAt = metadata.date(RequestClaim.ISSUED_AT);
        Optional<Instant> expiresAt = metadata.date(RequestClaim.EXPIRES_AT);
        times.issuedAt(issuedAt, requirements.maxAge(), RequestReason.ISSUED_IN_FUTURE, RequestReason.TOO_OLD);
        times.notBefore(metadata.date(RequestClaim.NOT_BEFORE), RequestReason.NOT_YET_VALID);
        times.expiresAt(expiresAt, RequestReason.EXPIRED);
        times.lifetime(issuedAt, expiresAt, requirements.maxLifetime(), RequestReason.LIFETIME);
    }

    private static ClaimPath place(RequestClaim claim) {
        return ClaimPath.request(claim.claimName());
    }
}
