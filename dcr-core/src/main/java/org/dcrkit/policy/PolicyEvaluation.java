package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dcrkit.RegistrationFacts;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/** What the rules of a policy find while they look at one set of facts; lives for one call on one thread. */
final class PolicyEvaluation {

    private static final String EXPECTED_ABSENT = "absent";

    private static final Map<RequestClaim, ClaimPath> PATHS = paths();

    private final RegistrationFacts facts;
    private final ClientMetadata metadata;
    private final CheckLog log;
    private final Set<Reason> waived;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Violation> tolerated = new ArrayList<>();
    private final Set<RequestClaim> faulty = EnumSet.noneOf(RequestClaim.class);

    PolicyEvaluation(RegistrationFacts facts, ClientMetadata metadata, CheckLog log, Set<Reason> waived) {
        this.facts = facts;
        this.metadata = metadata;
        this.log = log;
        this.waived = waived;
    }

    private static Map<RequestClaim, ClaimPath> paths() {
        Map<RequestClaim, ClaimPath> paths = new EnumMap<>(RequestClaim.class);
        for (RequestClaim claim : RequestClaim.values()) {
            paths.put(claim, ClaimPath.request(claim.claimName()));
        }
        return Collections.unmodifiableMap(paths);
    }

    RegistrationFacts facts() {
        return facts;
    }

    /** What is asked for, with defaults filled in and unsupported values dropped where that is permitted. */
    ClientMetadata metadata() {
        return metadata;
    }

    static ClaimPath path(RequestClaim claim) {
        return requireNonNull(PATHS.get(claim));
    }

    /** The place of the value at that index; scope words have none of their own, since most requests send one text. */
    static ClaimPath path(RequestClaim claim, int index) {
        return claim.isList() && claim != RequestClaim.SCOPE ? path(claim).element(index) : path(claim);
    }

    /** Whether nothing was found wrong with a claim so far, so that other claims may be judged by it. */
    boolean sound(RequestClaim claim) {
        return !faulty.contains(claim);
    }

    /** Whether faults of that kind are let pass. */
    boolean waives(Reason reason) {
        return waived.contains(reason);
    }

    /** A check on a claim of the request. */
    boolean require(
            boolean holds, RequestClaim claim, Reason reason, ClaimPath where, @Nullable String got, String expected) {
        if (!require(holds, reason, where, got, expected) && !waives(reason)) {
            faulty.add(claim);
        }
        return holds;
    }

    /** A check on anything else. */
    boolean require(boolean holds, Reason reason, ClaimPath where, @Nullable String got, String expected) {
        if (holds) {
            log.passed(reason, where, got == null ? EXPECTED_ABSENT : got, expected);
        } else {
            Violation violation = Violation.of(reason, where).expected(expected);
            violation = got == null ? violation : violation.got(got);
            (waives(reason) ? tolerated : violations).add(violation);
        }
        return holds;
    }

    List<Violation> violations() {
        return violations;
    }

    /** The faults that a waiver lets pass. */
    List<Violation> tolerated() {
        return tolerated;
    }
}
