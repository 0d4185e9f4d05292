package org.dcrkit.claims;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How one regime names the claims of its software statements, and which of them it always sends.
 *
 * <p>Names are data: a regime that only names things differently needs a dialect and no code.
 */
public final class SsaDialect {

    private static final SsaDialect OBIE = obieNames().build();
    private static final SsaDialect OPEN_FINANCE_BRASIL = builder("Open Finance Brasil")
            .sameAs(OBIE)
            .name(SsaClaim.SOFTWARE_JWKS_ENDPOINT, "software_jwks_uri")
            .name(SsaClaim.SOFTWARE_JWKS_REVOKED_ENDPOINT, "software_jwks_inactive_uri")
            .name(SsaClaim.ORG_JWKS_ENDPOINT, "org_jwks_uri")
            .name(SsaClaim.ORG_JWKS_REVOKED_ENDPOINT, "org_jwks_inactive_uri")
            .name(SsaClaim.ROLES, "software_statement_roles")
            .build();
    private static final SsaDialect CDR_AUSTRALIA = builder("CDR Australia")
            .sameAs(OBIE)
            .name(SsaClaim.CLIENT_NAME, "client_name")
            .name(SsaClaim.CLIENT_DESCRIPTION, "client_description")
            .name(SsaClaim.CLIENT_URI, "client_uri")
            .name(SsaClaim.REDIRECT_URIS, "redirect_uris")
            .name(SsaClaim.SOFTWARE_JWKS_ENDPOINT, "jwks_uri")
            .name(SsaClaim.LOGO_URI, "logo_uri")
            .name(SsaClaim.POLICY_URI, "policy_uri")
            .name(SsaClaim.TOS_URI, "tos_uri")
            .name(SsaClaim.ORG_NAME, "org_name")
            .name(SsaClaim.SCOPE, "scope")
            .optional(SsaClaim.ORG_STATUS)
            .build();

    private final String name;
    private final Map<SsaClaim, String> names;
    private final Set<SsaClaim> required;

    private SsaDialect(String name, Map<SsaClaim, String> names, Set<SsaClaim> required) {
        this.name = name;
        this.names = names;
        this.required = required;
    }

    /** Open Banking UK: the {@code software_*} and {@code org_*} names of the OB Directory, and of ForgeRock's. */
    public static SsaDialect obie() {
        return OBIE;
    }

    /** Open Finance Brasil: OBIE's names but for key sets and roles. */
    public static SsaDialect openFinanceBrasil() {
        return OPEN_FINANCE_BRASIL;
    }

    /** The Australian Consumer Data Right: RFC 7591's names. */
    public static SsaDialect cdrAustralia() {
        return CDR_AUSTRALIA;
    }

    /** A dialect of another regime, to start from an existing one or from nothing. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** What the regime is called. */
    public String name() {
        return name;
    }

    /** The name of a claim in this regime; its own constant in lower case where the regime has none. */
    public String nameOf(SsaClaim claim) {
        return names.getOrDefault(claim, claim.name().toLowerCase(Locale.ROOT));
    }

    /** The claims without which a statement is refused. */
    public Set<SsaClaim> required() {
        return required;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Builder obieNames() {
        return builder("OBIE")
                .name(SsaClaim.SOFTWARE_ID, "software_id")
                .name(SsaClaim.SOFTWARE_CLIENT_ID, "software_client_id")
                .name(SsaClaim.CLIENT_NAME, "software_client_name")
                .name(SsaClaim.CLIENT_DESCRIPTION, "software_client_description")
                .name(SsaClaim.CLIENT_URI, "software_client_uri")
                .name(SsaClaim.SOFTWARE_VERSION, "software_version")
                .name(SsaClaim.ENVIRONMENT, "software_environment")
                .name(SsaClaim.MODE, "software_mode")
                .name(SsaClaim.REDIRECT_URIS, "software_redirect_uris")
                .name(SsaClaim.ROLES, "software_roles")
                .name(SsaClaim.AUTHORITY_CLAIMS, "organisation_competent_authority_claims")
                .name(SsaClaim.ORG_STATUS, "org_status")
                .name(SsaClaim.ORG_ID, "org_id")
                .name(SsaClaim.ORG_NAME, "org_name")
                .name(SsaClaim.ORG_CONTACTS, "org_contacts")
                .name(SsaClaim.ORG_JWKS_ENDPOINT, "org_jwks_endpoint")
                .name(SsaClaim.ORG_JWKS_REVOKED_ENDPOINT, "org_jwks_revoked_endpoint")
                .name(SsaClaim.SOFTWARE_JWKS_ENDPOINT, "software_jwks_endpoint")
                .name(SsaClaim.SOFTWARE_JWKS_REVOKED_ENDPOINT, "software_jwks_revoked_endpoint")
                .name(SsaClaim.LOGO_URI, "software_logo_uri")
                .name(SsaClaim.POLICY_URI, "software_policy_uri")
                .name(SsaClaim.TOS_URI, "software_tos_uri")
                .name(SsaClaim.ON_BEHALF_OF_ORG, "software_on_behalf_of_org")
                .name(SsaClaim.SCOPE, "software_scope")
                .required(SsaClaim.SOFTWARE_ID)
                .required(SsaClaim.CLIENT_NAME)
                .required(SsaClaim.REDIRECT_URIS)
                .required(SsaClaim.ROLES)
                .required(SsaClaim.ORG_ID)
                .required(SsaClaim.ORG_STATUS)
                .required(SsaClaim.SOFTWARE_JWKS_ENDPOINT);
    }

    /** Collects the names of a regime. */
    public static final class Builder {

        private final String name;
        private final Map<SsaClaim, String> names = new EnumMap<>(SsaClaim.class);
        private final Set<SsaClaim> required = EnumSet.noneOf(SsaClaim.class);

        private Builder(String name) {
            this.name = requireNonNull(name, "name");
        }

        /** Starts from the names and required claims of another dialect. */
        public Builder sameAs(SsaDialect other) {
            names.putAll(other.names);
            required.addAll(other.required);
            return this;
        }

        /** Gives a claim its name. */
        public Builder name(SsaClaim claim, String claimName) {
            names.put(claim, requireNonNull(claimName, "claimName"));
            return this;
        }

        /** A statement without this claim is refused. */
        public Builder required(SsaClaim claim) {
            required.add(claim);
            return this;
        }

        /** A statement may lack this claim. */
        public Builder optional(SsaClaim claim) {
            required.remove(claim);
            return this;
        }

        /** The dialect. */
        public SsaDialect build() {
            return new SsaDialect(name, Map.copyOf(names), Set.copyOf(required));
        }
    }
}
