package org.dcrkit.certs;

import java.util.Optional;
import java.util.stream.Stream;

/** A role of a payment service provider (ETSI TS 119 495, section 5.1): decided by its object identifier alone. */
public enum Psd2Role {
    /** Account servicing. */
    PSP_AS("0.4.0.19495.1.1", "ASPSP"),
    /** Payment initiation. */
    PSP_PI("0.4.0.19495.1.2", "PISP"),
    /** Account information. */
    PSP_AI("0.4.0.19495.1.3", "AISP"),
    /** Issuing of card-based payment instruments. */
    PSP_IC("0.4.0.19495.1.4", "CBPII");

    private final String oid;
    private final String obieName;

    Psd2Role(String oid, String obieName) {
        this.oid = oid;
        this.obieName = obieName;
    }

    /** The object identifier in a PSD2 statement. */
    public String oid() {
        return oid;
    }

    /** The name that OBIE and {@code software_roles} use. */
    public String obieName() {
        return obieName;
    }

    /** The role with that object identifier. */
    public static Optional<Psd2Role> ofOid(String oid) {
        return Stream.of(values()).filter(role -> role.oid.equals(oid)).findFirst();
    }
}
