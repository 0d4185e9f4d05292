package org.dcrkit.certs;

import java.util.Set;

/**
 * How much of two names has to agree.
 *
 * <p>Whatever the mode, values are compared by caseIgnoreMatch and a multi-valued RDN is a set.
 */
public final class NameMatching {

    /** What {@link #immutablePart()} compares: country, organisational unit, common name, organizationIdentifier. */
    private static final Set<String> IDENTITY = Set.of(
            AttributeTypes.COUNTRY,
            AttributeTypes.ORGANIZATIONAL_UNIT,
            AttributeTypes.COMMON_NAME,
            AttributeTypes.ORGANIZATION_IDENTIFIER);

    private static final NameMatching EXACT = new NameMatching(false, Set.of());
    private static final NameMatching EITHER_ORDER = new NameMatching(true, Set.of());
    private static final NameMatching IMMUTABLE_PART = new NameMatching(true, IDENTITY);

    private final boolean eitherOrder;
    private final Set<String> only;

    private NameMatching(boolean eitherOrder, Set<String> only) {
        this.eitherOrder = eitherOrder;
        this.only = only;
    }

    /**
     * The same RDNs in the same order (RFC 4517, section 4.2.15, distinguishedNameMatch): the default.
     *
     * <p>The order is the one that the written form means. Only {@code A=a, B=b}, which Java writes last first and old
     * OpenSSL first first, may mean either.
     */
    public static NameMatching exact() {
        return EXACT;
    }

    /** The same RDNs in the same order or in exactly the opposite one; never in any other. */
    public static NameMatching eitherOrder() {
        return EITHER_ORDER;
    }

    /**
     * Only the attributes that stay when a certificate is renewed: {@code C}, {@code OU}, {@code CN} and 2.5.4.97.
     *
     * <p>Each of them has to occur equally often and with the same values in both names, in any order; the other attributes
     * of either name are not looked at. At least {@code CN} or 2.5.4.97 has to be there.
     */
    public static NameMatching immutablePart() {
        return IMMUTABLE_PART;
    }

    /**
     * The same with a choice of attributes.
     *
     * @param oids object identifiers; common name or organizationIdentifier must be among them
     * @throws IllegalArgumentException if neither is, because then any organisation's certificate would do
     */
    public static NameMatching immutablePart(String... oids) {
        Set<String> chosen = Set.of(oids);
        if (!chosen.contains(AttributeTypes.COMMON_NAME) && !chosen.contains(AttributeTypes.ORGANIZATION_IDENTIFIER)) {
            throw new IllegalArgumentException("the immutable part needs 2.5.4.3 or 2.5.4.97: " + chosen);
        }
        return new NameMatching(true, chosen);
    }

    boolean orderMayBeReversed() {
        return eitherOrder;
    }

    boolean comparesPart() {
        return !only.isEmpty();
    }

    boolean compares(String oid) {
        return only.isEmpty() || only.contains(oid);
    }

    @Override
    public String toString() {
        return comparesPart()
                ? "immutable part " + new java.util.TreeSet<>(only)
                : eitherOrder ? "either order" : "exact";
    }
}
