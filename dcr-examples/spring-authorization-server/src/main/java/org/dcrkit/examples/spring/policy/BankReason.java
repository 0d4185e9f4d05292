package org.dcrkit.examples.spring.policy;

import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Why this server refuses a request that the bank's policy would take. */
enum BankReason implements Reason {
    /** An algorithm that the client's authentication method cannot have. */
    ASSERTION_ALGORITHM;

    @Override
    public String code() {
        return "bank.assertion_algorithm";
    }

    @Override
    public RegistrationError error() {
        return RegistrationError.INVALID_CLIENT_METADATA;
    }

    @Override
    public String text() {
        return "This server verifies private_key_jwt with PS256 or ES256, and client_secret_jwt with HS256.";
    }

    @Override
    public String spec() {
        return "OpenID Connect Core section 9";
    }
}
