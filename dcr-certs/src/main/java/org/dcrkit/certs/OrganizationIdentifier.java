package org.dcrkit.certs;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An organizationIdentifier (2.5.4.97), parsed: {@code PSDGB-FCA-123456}, {@code VATDE-123456789}, {@code LEIXG-…}.
 *
 * <p>ETSI TS 119 495, GEN-5.2.1-3 for payment service providers; ETSI EN 319 412-1, section 5.1.4 for the rest. Read
 * strictly: upper case, hyphen-minus, an ISO 3166 country, no blanks.
 *
 * @param scheme {@code PSD}, {@code VAT}, {@code NTR}, {@code LEI} and so on, or two letters and a colon for a national
 *     scheme
 * @param country ISO 3166 alpha-2, or {@code XG} for an LEI
 * @param authority the competent authority's 2 to 8 letters for {@code PSD}; empty for every other scheme
 * @param identifier what the authority knows the organisation by; may contain hyphens
 */
public record OrganizationIdentifier(String scheme, String country, String authority, String identifier) {

    private static final String PSD = "PSD";
    private static final int MAX_LENGTH = 256;
    private static final Pattern PSP = Pattern.compile("PSD([A-Z]{2})-([A-Z]{2,8})-([!-~]+)");
    private static final Pattern OTHER = Pattern.compile("([A-Z]{3}|[A-Z]{2}:)([A-Z]{2})-([!-~]+)");
    private static final Set<String> COUNTRIES = Stream.concat(
                    Stream.of(Locale.getISOCountries()), Stream.of("XG", "EL", "XI", "EU"))
            .collect(Collectors.toUnmodifiableSet());

    /** Requires all four. */
    public OrganizationIdentifier {
        requireNonNull(scheme, "scheme");
        requireNonNull(country, "country");
        requireNonNull(authority, "authority");
        requireNonNull(identifier, "identifier");
    }

    /** The parts of an identifier; empty if it breaks the syntax. */
    public static Optional<OrganizationIdentifier> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher psp = PSP.matcher(text);
        if (psp.matches()) {
            return known(new OrganizationIdentifier(PSD, psp.group(1), psp.group(2), psp.group(3)));
        }
        Matcher other = OTHER.matcher(text);
        return other.matches() && !other.group(1).equals(PSD)
                ? known(new OrganizationIdentifier(other.group(1), other.group(2), "", other.group(3)))
                : Optional.empty();
    }

    /** Whether it identifies a payment service provider. */
    public boolean isPaymentServiceProvider() {
        return scheme.equals(PSD);
    }

    /** The identifier as it is written in a certificate. */
    @Override
    public String toString() {
        return scheme + country + "-" + (authority.isEmpty() ? "" : authority + "-") + identifier;
    }

    private static Optional<OrganizationIdentifier> known(OrganizationIdentifier parsed) {
        return COUNTRIES.contains(parsed.country) ? Optional.of(parsed) : Optional.empty();
    }
}
