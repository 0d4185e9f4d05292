package org.dcrkit.certs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Reads the DER encoding of a Name (RFC 5280, section 4.1.2.4). */
final class NameDer {

    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int MAX_OID_OCTETS = 64;

    private NameDer() {}

    /** The RDNs of a Name; nothing if the element is not one. */
    static Optional<List<List<NameValue>>> read(StrictDer name) {
        if (!name.isSequence()) {
            return Optional.empty();
        }
        List<List<NameValue>> rdns = new ArrayList<>();
        for (StrictDer rdn : name.children()) {
            Optional<List<NameValue>> values = rdn.isSet() ? values(rdn) : Optional.empty();
            if (values.isEmpty()) {
                return Optional.empty();
            }
            rdns.add(values.get());
        }
        return Optional.of(rdns);
    }

    private static Optional<List<NameValue>> values(StrictDer rdn) {
        List<NameValue> values = new ArrayList<>();
        for (StrictDer attribute : rdn.children()) {
            List<StrictDer> parts = attribute.isSequence() ? attribute.children() : List.of();
            Optional<NameValue> value = parts.size() != 2
                    ? Optional.empty()
                    : oid(parts.get(0)).flatMap(oid -> NameValue.ofDer(oid, parts.get(1)));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    /** The dotted form of an OBJECT IDENTIFIER. */
    static Optional<String> oid(StrictDer element) {
        if (element.tag() != OBJECT_IDENTIFIER
                || element.contentLength() == 0
                || element.contentLength() > MAX_OID_OCTETS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ASN1ObjectIdentifier.fromContents(element.content()).getId());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
