package org.dcrkit.endpoint;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What became of one call, for the bank's audit trail: one event for each call to an operation that the endpoint offers, unless
 * its body broke off.
 */
public final class RegistrationEvent {

    private final Operation operation;
    private final int status;
    private final @Nullable Verdict<AcceptedRegistration> verdict;
    private final @Nullable String clientId;
    private final @Nullable String requestedClientId;

    RegistrationEvent(
            Operation operation,
            int status,
            @Nullable Verdict<AcceptedRegistration> verdict,
            @Nullable String clientId,
            @Nullable String requestedClientId) {
        this.operation = requireNonNull(operation, "operation");
        this.status = status;
        this.verdict = verdict;
        this.clientId = clientId;
        this.requestedClientId = requestedClientId;
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
     * The verdict with all its evidence; empty where there is none: a client that was read or deleted, a wrong content type, no
     * valid token. What a store or the bank's tokens could not be asked about is indeterminate, and a registration that the
     * store did not take appears as what was answered, not as accepted.
     */
    public Optional<Verdict<AcceptedRegistration>> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** The client: the new one, or the one whose token was valid; empty where there was neither. */
    public Optional<String> clientId() {
        return Optional.ofNullable(clientId);
    }

    /** The client that the path named, as it was sent and so not to be believed; empty where one was to be registered. */
    public Optional<String> requestedClientId() {
        return Optional.ofNullable(requestedClientId);
    }
}
