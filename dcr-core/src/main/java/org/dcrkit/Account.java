package org.dcrkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Reason;
import org.jspecify.annotations.Nullable;

/** Puts the findings of all gates together into the lines of an explanation, one at least for each reason of each gate. */
final class Account {

    private static final String NOT_REACHED = "not reached after an earlier fault";
    private static final String NOT_ASKED = "not reached after an earlier fault, or not asked of this certificate";
    private static final String NOT_APPLICABLE = "does not apply to this submission";

    private final Judgement.Parts parts;
    private final Map<Gate, Findings> reached;

    Account(Judgement.Parts parts, Map<Gate, Findings> reached) {
        this.parts = parts;
        this.reached = reached;
    }

    List<Check> checks() {
        Findings shape = reached.get(Gate.SHAPE);
        if (shape != null && !(isVerified(Gate.SOFTWARE_STATEMENT) && isVerified(Gate.REQUEST))) {
            shape.unverified();
        }
        return Stream.of(Gate.values()).flatMap(gate -> lines(gate).stream()).toList();
    }

    private boolean isVerified(Gate gate) {
        Findings findings = reached.get(gate);
        return findings != null && findings.isVerified();
    }

    private List<Check> lines(Gate gate) {
        Findings findings = reached.get(gate);
        List<Check> lines = new ArrayList<>(findings == null ? List.of() : findings.checks());
        if (findings == null || !isComplete(gate, findings)) {
            String why = why(gate, findings);
            reasons(gate).stream()
                    .filter(reason -> findings == null || !findings.notes(reason))
                    .forEach(reason -> lines.add(Check.notReached(gate, reason, place(gate), why)));
        }
        return lines;
    }

    private static String why(Gate gate, @Nullable Findings findings) {
        if (findings == null) {
            return NOT_REACHED;
        }
        if (gate == Gate.CERTIFICATE) {
            return NOT_ASKED;
        }
        return findings.settled() ? NOT_APPLICABLE : NOT_REACHED;
    }

    /** Whether a gate that is somebody else's to implement has said all that it has to say. */
    private static boolean isComplete(Gate gate, Findings findings) {
        return gate == Gate.POLICY
                || (gate == Gate.CERTIFICATE
                        && findings.settled()
                        && findings.checks().stream().allMatch(check -> check.state() == Check.State.PASSED));
    }

    private List<? extends Reason> reasons(Gate gate) {
        return switch (gate) {
            case SHAPE ->
                Stream.concat(
                                Stream.of(TokenReason.values()),
                                Stream.of(RequestReason.IS_SOFTWARE_STATEMENT, SsaReason.MISSING))
                        .toList();
            case SOFTWARE_STATEMENT -> without(SsaReason.values(), SsaReason.MISSING, SsaReason.KEY_SET_NOT_ALLOWED);
            case REQUEST ->
                Stream.concat(
                                without(
                                        RequestReason.values(),
                                        RequestReason.REPLAYED,
                                        RequestReason.IS_SOFTWARE_STATEMENT)
                                        .stream(),
                                Stream.of(SsaReason.KEY_SET_NOT_ALLOWED))
                        .toList();
            case CERTIFICATE ->
                parts.certificates() == null
                        ? List.<Reason>of()
                        : parts.certificates().reasons();
            case POLICY -> parts.policy().reasons();
            case REPLAY -> List.of(RequestReason.REPLAYED);
        };
    }

    private static List<Reason> without(Reason[] all, Reason... raisedElsewhere) {
        return Stream.of(all)
                .filter(reason -> !Arrays.asList(raisedElsewhere).contains(reason))
                .toList();
    }

    private static ClaimPath place(Gate gate) {
        return ClaimPath.of(
                switch (gate) {
                    case SHAPE, POLICY, REPLAY -> Document.SUBMISSION;
                    case SOFTWARE_STATEMENT -> Document.SSA;
                    case REQUEST -> Document.REQUEST;
                    case CERTIFICATE -> Document.CERTIFICATE;
                });
    }
}
