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

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
