package org.dcrkit.examples.spring.operation;

import java.util.function.Consumer;
import org.dcrkit.endpoint.RegistrationEvent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Hands each event to the audit trail and the figures when its transaction has ended, and says how. */
@Component
class RegistrationEvents implements Consumer<RegistrationEvent> {

    private final AuditLog audit;
    private final RegistrationFigures figures;

    RegistrationEvents(AuditLog audit, RegistrationFigures figures) {
        this.audit = audit;
        this.figures = figures;
    }

    @Override
    public void accept(RegistrationEvent event) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                Transaction transaction = Transaction.of(status);
                audit.write(event, transaction);
                figures.count(event, transaction);
            }
        });
    }
}
