package org.dcrkit.examples.spring.operation;

import java.util.Locale;
import org.springframework.transaction.support.TransactionSynchronization;

/** What became of the transaction of a call. */
enum Transaction {
    COMMITTED,
    ROLLED_BACK,
    UNKNOWN;

    static Transaction of(int status) {
        return switch (status) {
            case TransactionSynchronization.STATUS_COMMITTED -> COMMITTED;
            case TransactionSynchronization.STATUS_ROLLED_BACK -> ROLLED_BACK;
            default -> UNKNOWN;
        };
    }

    /** The status that the caller got, whatever was decided: what may not have been stored is answered 503. */
    int answered(int decided) {
        return this == COMMITTED ? decided : 503;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
