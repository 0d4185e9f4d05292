package org.dcrkit.examples.spring.registration;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.RegistrationCall;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict.Indeterminate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes each call one act of the database: the mark that a request was used and the client that it made are there together or
 * not at all. What is answered with 503 leaves nothing behind, so that the TPP may send the same request again, unless the marks
 * are kept elsewhere.
 */
@Component
class RegistrationTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationTransaction.class);
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final CurrentEndpoint endpoint;
    private final TransactionTemplate transaction;

    RegistrationTransaction(CurrentEndpoint endpoint, PlatformTransactionManager transactions) {
        this.endpoint = endpoint;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The reply, after the transaction has ended. */
    HttpReply answer(RegistrationCall call) throws IOException {
        try {
            return requireNonNull(transaction.execute(status -> {
                HttpReply reply = unchecked(call);
                if (reply.status() == SERVICE_UNAVAILABLE) {
                    status.setRollbackOnly();
                }
                return reply;
            }));
        } catch (DataAccessException | TransactionException e) {
            LOG.error("the database did not take what was decided", e);
            ErrorResponse unavailable = ErrorResponse.to(new Indeterminate<>(
                    List.of(new Obstacle(Obstacle.Kind.CLIENT_STORE, "the database", RETRY_AFTER)), Evidence.none()));
            return new HttpReply(unavailable.status(), unavailable.headers(), unavailable.body());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private HttpReply unchecked(RegistrationCall call) {
        try {
            return endpoint.get().answer(call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
