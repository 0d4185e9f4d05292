package org.dcrkit.claims;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a national competent authority has authorised an organisation to do (the SSA's
 * {@code organisation_competent_authority_claims}).
 */
public final class CompetentAuthority {

    private final @Nullable String authorityId;
    private final @Nullable String registrationId;
    private final @Nullable String status;
    private final List<Authorisation> authorisations;

    CompetentAuthority(
            @Nullable String authorityId,
            @Nullable String registrationId,
            @Nullable String status,
            List<Authorisation> authorisations) {
        this.authorityId = authorityId;
        this.registrationId = registrationId;
        this.status = status;
        this.authorisations = List.copyOf(authorisations);
    }

    /**
     * The roles authorised in one country.
     *
     * @param memberState the country's ISO 3166 alpha-2 code, in upper case
     * @param roles the roles, in upper case
     */
    public record Authorisation(String memberState, Set<String> roles) {
        /** Copies the roles. */
        public Authorisation {
            roles = Set.copyOf(roles);
        }
    }

    /** The authority, such as {@code FCAGBR}: its short name and the country's ISO 3166 alpha-3 code. */
    public Optional<String> authorityId() {
        return Optional.ofNullable(authorityId);
    }

    /** The organisation's registration there, such as an FCA firm reference number. */
    public Optional<String> registrationId() {
        return Optional.ofNullable(registrationId);
    }

    /** Whether the registration is active; compared without case. */
    public Optional<String> status() {
        return Optional.ofNullable(status);
    }

    /** The roles by country. */
    public List<Authorisation> authorisations() {
        return authorisations;
    }
}
