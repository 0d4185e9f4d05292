package org.dcrkit.examples.spring.operation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dcrkit.examples.spring.policy.BankPolicy;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/** {@code /actuator/policy}: GET shows the policy in force as a bank publishes it, POST reads its file again. */
@Component
@Endpoint(id = "policy")
class PolicyOperations {

    private final BankPolicy policy;

    PolicyOperations(BankPolicy policy) {
        this.policy = policy;
    }

    /** The policy in force. */
    @ReadOperation
    Map<String, Object> inForce() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", policy.current().name());
        policy.fault().ifPresent(fault -> shown.put("fault", fault));
        shown.put("description", policy.current().describe().markdown());
        return shown;
    }

    /** The policy after its file was read. */
    @WriteOperation
    Map<String, Object> reload() {
        policy.readAgain();
        return inForce();
    }
}
