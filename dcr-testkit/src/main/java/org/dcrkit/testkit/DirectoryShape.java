package org.dcrkit.testkit;

import org.dcrkit.claims.SsaDialect;

/** What differs between the directories of the regimes: names, addresses, and the form of identifiers. */
enum DirectoryShape {
    OPEN_BANKING("OpenBanking Ltd", "https://keystore.openbankingtest.org.uk"),
    FORGEROCK("ForgeRock", "https://service.directory.ob.forgerock.financial"),
    OPEN_FINANCE_BRASIL(
            "Open Banking Open Banking Brasil sandbox SSA issuer",
            "https://keystore.sandbox.directory.openbankingbrasil.org.br"),
    CDR_AUSTRALIA("cdr-register", "https://secure.api.cdr.gov.au");

    private final String issuer;
    private final String baseUrl;

    DirectoryShape(String issuer, String baseUrl) {
        this.issuer = issuer;
        this.baseUrl = baseUrl;
    }

    String issuer() {
        return issuer;
    }

    String baseUrl() {
        return baseUrl;
    }

    SsaDialect dialect() {
        return switch (this) {
            case OPEN_BANKING, FORGEROCK -> SsaDialect.obie();
            case OPEN_FINANCE_BRASIL -> SsaDialect.openFinanceBrasil();
            case CDR_AUSTRALIA -> SsaDialect.cdrAustralia();
        };
    }

    /** Where the directory's own keys are. */
    String directoryKeys() {
        return switch (this) {
            case OPEN_BANKING, OPEN_FINANCE_BRASIL -> "/keystore/openbanking.jwks";
            case FORGEROCK -> "/api/directory/keys/jwk_uri";
            case CDR_AUSTRALIA -> "/cdr-register/v1/jwks";
        };
    }

    String softwareKeys(String organisationId, String softwareId) {
        return this == FORGEROCK
                ? "/api/software-statement/" + softwareId + "/application/jwk_uri"
                : "/" + organisationId + "/" + softwareId + ".jwks";
    }

    String revokedSoftwareKeys(String organisationId, String softwareId) {
        return "/" + organisationId + "/revoked/" + softwareId + ".jwks";
    }

    String organisationKeys(String organisationId) {
        return "/" + organisationId + "/" + organisationId + ".jwks";
    }

    String revokedOrganisationKeys(String organisationId) {
        return "/" + organisationId + "/revoked/" + organisationId + ".jwks";
    }

    /** An identifier of an organisation, in the directory's own form. */
    String organisationId(SeededRandom random) {
        return switch (this) {
            case OPEN_BANKING -> "0015800001" + random.base62(5) + "AAX";
            case FORGEROCK -> random.hex(24);
            case OPEN_FINANCE_BRASIL, CDR_AUSTRALIA -> uuid(random);
        };
    }

    /** An identifier of a software, in the directory's own form. */
    String softwareId(SeededRandom random) {
        return switch (this) {
            case OPEN_BANKING -> random.base62(22);
            case FORGEROCK -> random.hex(24);
            case OPEN_FINANCE_BRASIL, CDR_AUSTRALIA -> uuid(random);
        };
    }

    /** A {@code jti} of a statement, in the directory's own form. */
    String statementId(SeededRandom random) {
        return switch (this) {
            case OPEN_BANKING -> random.hex(16);
            case FORGEROCK, OPEN_FINANCE_BRASIL -> uuid(random);
            case CDR_AUSTRALIA -> random.hex(32);
        };
    }

    /** A random UUID (version 4). */
    static String uuid(SeededRandom random) {
        return random.hex(8) + "-" + random.hex(4) + "-4" + random.hex(3) + "-" + "89ab".charAt(random.nextInt(4))
                + random.hex(3) + "-" + random.hex(12);
    }
}
