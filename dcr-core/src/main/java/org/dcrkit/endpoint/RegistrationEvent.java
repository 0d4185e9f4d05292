package org.dcrkit.endpoint;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/** What became of one call, for the bank's audit trail: one event for each call that names an operation. */
public final class RegistrationEvent {

    private final Operation operation;
    private final int status;
    private final @Nullable Verdict<AcceptedRegistration> verdict;
    private final @Nullable String clientId;

    RegistrationEvent(
            Operation operation,
            int status,
            @Nullable Verdict<AcceptedRegistration> verdict,
            @Nullable String clientId) {
        this.operation = requireNonNull(operation, "operation");
        this.status = status;
        this.verdict = verdict;
        this.clientId = clientId;
    }

    /** What was asked for. */
    public Operation operation() {
        return operation;
    }

    /** The HTTP status of the reply. */
    public int status() {
        return status;
    }

    /**
     * The verdict with all its evidence; empty where nothing was judged: reading, deleting, a wrong content type, no valid
     * token. A registration that the store did not take appears as what was answered, not as accepted.
     */
    public Optional<Verdict<AcceptedRegistration>> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** The client: the new one, or the one whose token was valid; empty where there was neither. */
    public Optional<String> clientId() {
        return Optional.ofNullable(clientId);
    }
}
