package org.dcrkit.policy;

import java.time.Duration;
import java.util.List;
import org.dcrkit.RequestRequirements;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.policy.ClaimRule.StatementUse;

/**
 * Open Finance Brasil's Dynamic Client Registration, as far as its claims go; its statements are read in {@link
 * SsaDialect#openFinanceBrasil()}.
 *
 * <p>Its requests are plain JSON, which no verifier of request JWTs reads: judged are the claims, proven is the statement.
 * A bank there also refuses duplicates ({@code RegistrationValidator}'s {@code refuseDuplicates}).
 */
public enum OpenFinanceBrasil implements PolicyProfile {
    /** The registration profile. */
    DCR;

    private static final List<String> ALGORITHM = List.of("PS256");

    @Override
    public String profileName() {
        return "open-finance-brasil";
    }

    @Override
    public SsaDialect dialect() {
        return SsaDialect.openFinanceBrasil();
    }

    @Override
    public ClaimPolicy policy(RequestRequirements request) {
        Condition assertion = Condition.in(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "private_key_jwt");
        Condition certificate = Condition.in(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "tls_client_auth");
        return ClaimPolicy.builder(profileName(), request)
                .ssa(ssa -> ssa.withMaxAge(Duration.ofMinutes(5)))
                .claim(RequestClaim.SOFTWARE_STATEMENT, rule -> rule.mandatory().maxLength(65_536))
                .claim(RequestClaim.CLIENT_SECRET, ClaimRule::forbidden)
                .claim(RequestClaim.REGISTRATION_ACCESS_TOKEN, ClaimRule::forbidden)
                .claim(RequestClaim.CLIENT_ID, ClaimRule::ignored)
                .claim(RequestClaim.REDIRECT_URIS, ClaimRule::mandatory)
                .claim(
                        RequestClaim.GRANT_TYPES,
                        rule -> rule.mandatory()
                                .allowed("authorization_code", "client_credentials", "refresh_token", "implicit"))
                .claim(
                        RequestClaim.RESPONSE_TYPES,
                        rule -> rule.allowed("code id_token").defaultsTo("code id_token"))
                .claim(
                        RequestClaim.APPLICATION_TYPE,
                        rule -> rule.allowed("web").defaultsTo("web"))
                .claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD,
                        rule -> rule.mandatory().allowed("private_key_jwt", "tls_client_auth"))
                .claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                        rule -> rule.mandatoryWhen(assertion).allowed(ALGORITHM))
                .claim(
                        RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN,
                        rule -> rule.exactlyWhen(certificate).maxLength(512))
                .claim(
                        RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG,
                        rule -> rule.allowed(ALGORITHM).defaultsTo(ALGORITHM))
                .claim(
                        RequestClaim.REQUEST_OBJECT_SIGNING_ALG,
                        rule -> rule.allowed(ALGORITHM).defaultsTo(ALGORITHM))
                .claim(RequestClaim.JWKS, ClaimRule::forbidden)
                .claim(
                        RequestClaim.JWKS_URI,
                        rule -> rule.mandatory().statement(SsaClaim.SOFTWARE_JWKS_ENDPOINT, StatementUse.MUST_EQUAL))
                .claim(
                        RequestClaim.SCOPE,
                        rule -> rule.allowed(
                                        "openid",
                                        "consents",
                                        "resources",
                                        "customers",
                                        "accounts",
                                        "credit-cards-accounts",
                                        "loans",
                                        "financings",
                                        "unarranged-accounts-overdraft",
                                        "invoice-financings",
                                        "payments")
                                .defaultsTo("openid"))
                .claim(
                        RequestClaim.CLIENT_NAME,
                        rule -> rule.statement(SsaClaim.CLIENT_NAME, StatementUse.PREVAILS)
                                .form(ValueForm.PLAIN_TEXT))
                .scopeNeedsRole("consents", "DADOS", "PAGTO")
                .scopeNeedsRole("resources", "DADOS", "PAGTO")
                .scopeNeedsRole("customers", "DADOS")
                .scopeNeedsRole("accounts", "DADOS")
                .scopeNeedsRole("credit-cards-accounts", "DADOS")
                .scopeNeedsRole("loans", "DADOS")
                .scopeNeedsRole("financings", "DADOS")
                .scopeNeedsRole("unarranged-accounts-overdraft", "DADOS")
                .scopeNeedsRole("invoice-financings", "DADOS")
                .scopeNeedsRole("payments", "PAGTO")
                .build();
    }
}
