package org.dcrkit.policy;

import static org.dcrkit.claims.RequestClaim.APPLICATION_TYPE;
import static org.dcrkit.claims.RequestClaim.AUDIENCE;
import static org.dcrkit.claims.RequestClaim.BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG;
import static org.dcrkit.claims.RequestClaim.BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT;
import static org.dcrkit.claims.RequestClaim.BACKCHANNEL_TOKEN_DELIVERY_MODE;
import static org.dcrkit.claims.RequestClaim.BACKCHANNEL_USER_CODE_PARAMETER_SUPPORTED;
import static org.dcrkit.claims.RequestClaim.CERTIFICATE_BOUND_ACCESS_TOKENS;
import static org.dcrkit.claims.RequestClaim.CLIENT_ID;
import static org.dcrkit.claims.RequestClaim.CLIENT_NAME;
import static org.dcrkit.claims.RequestClaim.CLIENT_SECRET;
import static org.dcrkit.claims.RequestClaim.CLIENT_URI;
import static org.dcrkit.claims.RequestClaim.CONTACTS;
import static org.dcrkit.claims.RequestClaim.EXPIRES_AT;
import static org.dcrkit.claims.RequestClaim.GRANT_TYPES;
import static org.dcrkit.claims.RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG;
import static org.dcrkit.claims.RequestClaim.ISSUED_AT;
import static org.dcrkit.claims.RequestClaim.ISSUER;
import static org.dcrkit.claims.RequestClaim.JWKS;
import static org.dcrkit.claims.RequestClaim.JWKS_URI;
import static org.dcrkit.claims.RequestClaim.JWT_ID;
import static org.dcrkit.claims.RequestClaim.LOGO_URI;
import static org.dcrkit.claims.RequestClaim.POLICY_URI;
import static org.dcrkit.claims.RequestClaim.REDIRECT_URIS;
import static org.dcrkit.claims.RequestClaim.REGISTRATION_ACCESS_TOKEN;
import static org.dcrkit.claims.RequestClaim.REQUEST_OBJECT_SIGNING_ALG;
import static org.dcrkit.claims.RequestClaim.RESPONSE_TYPES;
import static org.dcrkit.claims.RequestClaim.SCOPE;
import static org.dcrkit.claims.RequestClaim.SOFTWARE_ID;
import static org.dcrkit.claims.RequestClaim.SOFTWARE_STATEMENT;
import static org.dcrkit.claims.RequestClaim.SOFTWARE_VERSION;
import static org.dcrkit.claims.RequestClaim.TLS_CLIENT_AUTH_DN;
import static org.dcrkit.claims.RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN;
import static org.dcrkit.claims.RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD;
import static org.dcrkit.claims.RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG;
import static org.dcrkit.claims.RequestClaim.TOS_URI;

import java.util.ArrayList;
import java.util.List;
import org.dcrkit.RequestRequirements;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.ClaimRule.StatementUse;

/**
 * Open Banking UK's Dynamic Client Registration, by version of the specification.
 *
 * <p>Where the specification contradicts itself, what can be met by real software is taken: identifiers of 22 characters in
 * 3.1 too, UUIDs in either case, {@code mobile} and {@code native} for the same thing, {@code tls_client_auth_dn} exactly
 * with {@code tls_client_auth}. Client secrets and RS256, which the specification mentions and FAPI forbids, are left out.
 */
public enum ObieProfile implements PolicyProfile {
    /** 3.1: {@code tls_client_auth_dn}, optional scope. */
    V3_1("obie-3.1"),
    /** 3.2: {@code tls_client_auth_subject_dn}, mandatory scope. */
    V3_2("obie-3.2"),
    /** 3.3: adds client-initiated backchannel authentication. */
    V3_3("obie-3.3"),
    /** 3.4: adds the JWT bearer grant and longer distinguished names. */
    V3_4("obie-3.4");

    private static final int MAX_STATEMENT = 65_536;
    private static final String CIBA = "urn:openid:params:grant-type:ciba";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Condition USES_CERTIFICATE = Condition.in(TOKEN_ENDPOINT_AUTH_METHOD, "tls_client_auth");
    private static final Condition USES_ASSERTION =
            Condition.in(TOKEN_ENDPOINT_AUTH_METHOD, "private_key_jwt", "client_secret_jwt");
    private static final Condition USES_CIBA = Condition.in(GRANT_TYPES, CIBA);
    private static final Condition IS_NOTIFIED = Condition.in(BACKCHANNEL_TOKEN_DELIVERY_MODE, "ping", "push");

    private final String profileName;

    ObieProfile(String profileName) {
        this.profileName = profileName;
    }

    @Override
    public String profileName() {
        return profileName;
    }

    @Override
    public ResponseForm responseForm() {
        return ResponseForm.standard()
                .withScope(this == V3_1 ? ScopeForm.ARRAY : ScopeForm.TEXT)
                .withFlattenedStatement();
    }

    @Override
    public ClaimPolicy policy(RequestRequirements request) {
        ClaimPolicy.Builder policy = ClaimPolicy.builder(profileName, request);
        addToken(policy);
        addClient(policy);
        addAuthentication(policy);
        if (compareTo(V3_3) >= 0) {
            addBackchannel(policy);
        }
        addStatementClaims(policy);
        return policy.scopeNeedsRole("accounts", "AISP", "CD_AISP")
                .scopeNeedsRole("payments", "PISP", "CD_PISP")
                .scopeNeedsRole("fundsconfirmations", "CBPII", "CD_CBPII")
                .build();
    }

    private static void addToken(ClaimPolicy.Builder policy) {
        policy.claim(ISSUER, rule -> rule.mandatory().form(ValueForm.BASE62_22))
                .claim(ISSUED_AT, ClaimRule::mandatory)
                .claim(EXPIRES_AT, ClaimRule::mandatory)
                .claim(AUDIENCE, ClaimRule::mandatory)
                .claim(JWT_ID, rule -> rule.mandatory().form(ValueForm.UUID_V4))
                .claim(SOFTWARE_STATEMENT, rule -> rule.mandatory().maxLength(MAX_STATEMENT));
    }

    private void addClient(ClaimPolicy.Builder policy) {
        policy.claim(CLIENT_ID, rule -> rule.ignored().maxLength(36))
                .claim(CLIENT_SECRET, ClaimRule::forbidden)
                .claim(REGISTRATION_ACCESS_TOKEN, ClaimRule::forbidden)
                .claim(REDIRECT_URIS, ClaimRule::mandatory)
                .claim(GRANT_TYPES, rule -> rule.mandatory().allowed(grantTypes()))
                .claim(
                        RESPONSE_TYPES,
                        rule -> rule.allowed("code", "code id_token").defaultsTo("code id_token"))
                .claim(SOFTWARE_ID, rule -> rule.form(ValueForm.BASE62_22))
                .claim(SCOPE, this::scope)
                .claim(APPLICATION_TYPE, rule -> rule.mandatory().allowed("web", this == V3_4 ? "native" : "mobile"));
    }

    private ClaimRule scope(ClaimRule rule) {
        ClaimRule offered = rule.allowed("openid", "accounts", "payments", "fundsconfirmations");
        return this == V3_1
                ? offered.maxLength(32).defaultsTo("openid")
                : offered.mandatory().maxTotalLength(256);
    }

    private List<String> grantTypes() {
        List<String> grants = new ArrayList<>(List.of("client_credentials", "authorization_code", "refresh_token"));
        if (compareTo(V3_3) >= 0) {
            grants.add(CIBA);
        }
        if (this == V3_4) {
            grants.add(JWT_BEARER);
        }
        return grants;
    }

    private void addAuthentication(ClaimPolicy.Builder policy) {
        RequestClaim subject = this == V3_1 ? TLS_CLIENT_AUTH_DN : TLS_CLIENT_AUTH_SUBJECT_DN;
        policy.claim(TOKEN_ENDPOINT_AUTH_METHOD, rule -> floor(rule).mandatory())
                .claim(ID_TOKEN_SIGNED_RESPONSE_ALG, rule -> floor(rule).mandatory())
                .claim(REQUEST_OBJECT_SIGNING_ALG, rule -> floor(rule).mandatory())
                .claim(
                        TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                        rule -> this == V3_1
                                ? floor(rule).mandatoryWhen(USES_ASSERTION)
                                : floor(rule).exactlyWhen(USES_ASSERTION))
                .claim(subject, rule -> rule.exactlyWhen(USES_CERTIFICATE).maxLength(this == V3_4 ? 512 : 128))
                .claim(CERTIFICATE_BOUND_ACCESS_TOKENS, rule -> rule.allowed("true"));
    }

    private static ClaimRule floor(ClaimRule rule) {
        return rule.allowed(FapiFloor.values(rule.claim()));
    }

    private static void addBackchannel(ClaimPolicy.Builder policy) {
        policy.claim(
                        BACKCHANNEL_TOKEN_DELIVERY_MODE,
                        rule -> rule.exactlyWhen(USES_CIBA).allowed("poll", "ping"))
                .claim(
                        BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT,
                        rule -> rule.exactlyWhen(IS_NOTIFIED).maxLength(256).form(ValueForm.HTTPS_URL))
                .claim(
                        BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG,
                        rule -> floor(rule).exactlyWhen(USES_CIBA))
                .claim(
                        BACKCHANNEL_USER_CODE_PARAMETER_SUPPORTED,
                        rule -> rule.onlyWhen(USES_CIBA).allowed("false"));
    }

    /** Claims of RFC 7591 that the statement has too; it prevails, and its keys are the only ones. */
    private static void addStatementClaims(ClaimPolicy.Builder policy) {
        policy.claim(JWKS, ClaimRule::forbidden)
                .claim(JWKS_URI, rule -> rule.statement(SsaClaim.SOFTWARE_JWKS_ENDPOINT, StatementUse.MUST_EQUAL))
                .claim(
                        CLIENT_NAME,
                        rule -> prevailing(rule, SsaClaim.CLIENT_NAME)
                                .maxLength(40)
                                .form(ValueForm.PLAIN_TEXT))
                .claim(CLIENT_URI, rule -> page(rule, SsaClaim.CLIENT_URI))
                .claim(LOGO_URI, rule -> page(rule, SsaClaim.LOGO_URI))
                .claim(POLICY_URI, rule -> page(rule, SsaClaim.POLICY_URI))
                .claim(TOS_URI, rule -> page(rule, SsaClaim.TOS_URI))
                .claim(CONTACTS, rule -> rule.maxValues(10).form(ValueForm.EMAIL))
                .claim(
                        SOFTWARE_VERSION,
                        rule -> prevailing(rule, SsaClaim.SOFTWARE_VERSION)
                                .maxLength(42)
                                .form(ValueForm.VERSION));
    }

    private static ClaimRule page(ClaimRule rule, SsaClaim claim) {
        return prevailing(rule, claim).maxLength(256).form(ValueForm.HTTPS_URL);
    }

    private static ClaimRule prevailing(ClaimRule rule, SsaClaim claim) {
        return rule.statement(claim, StatementUse.PREVAILS);
    }
}
