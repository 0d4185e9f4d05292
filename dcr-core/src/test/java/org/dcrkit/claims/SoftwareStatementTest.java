package org.dcrkit.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.dcrkit.Vectors;
import org.dcrkit.claims.CompetentAuthority.Authorisation;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.RegistrationError;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OBIE Directory: the claims of a software statement assertion")
class SoftwareStatementTest {

    private static final JsonObject GOOD = Json.object("""
            {'iss':'OpenBanking Ltd','iat':1647405940,'jti':'36b5dfe0205c4060',
             'software_id':'oQ4KoaavpOuoE7rvQsZEOV','software_client_name':'A name','software_mode':' Live',
             'software_environment':'production ','software_redirect_uris':['https://tpp.example/cb'],
             'software_roles':['aisp','PISP'],'org_id':'0015800001HQQrZAAX','org_status':'active',
             'software_jwks_endpoint':'https://keystore.example/s.jwks','software_version':'1.10',
             'software_on_behalf_of_org':null,'org_contacts':[],'unknown':{'x':[1]},
             'organisation_competent_authority_claims':{'authority_id':'FCAGBR','registration_id':'123456',
               'status':'Active','authorisations':[{'member_state':'gb','roles':['AISP','pisp']},
                                                    {'member_state':'IE','roles':[]}]}}""");

    @Test
    @DisplayName("A statement as the directory issues it is read, enumerations trimmed and in upper case")
    void good() {
        SoftwareStatement statement = read(GOOD);

        assertThat(statement.issuer()).contains("OpenBanking Ltd");
        assertThat(statement.jwtId()).contains("36b5dfe0205c4060");
        assertThat(statement.issuedAt()).contains(Instant.parse("2022-03-16T04:45:40Z"));
        assertThat(statement.expiresAt()).isEmpty();
        assertThat(statement.notBefore()).isEmpty();
        assertThat(statement.softwareId()).contains("oQ4KoaavpOuoE7rvQsZEOV");
        assertThat(statement.organisationId()).contains("0015800001HQQrZAAX");
        assertThat(statement.mode()).contains("LIVE");
        assertThat(statement.environment()).contains("PRODUCTION");
        assertThat(statement.organisationStatus()).contains("ACTIVE");
        assertThat(statement.roles()).isEqualTo(Set.of("AISP", "PISP"));
        assertThat(statement.redirectUris()).containsExactly("https://tpp.example/cb");
        assertThat(statement.softwareJwksEndpoint()).contains("https://keystore.example/s.jwks");
        assertThat(statement.text(SsaClaim.ON_BEHALF_OF_ORG)).isEmpty();
        assertThat(statement.claims()).isEqualTo(GOOD);
        assertThat(statement.dialect()).isSameAs(SsaDialect.obie());
    }

    @Test
    @DisplayName(
            "organisation_competent_authority_claims is an object: authority_id, registration_id, status, authorisations")
    void authority() {
        assertThat(read(GOOD).authorities()).singleElement().satisfies(authority -> {
            assertThat(authority.authorityId()).contains("FCAGBR");
            assertThat(authority.registrationId()).contains("123456");
            assertThat(authority.status()).contains("ACTIVE");
            assertThat(authority.authorisations())
                    .containsExactly(
                            new Authorisation("GB", Set.of("AISP", "PISP")), new Authorisation("IE", Set.of()));
        });
    }

    @Test
    @DisplayName("Authority claims may be an array, as in Brazil, or absent, as at ForgeRock")
    void authorities() {
        assertThat(read(with("organisation_competent_authority_claims", "[{'authority_id':'A'},{'authority_id':'B'}]"))
                        .authorities())
                .extracting(authority -> authority.authorityId().orElseThrow())
                .containsExactly("A", "B");
        assertThat(read(GOOD.without("organisation_competent_authority_claims")).authorities())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'1.10',1.10", "1.5,1.5", "2,2", "null,"})
    @DisplayName("software_version is a text, or a number in older statements")
    void version(String json, String expected) {
        assertThat(read(with("software_version", json.equals("1.10") ? "'1.10'" : json))
                        .text(SsaClaim.SOFTWARE_VERSION)
                        .orElse(null))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("software_id may be an array of one")
    void identifierInArray() {
        assertThat(read(with("software_id", "['abc']")).softwareId()).contains("abc");
    }

    @Test
    @DisplayName("Roles may be one text, as in Australia; scopes words in one text or in an array")
    void rolesAndScopes() {
        assertThat(read(with("software_roles", "'data-recipient'")).roles()).containsExactly("DATA-RECIPIENT");
        assertThat(read(with("software_scope", "'openid accounts'")).scopes()).containsExactly("openid", "accounts");
        assertThat(read(with("software_scope", "['openid','accounts']")).scopes())
                .containsExactly("openid", "accounts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "'  '"})
    @DisplayName("An optional text may be null, empty or blank, and then is not there")
    void blanks(String json) {
        assertThat(read(with("software_logo_uri", json)).text(SsaClaim.LOGO_URI))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "software_id|1|number|string",
                "software_id|['a','b']|array|string",
                "software_id|[]|array|string",
                "software_id|{}|object|string",
                "software_id|true|boolean|string",
                "iss|['OpenBanking Ltd']|array|string",
                "jti|7|number|string",
                "org_status|true|boolean|string",
                "software_version|true|boolean|string",
                "software_redirect_uris|'https://tpp.example/cb'|string|array of strings",
                "software_redirect_uris|{}|object|array of strings",
                "software_roles|1|number|array of strings",
                "software_scope|1|number|array of strings",
                "software_logo_uri|[]|array|string",
                "iat|'1647405940'|string|whole number of seconds",
                "iat|true|boolean|whole number of seconds",
                "iat|null|null|whole number of seconds",
                "iat|1647405940.5|number|whole number of seconds",
                "iat|1.6e9|number|whole number of seconds",
                "exp|''|string|whole number of seconds",
                "exp|{}|object|whole number of seconds",
                "exp|[]|array|whole number of seconds",
                "nbf|null|null|whole number of seconds",
                "organisation_competent_authority_claims|'x'|string|array of objects"
            })
    @DisplayName("TIM-09, TIM-11, SSC-02, SSC-06: a claim of another type is refused for exactly that")
    void wrongType(String claim, String json, String got, String expected) {
        assertThat(faults(with(claim, json)))
                .containsExactly(Tuple.tuple(ClaimReason.TYPE, "ssa:/" + claim, got, expected));
    }

    @Test
    @DisplayName("An element of another type is refused at its own place, and so is a claim inside an authority")
    void wrongElements() {
        assertThat(faults(with("software_redirect_uris", "['https://a.example/',1,null]")))
                .containsExactly(
                        Tuple.tuple(ClaimReason.TYPE, "ssa:/software_redirect_uris/1", "number", "string"),
                        Tuple.tuple(ClaimReason.TYPE, "ssa:/software_redirect_uris/2", "null", "string"));
        assertThat(faults(with("organisation_competent_authority_claims", "[{},7]")))
                .containsExactly(Tuple.tuple(
                        ClaimReason.TYPE, "ssa:/organisation_competent_authority_claims/1", "number", "object"));
        assertThat(faults(with(
                        "organisation_competent_authority_claims",
                        "{'authority_id':7,'authorisations':[{'member_state':'GB','roles':[1]},{'roles':{}}]}")))
                .containsExactly(
                        Tuple.tuple(
                                ClaimReason.TYPE,
                                "ssa:/organisation_competent_authority_claims/authorisations/0/roles/0",
                                "number",
                                "string"),
                        Tuple.tuple(
                                ClaimReason.TYPE,
                                "ssa:/organisation_competent_authority_claims/authorisations/1/roles",
                                "object",
                                "array of strings"),
                        Tuple.tuple(
                                ClaimReason.TYPE,
                                "ssa:/organisation_competent_authority_claims/authority_id",
                                "number",
                                "string"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iss",
                "iat",
                "software_id",
                "software_client_name",
                "software_redirect_uris",
                "software_roles",
                "org_id",
                "org_status",
                "software_jwks_endpoint"
            })
    @DisplayName("TIM-03: a required claim that is absent, or null, is missing")
    void missing(String claim) {
        assertThat(faults(GOOD.without(claim)))
                .containsExactly(Tuple.tuple(ClaimReason.MISSING, "ssa:/" + claim, null, claim));
        if (!claim.equals("iat")) {
            assertThat(faults(GOOD.with(claim, JsonNull.NULL)))
                    .containsExactly(Tuple.tuple(ClaimReason.MISSING, "ssa:/" + claim, null, claim));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "software_id|''",
                "org_id|'  '",
                "software_redirect_uris|[]",
                "software_roles|[]",
                "software_roles|''"
            })
    @DisplayName("A required claim that says nothing is empty")
    void empty(String claim, String json) {
        assertThat(faults(with(claim, json)))
                .containsExactly(Tuple.tuple(ClaimReason.EMPTY, "ssa:/" + claim, null, null));
    }

    @Test
    @DisplayName("A blank element of a list is empty, at its own place")
    void emptyElement() {
        assertThat(faults(with("software_redirect_uris", "['https://a.example/',' ']")))
                .containsExactly(Tuple.tuple(ClaimReason.EMPTY, "ssa:/software_redirect_uris/1", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1647405940000",
                "9223372036854775807",
                "9223372036854776",
                "99999999999999999999",
                "-1",
                "253402300800"
            })
    @DisplayName(
            "TIM-12, TIM-13, TIM-14: a NumericDate in milliseconds, before 1970 or after 9999 is refused, never wrapped")
    void dateRange(String literal) {
        for (String claim : List.of("iat", "exp", "nbf")) {
            assertThat(faults(GOOD.with(claim, new JsonNumber(literal))))
                    .containsExactly(Tuple.tuple(
                            ClaimReason.DATE_RANGE,
                            "ssa:/" + claim,
                            literal,
                            "seconds since 1970-01-01T00:00:00Z, up to the year 9999"));
        }
    }

    @Test
    @DisplayName("The first and the last second of the years 1970 to 9999 are NumericDates")
    void dateBounds() {
        assertThat(read(GOOD.with("iat", 0).with("exp", 253_402_300_799L)).expiresAt())
                .contains(Instant.parse("9999-12-31T23:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0000",
                "\\n",
                "\\u001b",
                "\\u007f",
                "\\u0085",
                "\\ufffe",
                "\\uffff",
                "\\ufdd0",
                "\\ud83f\\udffe"
            })
    @DisplayName("JSN-12, JSN-13: control characters and noncharacters are no text")
    void noText(String escape) {
        assertThat(SoftwareStatement.read(with("software_client_name", "'a" + escape + "b'"), SsaDialect.obie())
                        .violations())
                .extracting(Violation::reason, violation -> violation.where().toString())
                .containsExactly(Tuple.tuple(ClaimReason.TEXT, "ssa:/software_client_name"));
    }

    @Test
    @DisplayName("POS-12: names in any script are text")
    void text() {
        assertThat(read(with("software_client_name", "'Crédit 东京 \\ud83d\\ude00 O\u2019Neill'"))
                        .text(SsaClaim.CLIENT_NAME))
                .contains("Crédit 东京 \ud83d\ude00 O\u2019Neill");
    }

    @Test
    @DisplayName("Every fault is reported at once, each once")
    void allAtOnce() {
        assertThat(faults(GOOD.without("iss")
                        .without("org_id")
                        .with("software_id", 7)
                        .with("iat", "x")))
                .extracting(tuple -> tuple.toList().get(1))
                .containsExactlyInAnyOrder("ssa:/iss", "ssa:/org_id", "ssa:/software_id", "ssa:/iat");
    }

    @Test
    @DisplayName("What cannot be accepted can still be read as far as it goes, with its faults told")
    void asFarAsPossible() {
        List<Violation> faults = new java.util.ArrayList<>();
        SoftwareStatement statement = SoftwareStatement.readAsFarAsPossible(
                GOOD.without("iss").with("org_id", 7), SsaDialect.obie(), faults::add);

        assertThat(statement.softwareId()).contains("oQ4KoaavpOuoE7rvQsZEOV");
        assertThat(statement.issuer()).isEmpty();
        assertThat(statement.organisationId()).isEmpty();
        assertThat(faults).extracting(Violation::reason).containsExactly(ClaimReason.TYPE, ClaimReason.MISSING);
    }

    @ParameterizedTest
    @EnumSource(ClaimReason.class)
    @DisplayName("RFC 7591, section 3.2.2: a fault of the statement is invalid_software_statement, whatever its kind")
    void errors(ClaimReason reason) {
        Violation violation = Violation.of(reason, org.dcrkit.verdict.ClaimPath.ssa("software_redirect_uris"));

        assertThat(violation.error()).isEqualTo(RegistrationError.INVALID_SOFTWARE_STATEMENT);
        assertThat(ErrorResponse.to(new Verdict.Rejected<>(List.of(violation), org.dcrkit.verdict.Evidence.none()))
                        .error())
                .isEqualTo("invalid_software_statement");
    }

    @Test
    @DisplayName("A dialect names the claims of its regime and says which are required")
    void dialects() {
        assertThat(SsaDialect.openFinanceBrasil().nameOf(SsaClaim.SOFTWARE_JWKS_ENDPOINT))
                .isEqualTo("software_jwks_uri");
        assertThat(SsaDialect.openFinanceBrasil().nameOf(SsaClaim.ORG_STATUS)).isEqualTo("org_status");
        assertThat(SsaDialect.cdrAustralia().required()).doesNotContain(SsaClaim.ORG_STATUS);
        SsaDialect own = SsaDialect.builder("own")
                .name(SsaClaim.SOFTWARE_ID, "id")
                .required(SsaClaim.SOFTWARE_ID)
                .build();
        assertThat(own.nameOf(SsaClaim.ORG_ID)).isEqualTo("org_id");
        assertThat(SoftwareStatement.read(Json.object("{'iss':'x','iat':1,'id':'s'}"), own)
                        .toOptional()
                        .orElseThrow()
                        .softwareId())
                .contains("s");
    }

    @ParameterizedTest
    @CsvSource({
        "ssa-PS256-w7NFeMODzCMO-1647405940-e60bc065,obie",
        "ssa-PS256-h3ZCF0VrzgXg-1647405940-d4e893b5,obie",
        "ssa-PS256-adc26250fd3e-1625150389-c099e041,obie",
        "ssa-PS256-DwMKdWMmj7PW-1571808167-3613eee4,cdr"
    })
    @DisplayName("Published statements of Open Banking, ForgeRock and the Consumer Data Right are read without a fault")
    void realStatements(String file, String dialect) {
        Path path = Vectors.realData("jwt/" + file + ".jwt");
        String payload = new String(Vectors.bytes(path), java.nio.charset.StandardCharsets.US_ASCII)
                .strip()
                .split("\\.")[1];
        JsonParse parse = StrictJson.parse(Base64.getUrlDecoder().decode(payload), JsonLimits.forToken());

        assertThat(parse).isInstanceOf(JsonParse.Parsed.class);
        assertThat(SoftwareStatement.read(
                                (JsonObject) ((JsonParse.Parsed) parse).value(),
                                dialect.equals("cdr") ? SsaDialect.cdrAustralia() : SsaDialect.obie())
                        .violations())
                .isEmpty();
    }

    private static JsonObject with(String claim, String json) {
        return GOOD.with(claim, Json.value(json));
    }

    private static SoftwareStatement read(JsonObject claims) {
        Verdict<SoftwareStatement> verdict = SoftwareStatement.read(claims, SsaDialect.obie());
        assertThat(verdict.violations()).isEmpty();
        return verdict.toOptional().orElseThrow();
    }

    private static List<Tuple> faults(JsonObject claims) {
        return SoftwareStatement.read(claims, SsaDialect.obie()).violations().stream()
                .map(violation -> Tuple.tuple(
                        violation.reason(),
                        violation.where().toString(),
                        violation.got().orElse(null),
                        violation.expected().orElse(null)))
                .toList();
    }
}
