package org.dcrkit.examples.spring.operation;

import org.dcrkit.examples.spring.policy.BankPolicy;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Which policy is in force, under the name {@code policy}, and whether its file is one still. */
@Component
class PolicyHealthIndicator implements HealthIndicator {

    private final BankPolicy policy;

    PolicyHealthIndicator(BankPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Health health() {
        return policy.fault()
                .map(fault -> Health.status(Degraded.STATUS).withDetail("fault", fault))
                .orElseGet(Health::up)
                .withDetail("inForce", policy.current().name())
                .build();
    }
}
