package org.dcrkit.policy;

import java.time.Duration;
import org.dcrkit.RequestRequirements;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.policy.ClaimRule.StatementUse;
import org.dcrkit.policy.ClaimRule.Unsupported;

/**
 * The Australian Consumer Data Right's registration; its statements are read in {@link SsaDialect#cdrAustralia()}.
 *
 * <p>Scopes that a data holder does not know are left out rather than refused. A data holder also refuses duplicates ({@code
 * RegistrationValidator}'s {@code refuseDuplicates}).
 */
public enum CdrAustralia implements PolicyProfile {
    /** The registration standard since hybrid flow ended on 12 May 2025. */
    DCR;

    @Override
    public String profileName() {
        return "cdr-australia";
    }

    @Override
    public SsaDialect dialect() {
        return SsaDialect.cdrAustralia();
    }

    @Override
    public ClaimPolicy policy(RequestRequirements request) {
        return ClaimPolicy.builder(profileName(), request)
                .ssa(ssa -> ssa.withMaxAge(Duration.ofMinutes(10)).withExpiryRequired())
                .statement(rule -> rule.roles("data-recipient-software-product"))
                .claim(RequestClaim.ISSUER, ClaimRule::mandatory)
                .claim(RequestClaim.ISSUED_AT, ClaimRule::mandatory)
                .claim(RequestClaim.EXPIRES_AT, ClaimRule::mandatory)
                .claim(RequestClaim.AUDIENCE, ClaimRule::mandatory)
                .claim(RequestClaim.JWT_ID, ClaimRule::mandatory)
                .claim(RequestClaim.SOFTWARE_STATEMENT, rule -> rule.mandatory().maxLength(65_536))
                .claim(RequestClaim.CLIENT_ID, ClaimRule::ignored)
                .claim(RequestClaim.CLIENT_SECRET, ClaimRule::forbidden)
                .claim(RequestClaim.REGISTRATION_ACCESS_TOKEN, ClaimRule::forbidden)
                .claim(RequestClaim.REDIRECT_URIS, ClaimRule::optional)
                .claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD,
                        rule -> rule.mandatory().allowed("private_key_jwt"))
                .claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                        rule -> rule.mandatory().allowed("PS256", "ES256"))
                .claim(
                        RequestClaim.GRANT_TYPES,
                        rule -> rule.mandatory().allowed("client_credentials", "authorization_code", "refresh_token"))
                .claim(RequestClaim.RESPONSE_TYPES, rule -> rule.mandatory().allowed("code"))
                .claim(
                        RequestClaim.APPLICATION_TYPE,
                        rule -> rule.allowed("web").defaultsTo("web"))
                .claim(
                        RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG,
                        rule -> rule.mandatory().allowed("PS256", "ES256"))
                .claim(RequestClaim.REQUEST_OBJECT_SIGNING_ALG, rule -> rule.allowed("PS256", "ES256"))
                .claim(RequestClaim.SOFTWARE_ID, ClaimRule::optional)
                .claim(RequestClaim.JWKS, ClaimRule::forbidden)
                .claim(
                        RequestClaim.JWKS_URI,
                        rule -> rule.statement(SsaClaim.SOFTWARE_JWKS_ENDPOINT, StatementUse.MUST_EQUAL))
                .claim(
                        RequestClaim.SCOPE,
                        rule -> rule.allowed(
                                        "openid",
                                        "profile",
                                        "bank:accounts.basic:read",
                                        "bank:accounts.detail:read",
                                        "bank:transactions:read",
                                        "bank:payees:read",
                                        "bank:regular_payments:read",
                                        "common:customer.basic:read",
                                        "common:customer.detail:read",
                                        "cdr:registration")
                                .unsupported(Unsupported.DROPPED)
                                .defaultsTo("openid"))
                .claim(
                        RequestClaim.CLIENT_NAME,
                        rule -> rule.statement(SsaClaim.CLIENT_NAME, StatementUse.PREVAILS)
                                .form(ValueForm.PLAIN_TEXT))
                .build();
    }
}
