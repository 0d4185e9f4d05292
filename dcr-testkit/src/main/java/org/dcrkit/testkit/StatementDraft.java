package org.dcrkit.testkit;

import java.util.ArrayList;
import java.util.List;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SsaClaim;

/** The claims of a software statement as each directory writes them. */
final class StatementDraft {

    private static final long FORGEROCK_LIFE = 7 * 24 * 3_600L;
    private static final long CDR_LIFE = 600;

    private final FakeDirectory directory;
    private final FakeTpp tpp;
    private final FakeOrganisation organisation;
    private JsonObject claims = JsonObject.empty();

    private StatementDraft(FakeTpp tpp) {
        this.directory = tpp.directory();
        this.tpp = tpp;
        this.organisation = tpp.organisation();
    }

    static JsonObject of(FakeTpp tpp) {
        StatementDraft draft = new StatementDraft(tpp);
        switch (tpp.directory().shape()) {
            case OPEN_BANKING -> draft.openBanking();
            case FORGEROCK -> draft.forgeRock();
            case OPEN_FINANCE_BRASIL -> draft.openFinanceBrasil();
            case CDR_AUSTRALIA -> draft.cdrAustralia();
        }
        return draft.claims;
    }

    private void openBanking() {
        token();
        environment();
        software();
        roles();
        claims = claims.with(name(SsaClaim.AUTHORITY_CLAIMS), authority());
        set(SsaClaim.LOGO_URI, tpp.page("/logo.png"));
        organisation();
        keySets();
        set(SsaClaim.POLICY_URI, tpp.page("/policy.html"));
        set(SsaClaim.TOS_URI, tpp.page("/tos.html"));
        claims = claims.with(name(SsaClaim.ON_BEHALF_OF_ORG), JsonNull.NULL);
    }

    private void forgeRock() {
        token();
        claims = claims.with("exp", now() + FORGEROCK_LIFE);
        set(SsaClaim.MODE, directory.mode());
        software();
        roles();
        organisation();
        keySets();
        set(SsaClaim.ORG_JWKS_ENDPOINT, "TODO");
        set(SsaClaim.ORG_JWKS_REVOKED_ENDPOINT, "TODO");
        set(SsaClaim.SOFTWARE_JWKS_REVOKED_ENDPOINT, "TODO");
        claims = claims.with("ob_registry_tos", directory.baseUrl() + "/tos/");
    }

    private void openFinanceBrasil() {
        token();
        claims = claims.without("jti");
        environment();
        software();
        roles();
        claims = claims.with(name(SsaClaim.AUTHORITY_CLAIMS), new JsonArray(List.of(authority())));
        set(SsaClaim.LOGO_URI, tpp.page("/logo.png"));
        organisation();
        claims = claims.with("org_number", organisation.registrationId());
        keySets();
        set(SsaClaim.POLICY_URI, tpp.page("/policy.html"));
        set(SsaClaim.TOS_URI, tpp.page("/tos.html"));
    }

    private void cdrAustralia() {
        token();
        claims = claims.with("exp", now() + CDR_LIFE)
                .with("legal_entity_id", organisation.id())
                .with("legal_entity_name", organisation.name());
        set(SsaClaim.ORG_ID, organisation.id());
        set(SsaClaim.ORG_NAME, organisation.name());
        set(SsaClaim.CLIENT_NAME, tpp.name());
        set(SsaClaim.CLIENT_DESCRIPTION, tpp.name() + ", a software for tests");
        set(SsaClaim.CLIENT_URI, tpp.page(""));
        claims = claims.with(name(SsaClaim.REDIRECT_URIS), tpp.redirectUris());
        set(SsaClaim.LOGO_URI, tpp.page("/logo.png"));
        set(SsaClaim.TOS_URI, tpp.page("/tos.html"));
        set(SsaClaim.POLICY_URI, tpp.page("/policy.html"));
        set(SsaClaim.SOFTWARE_JWKS_ENDPOINT, directory.baseUrl() + tpp.keySetPath());
        claims = claims.with("revocation_uri", tpp.page("/revocation")).with("recipient_base_uri", tpp.page(""));
        set(SsaClaim.SOFTWARE_ID, tpp.softwareId());
        claims = claims.with(name(SsaClaim.ROLES), "data-recipient-software-product")
                .with(
                        name(SsaClaim.SCOPE),
                        "openid profile bank:accounts.basic:read bank:transactions:read common:customer.basic:read");
    }

    private void token() {
        claims = claims.with("iss", directory.issuer())
                .with("iat", now())
                .with("jti", directory.shape().statementId(directory.random()));
    }

    private void environment() {
        set(SsaClaim.ENVIRONMENT, directory.environment());
        set(SsaClaim.MODE, directory.mode());
    }

    private void software() {
        set(SsaClaim.SOFTWARE_ID, tpp.softwareId());
        set(SsaClaim.SOFTWARE_CLIENT_ID, tpp.softwareId());
        set(SsaClaim.CLIENT_NAME, tpp.name());
        set(SsaClaim.CLIENT_DESCRIPTION, tpp.name() + ", a software for tests");
        set(SsaClaim.SOFTWARE_VERSION, "1.5");
        set(SsaClaim.CLIENT_URI, tpp.page(""));
        claims = claims.with(name(SsaClaim.REDIRECT_URIS), tpp.redirectUris());
    }

    private void roles() {
        claims = claims.with(name(SsaClaim.ROLES), tpp.roles());
    }

    private void organisation() {
        set(SsaClaim.ORG_STATUS, organisation.status());
        set(SsaClaim.ORG_ID, organisation.id());
        set(SsaClaim.ORG_NAME, organisation.name());
        JsonObject contact = JsonObject.empty()
                .with("name", "Technical")
                .with("email", "technical@" + tpp.host())
                .with("phone", "+440000000000")
                .with("type", "Technical");
        claims = claims.with(name(SsaClaim.ORG_CONTACTS), new JsonArray(List.of(contact)));
    }

    private void keySets() {
        DirectoryShape shape = directory.shape();
        String base = directory.baseUrl();
        set(SsaClaim.ORG_JWKS_ENDPOINT, base + shape.organisationKeys(organisation.id()));
        set(SsaClaim.ORG_JWKS_REVOKED_ENDPOINT, base + shape.revokedOrganisationKeys(organisation.id()));
        set(SsaClaim.SOFTWARE_JWKS_ENDPOINT, base + tpp.keySetPath());
        set(
                SsaClaim.SOFTWARE_JWKS_REVOKED_ENDPOINT,
                base + shape.revokedSoftwareKeys(organisation.id(), tpp.softwareId()));
    }

    private JsonObject authority() {
        List<JsonValue> authorisations = new ArrayList<>();
        organisation
                .memberStates()
                .forEach(state -> authorisations.add(
                        JsonObject.empty().with("member_state", state).with("roles", tpp.roles())));
        return JsonObject.empty()
                .with("authority_id", organisation.authorityId())
                .with("registration_id", organisation.registrationId())
                .with("status", organisation.authorityStatus())
                .with("authorisations", new JsonArray(authorisations));
    }

    private void set(SsaClaim claim, String value) {
        claims = claims.with(name(claim), value);
    }

    private String name(SsaClaim claim) {
        return directory.shape().dialect().nameOf(claim);
    }

    private long now() {
        return directory.clock().instant().getEpochSecond();
    }
}
