package org.dcrkit.endpoint;

import java.util.Arrays;
import java.util.Optional;

/** What a TPP asks of the registration endpoint (OBIE DCR; RFC 7591, section 3; RFC 7592, section 2). */
public enum Operation {
    /** POST: a client is registered. */
    REGISTER("POST", false),
    /** GET below the client's id: what is registered is read. */
    READ("GET", true),
    /** PUT below the client's id: all of it is stated anew. */
    UPDATE("PUT", true),
    /** DELETE below the client's id: client and tokens end. */
    DELETE("DELETE", true);

    private final String method;
    private final boolean ofClient;

    Operation(String method, boolean ofClient) {
        this.method = method;
        this.ofClient = ofClient;
    }

    /** The request method. */
    public String method() {
        return method;
    }

    boolean isOfClient() {
        return ofClient;
    }

    static Optional<Operation> of(String method, boolean ofClient) {
        return Arrays.stream(values())
                .filter(operation -> operation.ofClient == ofClient && operation.method.equals(method))
                .findFirst();
    }
}
